#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>

#include "passage_reading.h"
#include "reading.h"
#include "term_weights.h"

namespace wenyuan::answer {

// The place among the statement's facts of a number or date that the sentences have, but not where
// they speak of what the statement says of it: another of its kind stands there. A sentence without
// a date has that of the one before it. A number that stands beside a date there stands beside no
// other date here. `topic`: what stands above all of them; `asked`: terms of the question, which
// say what a bare number is said of.
std::optional<std::size_t> FindMisplaced(const TextReading& said,
                                         std::span<const TextReading> sentences,
                                         const TextReading& topic,
                                         const std::unordered_set<std::string>& asked,
                                         const TermWeights& weights);

// A name of the statement that the evidence has, but not in the sentence that says what the
// statement says of it, nor in the one before, while that sentence names somebody else.
std::optional<Name> FindStranger(const TextReading& said, const PassageReading& passage,
                                 const PassageReading::Evidence& evidence,
                                 const TermWeights& weights);

}  // namespace wenyuan::answer
