#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// The line with every run of digits as one '#', so that "Page 3" and "Page 12" are the same.
std::string LineShape(std::string_view text);

// Whether a shape has nothing but numbers, signs and the words that come with a page's number:
// "Page # of #", "- # -", "第#页 共#页".
bool IsPageNumberShape(std::string_view shape);

}  // namespace wenyuan::parse
