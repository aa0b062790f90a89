// Written by wenyuan_answer_train (libs/answer/bench), fitted on
// xquad.zh xquad.en nq-oracle dragonball dureader-demo drcd.
// Do not edit; train again.
#pragma once

#include "answerability.h"

namespace wenyuan::answer {

inline constexpr EvidenceFeatures kAnswerabilityWeights = {4.40219, 1.20242,  0.274647, 2.35616,
                                                           2.03166, 0.256056, -1.45336};
inline constexpr double kAnswerabilityBias = -8.83968;
inline constexpr double kRefusalThreshold = 0.445662;

}  // namespace wenyuan::answer
