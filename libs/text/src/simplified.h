#pragma once

#include <unordered_map>

#include "wenyuan/base/result.h"

namespace wenyuan::text {

// OpenCC's simplified form of each traditional character. One for one, so that places in a text
// stay known; what only a phrase decides (乾 in 乾坤) is left to the most common form.
Result<std::unordered_map<char32_t, char32_t>> LoadSimplifiedForms();

}  // namespace wenyuan::text
