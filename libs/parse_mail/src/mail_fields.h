#pragma once

#include <string_view>

namespace wenyuan::parse {

// How many different mail fields the header has; 0 when the bytes do not start with a header.
int CountMailFields(std::string_view bytes);

}  // namespace wenyuan::parse
