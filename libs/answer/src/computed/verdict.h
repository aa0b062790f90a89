#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "../extractive/thing_facts.h"
#include "../question/calculation.h"
#include "wenyuan/answer/answer.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// What one cell or sentence says of each of the things that are compared.
struct ComparedValues {
  std::string aspect;
  std::vector<Sentence> sentences;  // one for each thing
  std::vector<std::string> values;  // … as it says it, its unit included
  std::vector<std::string> units;   // … of the table, where it is not in the value
};

// The aspects that the question asks about and that are told of all things as cells or "key:
// value" lines: of one document before those of several. None where a thing has two values for it.
std::vector<ComparedValues> ValuesOf(const text::Analyzer& analyzer, const ThingsCompared& question,
                                     std::span<const std::vector<ThingFact>> facts);

// Which thing is more by these values, worked out and written with both: "PPR-9087更贵。单价：…".
// Cites all of them. Nothing where they are not numbers, durations or dates of one unit, or where
// two aspects say the contrary.
std::optional<Sentence> Verdict(const ThingsCompared& question,
                                std::span<const ComparedValues> compared, Language language);

}  // namespace wenyuan::answer
