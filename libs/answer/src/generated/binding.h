#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>

#include "reading.h"
#include "term_weights.h"

namespace wenyuan::answer {

// The place among the statement's facts of a number or date that the sentences have, but not where
// they speak of what the statement says of it: another of its kind stands there. A sentence without
// a date has that of the one before it. `topic`: what stands above all of them; `asked`: terms of
// the question, which say what a bare number is said of.
std::optional<std::size_t> FindMisplaced(const TextReading& said,
                                         std::span<const TextReading> sentences,
                                         const TextReading& topic,
                                         const std::unordered_set<std::string>& asked,
                                         const TermWeights& weights);

}  // namespace wenyuan::answer
