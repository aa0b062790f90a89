#pragma once

#include <cstddef>

#include "evidence.h"
#include "wenyuan/answer/answer.h"
#include "wenyuan/answer/threshold.h"

namespace wenyuan::answer {

// Below which chance a question is refused with this candidate: the question's own threshold, else
// that of the candidate's library, else the one that is shipped.
double ThresholdAt(const Question& question, const ThresholdOf& threshold_of,
                   const Evidence& evidence, std::size_t candidate);

}  // namespace wenyuan::answer
