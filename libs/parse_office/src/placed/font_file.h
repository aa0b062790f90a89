#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wenyuan::parse {

// What we need of a TrueType or OpenType font: how far each glyph moves the pen, and which
// character it shows. Trusts nothing in it.
class FontFile {
 public:
  // A font that cannot be read knows nothing.
  explicit FontFile(std::string_view bytes);

  // In widths of the font's size; negative when unknown.
  [[nodiscard]] double Advance(std::uint32_t glyph) const;
  // 0 when unknown.
  [[nodiscard]] std::uint32_t GlyphOf(char32_t character) const;
  [[nodiscard]] char32_t CharacterOf(std::uint32_t glyph) const;
  // What reading it cost: the characters of all its ranges, as often as they are named.
  [[nodiscard]] std::size_t Steps() const { return steps_; }
  [[nodiscard]] bool IsBold() const { return bold_; }

 private:
  void ReadHead(std::string_view head);
  void ReadAdvances(std::string_view hhea, std::string_view hmtx);
  void ReadCharacters(std::string_view cmap);
  void ReadSegments(std::string_view table);
  void ReadGroups(std::string_view table);
  void Add(char32_t character, std::uint32_t glyph);

  std::vector<std::uint16_t> advances_;
  std::unordered_map<char32_t, std::uint32_t> glyphs_;
  std::unordered_map<std::uint32_t, char32_t> characters_;
  std::uint32_t units_ = 1'000;
  std::size_t steps_ = 0;
  bool bold_ = false;
};

// XPS keeps fonts scrambled with the number that is their file name.
std::string UnscrambledFont(std::string bytes, std::string_view part_name);

}  // namespace wenyuan::parse
