#pragma once

#include <string>

#include "wenyuan/answer/answer.h"
#include "wenyuan/base/result.h"

namespace wenyuan::answer {

// What to say instead of an answer, before it is known what was searched.
std::string RefusalText(Language language, bool found_passages);

// The same with what was searched, what the nearest documents are about, and whom to ask, as far as
// the answer says.
std::string RefusalText(Language language, const Answer& refused);

}  // namespace wenyuan::answer
