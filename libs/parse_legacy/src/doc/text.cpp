#include "doc/text.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace wenyuan::parse {
namespace {

// What windows-1252 has at 0x80 to 0x9F.
constexpr std::array<char16_t, 32> kWestern = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

constexpr std::uint32_t kNarrowPiece = 0x40000000;
constexpr std::size_t kMaxPieces = 100'000;

// The piece table behind property runs of no interest here; empty when there is none.
std::string_view PieceTable(std::string_view clx) {
  const Bytes bytes(clx);
  std::size_t at = 0;
  while (bytes.U8(at) == 1) at += 3 + std::size_t{bytes.U16(at + 1)};
  if (bytes.U8(at) != 2) return {};
  return bytes.Sub(at + 5, bytes.U32(at + 1));
}

}  // namespace

DocText DocText::Load(const DocInformation& information, std::string_view stream,
                      std::string_view table) {
  DocText text;
  const std::string_view pieces =
      PieceTable(Bytes(table).Sub(information.pieces.at, information.pieces.bytes));
  const Bytes bytes(pieces);
  const std::size_t count = pieces.size() < 16 ? 0 : (pieces.size() - 4) / 12;
  for (std::size_t i = 0; i < std::min(count, kMaxPieces); ++i) {
    const std::uint32_t begin = bytes.U32(i * 4);
    const std::uint32_t end = bytes.U32(i * 4 + 4);
    if (end <= begin) continue;
    std::uint32_t at = bytes.U32((count + 1) * 4 + i * 8 + 2);
    const bool narrow = information.word6 || (at & kNarrowPiece) != 0;
    if (!information.word6 && narrow) at = (at & ~kNarrowPiece) / 2;
    text.AddPiece(stream, end - begin, at, !narrow, information.word6);
  }
  const std::uint64_t all = std::accumulate(information.characters.begin(),
                                            information.characters.end(), std::uint64_t{0});
  if (text.pieces_.empty()) {
    text.AddPiece(stream, all, information.text_at, false, information.word6);
  }
  std::size_t start = 0;
  for (const std::uint32_t characters : information.characters) {
    text.starts_.push_back(start);
    start = std::min(start + characters, text.characters_.size());
  }
  text.starts_.push_back(start);
  return text;
}

// Pieces of sound files do not share bytes, so there are never more characters than bytes.
void DocText::AddPiece(std::string_view stream, std::uint64_t length, std::uint32_t at, bool wide,
                       bool code_page) {
  const Bytes bytes(stream);
  if (at >= stream.size() || characters_.size() >= stream.size()) return;
  const std::size_t there = (stream.size() - at) / (wide ? 2 : 1);
  const std::size_t count = static_cast<std::size_t>(
      std::min<std::uint64_t>({length, there, stream.size() - characters_.size()}));
  if (count == 0) return;
  pieces_.push_back({characters_.size(), characters_.size() + count, at, wide});
  for (std::size_t i = 0; i < count; ++i) {
    char16_t c = wide ? bytes.U16(at + i * 2) : bytes.U8(at + i);
    if (!wide && !code_page && c >= 0x80 && c < 0xA0) c = kWestern[c - 0x80U];
    characters_ += c;
  }
}

std::pair<std::size_t, std::size_t> DocText::Story(DocStory story) const {
  return {starts_[story], starts_[story + 1]};
}

std::uint32_t DocText::FilePosition(std::size_t position) const {
  const auto after =
      std::upper_bound(pieces_.begin(), pieces_.end(), position,
                       [](std::size_t value, const Piece& piece) { return value < piece.begin; });
  if (after == pieces_.begin()) return 0;
  const Piece& piece = *std::prev(after);
  return piece.at + static_cast<std::uint32_t>((position - piece.begin) * (piece.wide ? 2 : 1));
}

}  // namespace wenyuan::parse
