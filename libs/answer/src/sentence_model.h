// Written by wenyuan_answer_train (libs/answer/bench), fitted on
// xquad.zh xquad.en nq-oracle dragonball dureader-demo.
// Do not edit; train again.
#pragma once

#include "sentence_ranker.h"

namespace wenyuan::answer {

inline constexpr SentenceFeatures kSentenceWeights = {
    -0.267604, 2.19844,  1.75985,  -0.985077, 0.565247, 0.0747185, 1.30591,
    -0.117,    0.688124, 0.566509, 6.62633,   1.30706,  2.91915};

}  // namespace wenyuan::answer
