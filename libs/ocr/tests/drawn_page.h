#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wenyuan/parse/recognise.h"

namespace wenyuan::ocr::testing {

// A white page with these lines of 34 pixels in the system's Noto Sans CJK; nothing without the
// font.
std::optional<parse::GreyPicture> DrawPage(const std::vector<std::string>& lines);
// The same with vertical writing: columns from right to left, 46 pixels from letter to letter.
std::optional<parse::GreyPicture> DrawColumns(const std::vector<std::string>& columns);

}  // namespace wenyuan::ocr::testing
