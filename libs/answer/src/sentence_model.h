// Written by wenyuan_answer_train (libs/answer/bench), fitted on xquad.zh xquad.en nq-oracle dragonball dureader-demo.
// Do not edit; train again.
#pragma once

#include "sentence_ranker.h"

namespace wenyuan::answer {

inline constexpr SentenceFeatures kSentenceWeights = {-0.274031, 2.20593, 1.76021, -0.985955, 0.58058, 1.30657, -0.117488, 0.687585, 0.565771, 6.62728, 1.3036, 2.92097};

}  // namespace wenyuan::answer
