// Written by wenyuan_answer_train (libs/answer/bench), fitted on
// xquad.zh xquad.en nq-oracle dragonball dureader-demo.
// Do not edit; train again.
#pragma once

#include "sentence_ranker.h"

namespace wenyuan::answer {

inline constexpr SentenceFeatures kSentenceWeights = {
    -0.33331,  2.27222,  1.77856,  -0.998138, 0.547894, 0.0835012, 1.30404,
    -0.115695, 0.688725, 0.561109, 6.5965,    1.28066,  3.02033};

}  // namespace wenyuan::answer
