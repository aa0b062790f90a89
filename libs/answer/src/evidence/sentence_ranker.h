#pragma once

#include <vector>

#include "sentence_features.h"

namespace wenyuan::answer {

// The probability of each candidate to be the answer, if one of them is: they add up to 1.
std::vector<double> RankSentences(const std::vector<SentenceFeatures>& features);

}  // namespace wenyuan::answer
