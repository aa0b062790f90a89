// Written by wenyuan_answer_train. Do not edit.
#pragma once

#include "sentence_ranker.h"

namespace wenyuan::answer {

inline constexpr SentenceFeatures kSentenceWeights = {0.82, 3.01, 1.98, -0.3, 1.11, 1.24,
                                                      -0.4, 0.61, 0.98, 2.0,  2.0,  2.0};

}  // namespace wenyuan::answer
