#pragma once

#include <string_view>

namespace wenyuan::search {

// Other characters that are taken for this one when typed by shape or read by a machine, in a row:
// 未 for 末. Empty when there are none.
std::u32string_view ShapeClose(char32_t character);

}  // namespace wenyuan::search
