// Written by wenyuan_answer_train. Do not edit.
#pragma once

#include "answerability.h"

namespace wenyuan::answer {

inline constexpr EvidenceFeatures kAnswerabilityWeights = {4, 2,  2, 2,   0,  0.3,
                                                           1, -1, 0, 0.5, -3, 1};
inline constexpr double kAnswerabilityBias = -6;
inline constexpr double kRefusalThreshold = 0.3;

}  // namespace wenyuan::answer
