#include "hwp/old_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "hwp/old_character.h"
#include "hwp/old_table.h"
#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/table_grid.h"

namespace wenyuan::parse {
namespace {

constexpr int kMaxDepth = 16;
constexpr std::size_t kParagraphBytes = 12;
constexpr std::size_t kLetterShapeBytes = 31;
constexpr std::size_t kParagraphShapeBytes = 187;
constexpr std::size_t kLineBytes = 14;
constexpr std::size_t kCellBytes = 27;

enum Control : char16_t {
  kField = 5,
  kBookmark = 6,
  kDateForm = 7,
  kDate = 8,
  kTab = 9,
  kBox = 10,
  kPicture = 11,
  kParagraphEnd = 13,
  kLine = 14,
  kHiddenComment = 15,
  kPageText = 16,
  kFootnote = 17,
  kNumber = 18,
  kHyphen = 24,
  kSpace = 30,
  kFixedSpace = 31,
};

// How many characters of its paragraph a control counts for.
constexpr std::array<std::uint8_t, 32> kCounts = {1,  4, 4, 4, 4,   4, 4,  42, 48, 4, 4,
                                                  4,  4, 1, 4, 4,   4, 4,  4,  4,  4, 4,
                                                  12, 5, 3, 3, 123, 4, 32, 4,  2,  2};

// Those that say how many bytes follow them, behind their characters.
bool HasBlock(char16_t c) { return (c >= 1 && c <= 4) || c == 12 || c == 27 || c == 29; }

enum BoxKind : std::uint16_t { kTableBox = 0, kTextBox = 1, kEquationBox = 2 };

class Reader {
 public:
  Reader(std::string_view body, std::size_t at, const std::vector<std::uint8_t>& heading_levels,
         std::size_t max_text_bytes)
      : bytes_(body), at_(at), heading_levels_(heading_levels), bytes_left_(max_text_bytes) {}

  OldHangulText Run() {
    OldHangulText result;
    result.pieces = ReadList(0);
    result.end = at_;
    result.unknown = unknown_;
    result.whole = whole_;
    return result;
  }

 private:
  using Pieces = std::vector<OldHangulPiece>;

  // Up to a paragraph without characters.
  Pieces ReadList(int depth) {
    Pieces pieces;
    if (depth > kMaxDepth) GiveUp();
    while (whole_ && ReadParagraph(pieces, depth)) {
    }
    return pieces;
  }

  bool ReadParagraph(Pieces& pieces, int depth) {
    if (!bytes_.Has(at_, kParagraphBytes + kLetterShapeBytes)) {
      GiveUp();
      return false;
    }
    const bool same_shape = bytes_.U8(at_) != 0;
    const std::size_t count = bytes_.U16(at_ + 1);
    const std::size_t lines = bytes_.U16(at_ + 3);
    const bool shapes = bytes_.U8(at_ + 5) != 0;
    const std::size_t style = bytes_.U8(at_ + 11);
    at_ += kParagraphBytes + kLetterShapeBytes + lines * kLineBytes;
    if (count > 0 && !same_shape) at_ += kParagraphShapeBytes;
    for (std::size_t i = 0; shapes && i < count; ++i) {
      at_ += bytes_.U8(at_) == 0 ? 1 + kLetterShapeBytes : 1;
    }
    if (count == 0) return false;

    OldHangulPiece paragraph;
    Pieces inside;  // what stands in the paragraph, to come behind it
    for (std::size_t i = 0; i < count && whole_;) {
      const char16_t c = Next();
      if (c == kParagraphEnd) break;
      if (c >= ' ') {
        if (!AppendOldHangul(paragraph.text, c)) ++unknown_;
        ++i;
      } else {
        ReadControl(c, paragraph.text, inside, depth);
        i += kCounts[c];
      }
    }
    if (style < heading_levels_.size()) paragraph.level = heading_levels_[style];
    if (paragraph.level > 0) paragraph.kind = BlockKind::kHeading;
    Spend(paragraph.text.size());
    if (!Trim(paragraph.text).empty()) pieces.push_back(std::move(paragraph));
    std::move(inside.begin(), inside.end(), std::back_inserter(pieces));
    return whole_;
  }

