#include "xps/xps_run.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

#include "wenyuan/charset/charset.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxCluster = 100;

// One entry of the attribute Indices: "(2:1)18,54.5,0,0" and every part may be missing.
struct Index {
  std::size_t characters = 1;
  std::size_t glyphs = 1;
  std::uint32_t glyph = 0;
  bool has_glyph = false;
  double advance = -1;  // in hundredths of the font's size
};

template <typename T>
bool Take(std::string_view& text, T& value) {
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ec != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end.ptr - text.data()));
  return true;
}

Index ReadIndex(std::string_view text) {
  Index index;
  if (text.starts_with('(')) {
    text.remove_prefix(1);
    Take(text, index.characters);
    if (text.starts_with(':')) {
      text.remove_prefix(1);
      Take(text, index.glyphs);
    }
    text.remove_prefix(std::min(text.find(')'), text.size() - 1) + 1);
  }
  index.characters = std::min(index.characters, kMaxCluster);
  index.glyphs = std::clamp<std::size_t>(index.glyphs, 1, kMaxCluster);
  index.has_glyph = Take(text, index.glyph);
  if (text.starts_with(',')) {
    text.remove_prefix(1);
    Take(text, index.advance);
  }
  return index;
}

double Number(pugi::xml_node element, std::string_view name) {
  const std::vector<double> numbers = Numbers(Attribute(element, name), 1);
  return numbers.empty() ? 0 : numbers[0];
}

class RunReader {
 public:
  RunReader(pugi::xml_node element, const FontFile& font, const RunLook& look,
            const Transform& transform, std::vector<PlacedGlyph>& glyphs)
      : font_(font), look_(look), transform_(transform), glyphs_(glyphs) {
    std::string_view text = Attribute(element, "UnicodeString");
    if (text.starts_with("{}")) text.remove_prefix(2);  // as XAML escapes a brace
    characters_ = Characters(charset::Clean(std::string(text)));
    indices_ = Attribute(element, "Indices");
    leftwards_ = std::fmod(Number(element, "BidiLevel"), 2) == 1;
    x_ = Number(element, "OriginX");
    y_ = Number(element, "OriginY");
  }

  void Run() {
    std::size_t at = 0;
    std::string_view rest = indices_;
    while (!rest.empty() || at < characters_.size()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const Index index = ReadIndex(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      at += Place(index, at);
      for (std::size_t i = 1; i < index.glyphs && !rest.empty(); ++i) {  // of the same cluster
        const std::size_t next = std::min(rest.find(';'), rest.size());
        Move(Width(ReadIndex(rest.substr(0, next)), 0));
        rest.remove_prefix(std::min(next + 1, rest.size()));
      }
    }
  }

 private:
  // Returns how many characters it took.
  std::size_t Place(const Index& index, std::size_t at) {
    const std::size_t left = characters_.size() - std::min(at, characters_.size());
    std::size_t units = 0;  // of UTF-16: so clusters count
    std::size_t count = 0;
    while (count < left && units < index.characters) {
      units += characters_[at + count++] >= 0x10000 ? 2 : 1;
    }
    const char32_t first = count > 0 ? characters_[at] : font_.CharacterOf(index.glyph);
    const double width = Width(index, first);
    if (leftwards_) Move(width);
    const double share = width / static_cast<double>(std::max<std::size_t>(count, 1));
    for (std::size_t i = 0; i < std::max<std::size_t>(count, 1); ++i) {
      const char32_t character = count > 0 ? characters_[at + i] : first;
      if (character == 0) continue;
      glyphs_.push_back(PlaceCharacter(character, x_ + share * static_cast<double>(i), y_, share,
                                       look_, transform_));
    }
    if (!leftwards_) Move(width);
    return count;
  }

  [[nodiscard]] double Width(const Index& index, char32_t character) const {
    if (index.advance >= 0) return index.advance / 100 * look_.size;
    const std::uint32_t glyph = index.has_glyph ? index.glyph : font_.GlyphOf(character);
    const double advance = glyph == 0 ? -1 : font_.Advance(glyph);
    return (advance >= 0 ? advance : GuessedWidth(character)) * look_.size;
  }

  void Move(double width) { x_ += leftwards_ ? -width : width; }

  const FontFile& font_;
  const RunLook& look_;
  const Transform& transform_;
  std::vector<PlacedGlyph>& glyphs_;
  std::vector<char32_t> characters_;
  std::string_view indices_;
  bool leftwards_ = false;
  double x_ = 0;
  double y_ = 0;
};

}  // namespace

void AddXpsRun(pugi::xml_node element, const FontFile& font, const RunLook& look,
               const Transform& transform, std::vector<PlacedGlyph>& glyphs) {
  RunReader(element, font, look, transform, glyphs).Run();
}

}  // namespace wenyuan::parse
