// Written by wenyuan_answer_train (libs/answer/bench), fitted on xquad.zh xquad.en nq-oracle dragonball dureader-demo.
// Do not edit; train again.
#pragma once

#include "answerability.h"

namespace wenyuan::answer {

inline constexpr EvidenceFeatures kAnswerabilityWeights = {12.442, 1.20499, -12.2528, 0.27933, 2.03215, 3.47769, 2.16385, -1.587, -0.941824, 0.365713, -1.68588, -0.187844};
inline constexpr double kAnswerabilityBias = -7.938784;
inline constexpr double kRefusalThreshold = 0.238480;

}  // namespace wenyuan::answer