  void ReadControl(char16_t c, std::string& text, Pieces& inside, int depth) {
    constexpr std::size_t kHeadBytes = 6;  // behind a control that holds more than itself
    switch (c) {
      case kField: {
        constexpr std::size_t kFieldBytes = 52;
        std::size_t behind = kFieldBytes;
        for (std::size_t part = 36; part < kFieldBytes; part += 4) behind += bytes_.U32(at_ + part);
        Skip(behind);
        break;
      }
      case kBookmark:
        Skip(kHeadBytes + 34);
        break;
      case kBox:
        Skip(kHeadBytes);
        ReadBox(text, inside, depth);
        break;
      case kPicture:
        Skip(kHeadBytes);
        ReadPicture(inside, depth);
        break;
      case kLine:
        Skip(kHeadBytes + 84);
        break;
      case kHiddenComment:
        Skip(kHeadBytes + 8);
        AddText(BlockKind::kNote, depth, inside);
        break;
      case kPageText:
        Skip(kHeadBytes + 10);
        AddText(BlockKind::kPageHeader, depth, inside);
        break;
      case kFootnote:
        Skip(kHeadBytes + 14);
        AddText(BlockKind::kNote, depth, inside);
        break;
      case kNumber:  // of a note, figure, table or equation; 0 is that of the page
        if (bytes_.U16(at_) != 0) text += std::to_string(bytes_.U16(at_ + 2));
        Skip(kHeadBytes);
        break;
      default:
        if (c == kTab) text += '\t';
        if (c == kHyphen) text += '-';
        if (c == kSpace || c == kFixedSpace) text += ' ';
        if (HasBlock(c)) {
          Skip(kHeadBytes + bytes_.U32(at_));
        } else {
          Skip((std::size_t{kCounts[c]} - 1) * 2);
        }
    }
  }

  void ReadBox(std::string& text, Pieces& inside, int depth) {
    constexpr std::size_t kBoxBytes = 84;
    const std::uint16_t kind = bytes_.U16(at_ + 78);
    const std::size_t count = bytes_.U16(at_ + 80);
    Skip(kBoxBytes);
    if (!bytes_.Has(at_, count * kCellBytes)) GiveUp();
    std::vector<OldHangulCell> cells;
    for (std::size_t i = 0; i < count && whole_; ++i, at_ += kCellBytes) {
      OldHangulCell& cell = cells.emplace_back();
      cell.left = bytes_.U16(at_ + 4);
      cell.top = bytes_.U16(at_ + 6);
      cell.right = cell.left + bytes_.U16(at_ + 8);
      cell.bottom = cell.top + bytes_.U16(at_ + 10);
    }
    for (OldHangulCell& cell : cells) {
      Pieces pieces = ReadList(depth + 1);
      if (kind == kTextBox) {
        std::move(pieces.begin(), pieces.end(), std::back_inserter(inside));
      } else {
        cell.text = Flatten(pieces);
      }
    }
    if (kind == kTableBox) {
      OldHangulPiece& table = inside.emplace_back();
      table.kind = BlockKind::kTable;
      table.table = TableOfOldHangul(std::move(cells));
    } else if (kind != kTextBox) {
      for (const OldHangulCell& cell : cells) {
        if (!cell.text.empty()) text += (text.empty() ? "" : " ") + cell.text;
      }
    }
    AddText(BlockKind::kCaption, depth, inside);
  }

  void ReadPicture(Pieces& inside, int depth) {
    constexpr std::size_t kPictureBytes = 348;
    constexpr std::size_t kNameAt = 83;
    constexpr std::size_t kNameBytes = 16;
    const std::size_t behind = bytes_.U32(at_);
    const std::string_view name = bytes_.Sub(at_ + kNameAt, kNameBytes);
    OldHangulPiece& figure = inside.emplace_back();
    figure.kind = BlockKind::kFigure;
    figure.picture = name.substr(0, name.find('\0'));
    Skip(kPictureBytes + behind);
    AddText(BlockKind::kCaption, depth, inside);
  }

  // A list of paragraphs as one text.
  void AddText(BlockKind kind, int depth, Pieces& inside) {
    std::string text = Flatten(ReadList(depth + 1));
    if (text.empty()) return;
    OldHangulPiece& piece = inside.emplace_back();
    piece.kind = kind;
    piece.text = std::move(text);
  }

  static std::string Flatten(const Pieces& pieces) {
    std::string text;
    for (const OldHangulPiece& piece : pieces) {
      const std::string part =
          piece.kind == BlockKind::kTable ? TextOf(piece.table) : std::string(Trim(piece.text));
      if (!part.empty()) text += (text.empty() ? "" : "\n") + part;
    }
    return text;
  }

  char16_t Next() {
    if (!bytes_.Has(at_, 2)) GiveUp();
    const char16_t c = bytes_.U16(at_);
    at_ += 2;
    return c;
  }

  void Skip(std::size_t bytes) {
    if (!bytes_.Has(at_, bytes)) GiveUp();
    at_ += bytes;
  }

  void Spend(std::size_t bytes) {
    if (bytes > bytes_left_) GiveUp();
    bytes_left_ -= std::min(bytes, bytes_left_);
  }

  void GiveUp() { whole_ = false; }

  Bytes bytes_;
  std::size_t at_;
  const std::vector<std::uint8_t>& heading_levels_;
  std::size_t bytes_left_;
  std::size_t unknown_ = 0;
  bool whole_ = true;
};

}  // namespace

OldHangulText ReadOldHangulText(std::string_view body, std::size_t at,
                                const std::vector<std::uint8_t>& heading_levels,
                                std::size_t max_text_bytes) {
  return Reader(body, at, heading_levels, max_text_bytes).Run();
}

}  // namespace wenyuan::parse
