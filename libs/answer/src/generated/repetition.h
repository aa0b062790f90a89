#pragma once

#include <string_view>

namespace wenyuan::answer {

// Whether a text goes round in circles, as small models do that find no end: "年假年假年假…". Each
// of its words may be true; it says nothing. Short texts never do.
bool GoesInCircles(std::string_view text);

}  // namespace wenyuan::answer
