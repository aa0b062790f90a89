#include "hwp/section.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

enum Tag : std::uint32_t {
  kParagraph = 66,
  kParagraphText = 67,
  kControl = 71,
  kList = 72,
  kTable = 77,
  kEquation = 88,
};

constexpr std::uint32_t kLongSize = 0xFFF;
constexpr std::uint32_t kMaxTableRows = 65'535;
constexpr std::uint32_t kMaxTableColumns = 1'024;
constexpr std::size_t kMaxDepth = 64;

// Four letters, the first in the highest byte.
constexpr std::uint32_t Name(const char (&letters)[5]) {
  return static_cast<std::uint32_t>(letters[0]) << 24U |
         static_cast<std::uint32_t>(letters[1]) << 16U |
         static_cast<std::uint32_t>(letters[2]) << 8U | static_cast<std::uint32_t>(letters[3]);
}

// Controls below 32 stand for one or for eight characters.
bool IsLong(char16_t c) { return c != 0 && c != 10 && c != 13 && !(c >= 24 && c <= 31) && c < 32; }

std::string TextOf(std::string_view content) {
  const Bytes bytes(content);
  std::string wide;
  const auto put = [&](char c) { wide += {c, '\0'}; };
  for (std::size_t at = 0; at + 2 <= content.size();) {
    const char16_t c = bytes.U16(at);
    if (c == 9) put('\t');
    if (c == 10) put('\n');
    if (c == 24) put('-');
    if (c == 30 || c == 31) put(' ');
    if (c >= 32) wide += content.substr(at, 2);
    at += IsLong(c) ? 16 : 2;
  }
  return WideToUtf8(wide);
}

// Something that holds text of its own: a table, a cell, a note, a header.
struct Frame {
  enum class Kind { kTable, kCell, kNote, kPageText, kBox } kind = Kind::kBox;
  std::uint32_t level = 0;  // of the control's record
  std::string text;
  TableCell cell;
  Table table;
};

// The cells of a table inside a cell or note as text.
std::string Flatten(const Table& table) {
  std::string text;
  std::uint32_t row = 0;
  for (const TableCell& cell : table.cells) {
    if (cell.text.empty()) continue;
    if (!text.empty()) text += cell.row == row ? " | " : "\n";
    text += cell.text;
    row = cell.row;
  }
  return text;
}

class Reader {
 public:
  explicit Reader(DocumentBuilder& out) : out_(out) {}

  void Run(std::string_view section) {
    const Bytes bytes(section);
    for (std::size_t at = 0; bytes.Has(at, 4) && !out_.Full();) {
      const std::uint32_t head = bytes.U32(at);
      at += 4;
      std::size_t size = head >> 20U;
      if (size == kLongSize) {
        size = bytes.U32(at);
        at += 4;
      }
      Take(head & 0x3FFU, head >> 10U & 0x3FFU, bytes.Sub(at, size));
      at = size > section.size() ? section.size() : at + size;
    }
    CloseTo(0);
    EndParagraph();
    Flush();
  }

 private:
  void Take(std::uint32_t tag, std::uint32_t level, std::string_view content) {
    switch (tag) {
      case kParagraph:
        CloseTo(level);
        EndParagraph();
        break;
      case kParagraphText:
        pending_ += TextOf(content);
        break;
      case kControl:
        CloseTo(level);
        TakeControl(level, content);
        break;
      case kTable:
        TakeTable(level, Bytes(content));
        break;
      case kList:
        TakeList(level, Bytes(content));
        break;
      case kEquation:
        AddLine(WideToUtf8(Bytes(content).Sub(6, std::size_t{Bytes(content).U16(4)} * 2)));
        break;
      default:
        break;
    }
  }

  // What was opened by a record at this level or deeper has ended.
  void CloseTo(std::uint32_t level) {
    while (!frames_.empty() && frames_.back().level >= level) Close();
  }

  void Close() {
    EndParagraph();
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    switch (frame.kind) {
      case Frame::Kind::kTable:
        CloseTable(std::move(frame.table));
        break;
      case Frame::Kind::kCell:
        frame.cell.text = std::string(Trim(frame.text));
        frames_.back().table.cells.push_back(std::move(frame.cell));
        break;
      case Frame::Kind::kNote:
        waiting_.push_back({BlockKind::kNote, std::move(frame.text), {}});
        break;
      case Frame::Kind::kPageText:
        out_.Add(BlockKind::kPageHeader, frame.text);
        break;
      case Frame::Kind::kBox:
        waiting_.push_back({BlockKind::kParagraph, std::move(frame.text), {}});
    }
  }

