#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "byte_writer.h"
#include "wenyuan/parse/document.h"

namespace wenyuan::parse {

// A record of PowerPoint, or of what all programs of old Office draw.
inline std::string ArtRecord(unsigned type, std::string_view content, bool container = false,
                             unsigned instance = 0) {
  return ByteWriter()
      .U16(instance << 4U | (container ? 0xFU : 0U))
      .U16(type)
      .U32(content.size())
      .Raw(content)
      .Bytes();
}

inline std::string ArtPng(std::string_view png) {
  return ArtRecord(0xF01E, std::string(17, 'n') + std::string(png), false, 0x6E0);
}

// An entry of the store: its picture inside, or at a place elsewhere.
inline std::string ArtEntry(std::size_t place, std::string_view inside = {}) {
  return ArtRecord(
      0xF007, ByteWriter().Zeros(28).U32(place).U8(0).U8(4).Zeros(2).Zeros(4).Raw(inside).Bytes(),
      false, 6);
}

inline std::string ArtStore(const std::string& entries) {
  return ArtRecord(0xF000, ArtRecord(0xF001, entries, true, 2), true);
}

// A shape with its number, the number of its picture (0: none), its alternative text and where it
// stands.
inline std::string ArtShapeRecord(unsigned id, unsigned picture, std::string_view text = {},
                                  const std::string& anchor = {}) {
  ByteWriter properties;
  unsigned count = 0;
  ByteWriter wide;
  wide.Wide(text).Zeros(2);
  const auto name = [&] { return ByteWriter().U16(0xC380).U32(4).Bytes(); };
  if (picture != 0) properties.U16(0x4104).U32(picture);
  count += picture != 0 ? 1 : 0;
  if (!text.empty()) properties.Raw(name()).U16(0xC381).U32(wide.size());
  count += text.empty() ? 0 : 2;
  if (!text.empty()) properties.Wide("n").Zeros(2).Raw(wide.Bytes());
  return ArtRecord(0xF004,
                   ArtRecord(0xF00A, ByteWriter().U32(id).U32(0).Bytes()) +
                       ArtRecord(0xF00B, properties.Bytes(), false, count) +
                       (anchor.empty() ? "" : ArtRecord(0xF010, anchor)),
                   true);
}

// A drawing of these shapes, or groups of shapes.
inline std::string ArtDrawing(const std::string& shapes) {
  return ArtRecord(0xF002, ArtRecord(0xF003, ArtShapeRecord(1, 0) + shapes, true), true);
}

// The figures of a document: page, alternative text, bytes of the picture.
struct ArtFigure {
  std::uint32_t page = 0;
  std::string text;
  std::string picture;
  friend bool operator==(const ArtFigure&, const ArtFigure&) = default;
};

inline void PrintTo(const ArtFigure& figure, std::ostream* out) {
  *out << figure.page << " '" << figure.text << "' '" << figure.picture << "'";
}

inline std::vector<ArtFigure> FiguresOf(const Document& document) {
  std::vector<ArtFigure> figures;
  for (const Block& block : document.blocks) {
    if (block.kind != BlockKind::kFigure) continue;
    figures.push_back({block.page, block.text,
                       block.picture == 0 ? "" : document.pictures.at(block.picture - 1).bytes});
  }
  return figures;
}

}  // namespace wenyuan::parse
