#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "placed/transform.h"
#include "wenyuan/parse_kit/page_layout.h"

namespace wenyuan::parse {

// The characters of valid UTF-8.
std::vector<char32_t> Characters(std::string_view utf8);

// A guess for fonts that cannot be read, in widths of a full-width character.
double GuessedWidth(char32_t character);

// What the characters of a run share.
struct RunLook {
  double size = 0;  // of the font, before the transform
  bool bold = false;
  bool white = false;
  bool invisible = false;
};

// The character whose origin on the base line is x, y.
PlacedGlyph PlaceCharacter(char32_t character, double x, double y, double width,
                           const RunLook& look, const Transform& transform);

}  // namespace wenyuan::parse