  void CloseTable(Table table) {
    std::stable_sort(table.cells.begin(), table.cells.end(),
                     [](const TableCell& a, const TableCell& b) {
                       return std::pair(a.row, a.column) < std::pair(b.row, b.column);
                     });
    if (frames_.empty()) {
      waiting_.push_back({BlockKind::kTable, {}, std::move(table)});
    } else {
      AddInside(Flatten(table));
    }
  }

  void TakeControl(std::uint32_t level, std::string_view content) {
    const std::uint32_t name = Bytes(content).U32(0);
    const auto open = [&](Frame::Kind kind) {
      EndParagraph();
      if (frames_.size() < kMaxDepth) frames_.push_back({kind, level, {}, {}, {}});
    };
    if (name == Name("fn  ") || name == Name("en  ") || name == Name("tcmt")) {
      open(Frame::Kind::kNote);
    } else if (name == Name("head") || name == Name("foot")) {
      open(Frame::Kind::kPageText);
    } else if (name == Name("gso ")) {
      open(Frame::Kind::kBox);
    } else if (name == Name("tbl ")) {
      open(Frame::Kind::kTable);
    }
  }

  [[nodiscard]] bool InTable(std::uint32_t level) const {
    return !frames_.empty() && frames_.back().kind == Frame::Kind::kTable &&
           frames_.back().level + 1 == level;
  }

  void TakeTable(std::uint32_t level, Bytes content) {
    while (!frames_.empty() && !InTable(level) && frames_.back().level + 1 >= level) Close();
    if (!InTable(level)) return;
    frames_.back().table.rows = std::min<std::uint32_t>(content.U16(4), kMaxTableRows);
    frames_.back().table.columns = std::min<std::uint32_t>(content.U16(6), kMaxTableColumns);
  }

  // In a table each list of paragraphs is a cell; a caption comes before the table is described.
  void TakeList(std::uint32_t level, Bytes content) {
    constexpr std::size_t kCellAt = 8;
    if (frames_.empty() || !content.Has(kCellAt, 8)) return;
    const bool cell = frames_.back().kind == Frame::Kind::kCell;
    if (cell && frames_.back().level + 1 == level) Close();
    if (!InTable(level) || frames_.size() >= kMaxDepth) return;
    const Table& table = frames_.back().table;
    Frame frame;
    frame.level = level - 1;
    frame.cell.column = content.U16(kCellAt);
    frame.cell.row = content.U16(kCellAt + 2);
    if (frame.cell.row < table.rows && frame.cell.column < table.columns) {
      frame.kind = Frame::Kind::kCell;
      frame.cell.column_span =
          std::clamp<std::uint32_t>(content.U16(kCellAt + 4), 1, table.columns - frame.cell.column);
      frame.cell.row_span =
          std::clamp<std::uint32_t>(content.U16(kCellAt + 6), 1, table.rows - frame.cell.row);
    }
    frames_.push_back(std::move(frame));
  }

  void AddLine(std::string text) {
    if (!Trim(text).empty()) pending_ += (pending_.empty() ? "" : "\n") + text;
  }

  void EndParagraph() {
    std::string text = std::exchange(pending_, {});
    if (frames_.empty()) {
      Flush();
      out_.Add(BlockKind::kParagraph, text);
    } else if (!Trim(text).empty()) {
      AddInside(text);
    }
  }

  void AddInside(std::string_view text) {
    std::string& inside = frames_.back().text;
    inside += (inside.empty() ? "" : "\n") + std::string(Trim(text));
  }

  struct Waiting {
    BlockKind kind;
    std::string text;
    Table table;
  };

  void Flush() {
    for (Waiting& block : std::exchange(waiting_, {})) {
      if (block.kind == BlockKind::kTable) {
        out_.AddTable(std::move(block.table));
      } else {
        out_.Add(block.kind, block.text);
      }
    }
  }

  DocumentBuilder& out_;
  std::string pending_;  // of the open paragraph
  std::vector<Frame> frames_;
  std::vector<Waiting> waiting_;  // what stands inside the paragraph, to come behind it
};

}  // namespace

void AddHwpSection(std::string_view section, DocumentBuilder& out) { Reader(out).Run(section); }

}  // namespace wenyuan::parse
