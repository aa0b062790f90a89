#include "placed/font_file.h"

#include <algorithm>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxSteps = 300'000;  // over the ranges of characters

// Big-endian; 0 beyond the end.
std::uint32_t Number(std::string_view bytes, std::size_t at, std::size_t size) {
  if (at > bytes.size() || bytes.size() - at < size) return 0;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

std::string_view From(std::string_view bytes, std::size_t at) {
  return at <= bytes.size() ? bytes.substr(at) : std::string_view();
}

std::string_view Table(std::string_view font, std::string_view tag) {
  std::size_t start = 0;
  if (font.starts_with("ttcf")) start = Number(font, 12, 4);  // the first of a collection
  const std::uint32_t tables = Number(font, start + 4, 2);
  for (std::uint32_t i = 0; i < tables; ++i) {
    const std::size_t entry = start + 12 + std::size_t{16} * i;
    if (From(font, entry).substr(0, 4) != tag) continue;
    return From(font, Number(font, entry + 8, 4)).substr(0, Number(font, entry + 12, 4));
  }
  return {};
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

FontFile::FontFile(std::string_view bytes) {
  ReadHead(Table(bytes, "head"));
  ReadAdvances(Table(bytes, "hhea"), Table(bytes, "hmtx"));
  ReadCharacters(Table(bytes, "cmap"));
}

void FontFile::ReadHead(std::string_view head) {
  units_ = std::max(Number(head, 18, 2), 1U);
  bold_ = (Number(head, 44, 2) & 1U) != 0;
}

void FontFile::ReadAdvances(std::string_view hhea, std::string_view hmtx) {
  const std::size_t count = std::min<std::size_t>(Number(hhea, 34, 2), hmtx.size() / 4);
  advances_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    advances_.push_back(static_cast<std::uint16_t>(Number(hmtx, i * 4, 2)));
  }
}

void FontFile::ReadCharacters(std::string_view cmap) {
  const std::uint32_t tables = Number(cmap, 2, 2);
  for (std::uint32_t i = 0; i < std::min(tables, 32U); ++i) {
    const std::size_t entry = 4 + std::size_t{8} * i;
    const std::uint32_t platform = Number(cmap, entry, 2);
    if (platform != 0 && platform != 3) continue;
    const std::string_view table = From(cmap, Number(cmap, entry + 4, 4));
    const std::uint32_t format = Number(table, 0, 2);
    if (format == 4) ReadSegments(table);
    if (format == 12) ReadGroups(table);
  }
}

void FontFile::ReadSegments(std::string_view table) {
  const std::size_t segments = Number(table, 6, 2) / 2;
  const std::size_t ends = 14;
  const std::size_t starts = ends + segments * 2 + 2;
  const std::size_t deltas = starts + segments * 2;
  const std::size_t offsets = deltas + segments * 2;
  for (std::size_t i = 0; i < segments; ++i) {
    const std::uint32_t start = Number(table, starts + i * 2, 2);
    const std::uint32_t end = Number(table, ends + i * 2, 2);
    const std::uint32_t delta = Number(table, deltas + i * 2, 2);
    const std::uint32_t offset = Number(table, offsets + i * 2, 2);
    for (std::uint32_t c = start; c <= end && c < 0xFFFF; ++c) {
      if (++steps_ > kMaxSteps) return;
      std::uint32_t glyph = c;
      if (offset != 0) {
        glyph = Number(table, offsets + i * 2 + offset + std::size_t{c - start} * 2, 2);
        if (glyph == 0) continue;
      }
      Add(c, (glyph + delta) & 0xFFFFU);
    }
  }
}

void FontFile::ReadGroups(std::string_view table) {
  const std::size_t groups = std::min<std::size_t>(Number(table, 12, 4), table.size() / 12);
  for (std::size_t i = 0; i < groups; ++i) {
    const std::size_t at = 16 + i * 12;
    const std::uint32_t start = Number(table, at, 4);
    const std::uint32_t end = Number(table, at + 4, 4);
    const std::uint32_t glyph = Number(table, at + 8, 4);
    for (std::uint32_t c = start; c <= end && c < 0x110000; ++c) {
      if (++steps_ > kMaxSteps) return;
      Add(c, glyph + (c - start));
    }
  }
}

void FontFile::Add(char32_t character, std::uint32_t glyph) {
  if (glyph == 0 || (character >= 0xD800 && character < 0xE000)) return;
  glyphs_.emplace(character, glyph);
  // Of several characters with one glyph the first is the plainest: "-" comes before U+00AD.
  const auto [known, is_new] = characters_.emplace(glyph, character);
  if (!is_new && character < known->second) known->second = character;
}

double FontFile::Advance(std::uint32_t glyph) const {
  if (advances_.empty()) return -1;
  const std::size_t index = std::min<std::size_t>(glyph, advances_.size() - 1);
  return static_cast<double>(advances_[index]) / units_;
}

std::uint32_t FontFile::GlyphOf(char32_t character) const {
  const auto known = glyphs_.find(character);
  return known == glyphs_.end() ? 0 : known->second;
}

char32_t FontFile::CharacterOf(std::uint32_t glyph) const {
  const auto known = characters_.find(glyph);
  return known == characters_.end() ? 0 : known->second;
}

std::string UnscrambledFont(std::string bytes, std::string_view part_name) {
  if (!EndsWithIgnoringCase(part_name, ".odttf")) return bytes;
  std::string key;
  for (const char c : part_name.substr(part_name.rfind('/') + 1)) {
    if (c == '.') break;
    if (HexDigit(c) >= 0) key += c;
  }
  constexpr std::size_t kKeyBytes = 16;
  if (key.size() != kKeyBytes * 2 || bytes.size() < kKeyBytes * 2) return bytes;
  for (std::size_t i = 0; i < kKeyBytes * 2; ++i) {
    const std::size_t digit = (kKeyBytes - 1 - i % kKeyBytes) * 2;
    const int value = HexDigit(key[digit]) * 16 + HexDigit(key[digit + 1]);
    bytes[i] =
        static_cast<char>(static_cast<unsigned char>(bytes[i]) ^ static_cast<unsigned>(value));
  }
  return bytes;
}

}  // namespace wenyuan::parse
