#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "comparative.h"
#include "condition.h"

namespace wenyuan::answer {

// Things of which a question asks which one is more: "A和B哪个保修期更长？", "Is A cheaper than B?"
struct ThingsCompared {
  std::vector<std::string> things;  // two to four
  std::string measure;              // what of them ("保修期"); empty: the comparative says it
  Comparative comparative;
  std::string phrase;  // as the question says it: "更长", "longer warranty"
  // It wants yes or no: whether the first thing is it.
  bool yes_or_no = false;
};
std::optional<ThingsCompared> ReadThingsCompared(std::string_view question);

// What a question wants worked out over the rows of a table: "哪个部门费用最高？", "How many
// suppliers are from Germany?"
struct Aggregate {
  enum class Kind : std::uint8_t { kMost, kLeast, kSum, kAverage, kCount, kWhere, kGroups, kList };
  Kind kind = Kind::kMost;
  Comparative comparative;             // of kMost and kLeast
  std::optional<Condition> condition;  // of kWhere
  // kList: the things of a kind whose rows have the question's other words
  std::size_t group = 0;  // of kGroups: where the question names what it groups by
  bool counts = false;    // of kGroups: it may want how many there are
  bool in_total = false;  // of kCount: 一共, "in total"
  // The bytes of the question that say what is to be done: they are no words of the table.
  std::vector<std::pair<std::size_t, std::size_t>> says;
};
std::optional<Aggregate> ReadAggregate(std::string_view question);
// The same of each group of rows: 每个部门, "by region". A table in which no group has two rows is
// none of it.
std::optional<Aggregate> ReadGroups(std::string_view question);

}  // namespace wenyuan::answer
