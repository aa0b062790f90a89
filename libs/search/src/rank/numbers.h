#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::search {

// The numbers and codes of a text ("10", "12.5", "ppr-9087", "2025-03-01"), in small letters,
// distinct, ascending. Chinese numerals count too when a unit follows them ("十天").
std::vector<std::string> NumbersIn(std::string_view text);

}  // namespace wenyuan::search
