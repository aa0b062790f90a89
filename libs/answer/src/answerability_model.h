// Written by wenyuan_answer_train (libs/answer/bench), fitted on
// xquad.zh xquad.en nq-oracle dragonball dureader-demo drcd.
// Do not edit; train again.
#pragma once

#include "answerability.h"

namespace wenyuan::answer {

inline constexpr EvidenceFeatures kAnswerabilityWeights = {4.50815, 1.37619,  0.152651, 2.36222,
                                                           1.71583, 0.248024, -1.48553};
inline constexpr double kAnswerabilityBias = -8.81042;
inline constexpr double kRefusalThreshold = 0.443769;

}  // namespace wenyuan::answer
