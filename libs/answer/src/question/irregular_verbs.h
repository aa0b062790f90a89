#pragma once

#include <string_view>

namespace wenyuan::answer {

// The verb of an irregular past form ("kept": "keep"); else the word itself. Those whose past form
// is a common word of its own (left, found, saw, felt …) are not there.
std::string_view VerbOf(std::string_view word);

}  // namespace wenyuan::answer
