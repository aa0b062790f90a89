#pragma once

#include <string_view>

namespace wenyuan::answer {

// Whether a text speaks of another case than the question: of sick leave to who asks about
// maternity leave, of staff to who asks about interns. `heading` is what stands right above the
// text. A text that names no case of that kind, or the asked one beside others, speaks of what was
// asked.
bool IsOfAnotherCase(std::string_view question, std::string_view text, std::string_view heading);

}  // namespace wenyuan::answer
