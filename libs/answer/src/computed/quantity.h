#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wenyuan::answer {

inline constexpr std::string_view kTimeOfTheDay = "time of the day";

// What a cell or a few words say, when it is one exact number, duration, date or time of the day.
struct Quantity {
  double value = 0;       // in the first unit of its dimension
  double written = 0;     // as it is written
  std::string dimension;  // "yuan", "month", "date", "mpa"; empty: none is named
  std::string before;     // what stands before and behind the number: "$", "元"
  std::string behind;
  int decimals = 0;
  bool grouped = false;  // 1,280
  bool of_time = false;
};

// `unit` is what the table says of it ("万元"); it counts where the text names none. Nothing of
// ranges and limits ("10至20", "不超过5"): which of two such is more is not known.
std::optional<Quantity> QuantityOf(std::string_view text, std::string_view unit = {});

// Less than 0, 0 or greater than 0 as `left` is less, the same or more. Nothing where their units
// do not say: yuan and dollars, 1 month and 30 days.
std::optional<int> Compare(const Quantity& left, const Quantity& right);

// A number as the numbers of `like` are written: grouped, with so many decimals, with its unit.
std::string Written(double value, const Quantity& like);

}  // namespace wenyuan::answer
