#pragma once

#include <string>
#include <utility>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::text {

// OpenCC's simplified form of each of `characters` that has another one, as pairs (from, to).
Result<std::vector<std::pair<char32_t, char32_t>>> SimplifiedForms(
    const std::u32string& characters);

}  // namespace wenyuan::text
