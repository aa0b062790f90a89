#pragma once

#include "wenyuan/answer/answer.h"
#include "wenyuan/eval/answers.h"
#include "wenyuan/store/question_sets.h"
#include "wenyuan/store/shown_answer.h"

namespace wenyuan::quality {

// An answer as the measures see it.
eval::JudgedAnswer Judge(const store::Question& question, const answer::Answer& answer);

// An answer as it is kept, quotes shortened. Where a sentence names no passage, all that were read
// are kept with it.
store::ShownAnswer Shown(const answer::Answer& answer);

}  // namespace wenyuan::quality
