#pragma once

#include <string_view>

namespace wenyuan::text {

// Whether a folded word says nothing about what is asked: 的, 请问, 什么, the, how, many.
bool IsFunctionWord(std::string_view word);

}  // namespace wenyuan::text
