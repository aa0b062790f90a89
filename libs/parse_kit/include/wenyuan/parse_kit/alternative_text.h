#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// What a picture's alternative text says about the picture: empty where programs put the place of
// its file or a counted name ("Picture 3"), and without the note that a program wrote it. Requires
// valid UTF-8.
std::string AlternativeText(std::string_view text);

}  // namespace wenyuan::parse
