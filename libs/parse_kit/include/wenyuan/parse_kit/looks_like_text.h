#pragma once

#include <string_view>

namespace wenyuan::parse {

// No binary content: few control characters, and NUL only as UTF-16 has it. Looks at the start.
bool LooksLikeText(std::string_view bytes);

}  // namespace wenyuan::parse
