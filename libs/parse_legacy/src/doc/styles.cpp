#include "doc/styles.h"

#include <algorithm>

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxStyles = 4'096;
constexpr std::uint16_t kNoBase = 0xFFF;
constexpr std::uint16_t kParagraphStyle = 1;
constexpr std::uint16_t kCaption = 34;
constexpr std::uint16_t kTitle = 62;
constexpr int kMaxInheritance = 20;

struct Definition {
  std::uint16_t built_in = 0xFFF;  // what the program knows the style as, in every language
  std::uint16_t base = kNoBase;
  DocParagraph own;
};

Definition ReadDefinition(Bytes style, std::size_t fixed_bytes, bool word6) {
  Definition out;
  out.built_in = style.U16(0) & 0xFFFU;
  out.base = style.U16(2) >> 4U;
  const bool paragraph = (style.U16(2) & 0xFU) == kParagraphStyle;
  if (!paragraph || word6) return out;
  const std::size_t name_at = fixed_bytes;
  std::size_t at = name_at + 2 + std::size_t{style.U16(name_at)} * 2 + 2;
  at += at % 2;
  const std::size_t bytes = style.U16(at);
  if (bytes >= 2) out.own.Apply(style.Sub(at + 4, bytes - 2));
  return out;
}

DocStyle Resolve(const std::vector<Definition>& all, std::size_t index) {
  DocStyle style;
  int outline = -1;
  for (int depth = 0; depth < kMaxInheritance && index < all.size(); ++depth) {
    const Definition& definition = all[index];
    const bool heading = definition.built_in >= 1 && definition.built_in <= 9;
    if (outline < 0) outline = heading ? definition.built_in - 1 : definition.own.outline;
    if (definition.built_in == kTitle) style.title = true;
    if (definition.built_in == kCaption) style.caption = true;
    if (style.list < 0) style.list = definition.own.list;
    if (style.level < 0) style.level = definition.own.level;
    index = definition.base;
  }
  if (outline >= 0 && outline < 9) style.heading = static_cast<std::uint8_t>(outline + 1);
  if (style.title && style.heading == 0) style.heading = 1;
  return style;
}

}  // namespace

std::vector<DocStyle> LoadDocStyles(std::string_view sheet, bool word6) {
  const Bytes bytes(sheet);
  const std::size_t count = std::min<std::size_t>(bytes.U16(2), kMaxStyles);
  const std::size_t fixed_bytes = bytes.U16(4);
  std::size_t at = 2 + std::size_t{bytes.U16(0)};
  std::vector<Definition> definitions;
  for (std::size_t i = 0; i < count && bytes.Has(at, 2); ++i) {
    const std::size_t size = bytes.U16(at);
    definitions.push_back(size == 0 ? Definition()
                                    : ReadDefinition(bytes.View(at + 2, size), fixed_bytes, word6));
    at += 2 + size;
  }
  std::vector<DocStyle> styles;
  for (std::size_t i = 0; i < definitions.size(); ++i) styles.push_back(Resolve(definitions, i));
  return styles;
}

}  // namespace wenyuan::parse
