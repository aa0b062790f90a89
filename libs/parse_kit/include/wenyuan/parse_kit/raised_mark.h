#pragma once

#include <string_view>

namespace wenyuan::parse {

// What to put between a text and raised characters behind it: "^" where these are a number or one
// letter behind a letter, a digit or a bracket (x^2, 10^-6), else nothing.
std::string_view RaisedMark(std::string_view raised, std::string_view before);

}  // namespace wenyuan::parse
