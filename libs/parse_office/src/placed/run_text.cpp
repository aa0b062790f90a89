#include "placed/run_text.h"

namespace wenyuan::parse {
namespace {

constexpr double kAscent = 0.88;
constexpr double kDescent = 0.22;

}  // namespace

std::vector<char32_t> Characters(std::string_view utf8) {
  std::vector<char32_t> characters;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t j = 1; j < length && i + j < utf8.size(); ++j) {
      c = c << 6U | (static_cast<unsigned char>(utf8[i + j]) & 0x3FU);
    }
    characters.push_back(c);
    i += length;
  }
  return characters;
}

double GuessedWidth(char32_t c) {
  if (c >= 0x2E80 && c <= 0xFFEF) return 1;
  if (c >= 0x20000) return 1;
  if (c == U'W' || c == U'M' || c == U'm' || c == U'w' || c == U'@') return 0.8;
  if (c >= U'A' && c <= U'Z') return 0.67;
  if (c == U'i' || c == U'l' || c == U'j' || c == U'.' || c == U',' || c == U' ') return 0.28;
  return 0.5;
}

PlacedGlyph PlaceCharacter(char32_t character, double x, double y, double width,
                           const RunLook& look, const Transform& transform) {
  PlacedGlyph glyph;
  glyph.character = character;
  glyph.box = transform.Map(x, y - kAscent * look.size, x + width, y + kDescent * look.size);
  glyph.size = static_cast<float>(look.size * transform.Scale());
  glyph.angle = transform.Angle();
  glyph.bold = look.bold;
  glyph.white = look.white;
  glyph.invisible = look.invisible;
  return glyph;
}

}  // namespace wenyuan::parse
