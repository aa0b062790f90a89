#include "ppt/slide.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/table_grid.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr int kSameRow = 58;  // 1/576 inch: shapes whose tops differ by less stand side by side
constexpr std::size_t kMaxTableShapes = 10'000;

struct Box {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
};

// A shape with texts, or a table.
struct Shape {
  Box box;
  std::vector<PptText> texts;
  std::vector<Shape> cells;  // of a table
};

Box AnchorOf(std::string_view shape) {
  const OfficeRecord child = OfficeChild(shape, kPptChildAnchor);
  if (child.type != 0) {
    const Bytes b(child.content);
    return {b.I32(0), b.I32(4), b.I32(8), b.I32(12)};
  }
  const Bytes b(OfficeChild(shape, kPptAnchor).content);
  if (b.size() >= 16) return {b.I32(4), b.I32(0), b.I32(8), b.I32(12)};
  return {b.I16(2), b.I16(0), b.I16(4), b.I16(6)};
}

class Collector {
 public:
  explicit Collector(const std::vector<PptText>& outline) : outline_(outline) {}

  std::vector<Shape> Run(std::string_view content) {
    Box group;  // of the outermost group that holds the shape
    const char* group_end = nullptr;
    OfficeWalk(content, [&](const OfficeRecord& record) {
      if (record.type == kPptGroup) {
        const OfficeRecord self = OfficeChild(record.content, kPptShape);
        if (IsTable(self.content)) {
          AddTable(record.content, AnchorOf(self.content));
          return false;
        }
        // The group of everything has no anchor.
        const bool anchored = OfficeChild(self.content, kPptAnchor).type != 0;
        if (anchored && record.content.data() >= group_end) {
          group = AnchorOf(self.content);
          group_end = record.content.data() + record.content.size();
        }
        return true;
      }
      if (record.type != kPptShape) return record.type != kPptComment;
      Shape shape{AnchorOf(record.content), TextsOf(record.content), {}};
      if (record.content.data() < group_end) shape.box = group;
      if (!shape.texts.empty()) shapes_.push_back(std::move(shape));
      return false;
    });
    return std::move(shapes_);
  }

 private:
  static bool IsTable(std::string_view shape) {
    constexpr std::uint16_t kTableProperties = 0x039F;
    const Bytes bytes(OfficeChild(shape, kPptMoreProperties).content);
    for (std::size_t at = 0; bytes.Has(at, 6); at += 6) {
      if ((bytes.U16(at) & 0x3FFFU) == kTableProperties) return (bytes.U32(at + 2) & 1U) != 0;
    }
    return false;
  }

  std::vector<PptText> TextsOf(std::string_view shape) const {
    const std::string_view box = OfficeChild(shape, kPptTextBox).content;
    const OfficeRecord reference = OfficeChild(box, kPptOutlineReference);
    std::vector<PptText> texts = ReadPptTexts(box);
    if (reference.type != 0) {
      const std::size_t index = Bytes(reference.content).U32(0);
      if (index < outline_.size()) texts.push_back(outline_[index]);
    }
    std::erase_if(texts, [](const PptText& text) { return Trim(text.text).empty(); });
    return texts;
  }

  void AddTable(std::string_view group, Box box) {
    Shape table{box, {}, {}};
    bool self = true;
    for (const OfficeRecord& record : OfficeChildren(group)) {
      if (record.type != kPptShape || std::exchange(self, false)) continue;
      if (table.cells.size() >= kMaxTableShapes) break;
      // Lines between the cells are shapes without a text box.
      if (OfficeChild(record.content, kPptTextBox).type == 0) continue;
      table.cells.push_back({AnchorOf(record.content), TextsOf(record.content), {}});
    }
    if (!table.cells.empty()) shapes_.push_back(std::move(table));
  }

  const std::vector<PptText>& outline_;
  std::vector<Shape> shapes_;
};

// Calls add(paragraph) for each that has text; line breaks inside become '\n'.
template <typename Add>
void ForEachParagraph(std::string_view text, const Add& add) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    std::string paragraph(Trim(text.substr(at, end - at)));
    std::replace(paragraph.begin(), paragraph.end(), '\v', '\n');
    if (!paragraph.empty()) add(paragraph);
    at = end + 1;
  }
}

void AddText(const PptText& text, DocumentBuilder& out) {
  const bool title = text.kind == PptTextKind::kTitle || text.kind == PptTextKind::kCenterTitle;
  if (title) {
    std::string line = text.text;
    std::replace(line.begin(), line.end(), '\r', ' ');
    out.Add(BlockKind::kHeading, Collapse(line), 1);
    return;
  }
  ForEachParagraph(text.text,
                   [&](const std::string& line) { out.Add(BlockKind::kParagraph, line); });
}

std::string CellText(const Shape& cell) {
  std::string all;
  for (const PptText& text : cell.texts) {
    ForEachParagraph(text.text,
                     [&](const std::string& line) { all += (all.empty() ? "" : "\n") + line; });
  }
  return all;
}

void AddTable(Shape table, DocumentBuilder& out) {
  std::set<int> tops;
  std::set<int> lefts;
  for (const Shape& cell : table.cells) {
    tops.insert(cell.box.top);
    lefts.insert(cell.box.left);
  }
  std::stable_sort(table.cells.begin(), table.cells.end(), [](const Shape& a, const Shape& b) {
    return std::pair(a.box.top, a.box.left) < std::pair(b.box.top, b.box.left);
  });
  const auto between = [](const std::set<int>& edges, int from, int to) {
    return static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(
        std::distance(edges.lower_bound(from), edges.lower_bound(std::max(from, to))), 1));
  };
  TableGrid grid;
  auto top = tops.begin();
  auto cell = table.cells.begin();
  for (; top != tops.end(); ++top) {
    const bool header = top == tops.begin() && tops.size() > 1;
    grid.StartRow();
    for (; cell != table.cells.end() && cell->box.top == *top; ++cell) {
      grid.AddCell(CellText(*cell), between(tops, cell->box.top, cell->box.bottom),
                   between(lefts, cell->box.left, cell->box.right), header);
    }
  }
  out.AddTable(grid.Finish());
}

void AddComments(std::string_view slide, DocumentBuilder& out) {
  OfficeWalk(slide, [&](const OfficeRecord& record) {
    if (record.type != kPptComment) return true;
    std::string author;
    std::string text;
    for (const OfficeRecord& part : OfficeChildren(record.content)) {
      if (part.type != kPptString) continue;
      if (part.instance == 0) author = WideToUtf8(part.content);
      if (part.instance == 1) text = WideToUtf8(part.content);
    }
    if (!Trim(text).empty()) {
      out.Add(BlockKind::kNote, (author.empty() ? "" : author + ": ") + text);
    }
    return false;
  });
}

}  // namespace

void AddPptSlide(const PptSlideEntry& slide, DocumentBuilder& out) {
  std::vector<Shape> shapes = Collector(slide.outline).Run(slide.content);
  if (slide.content.empty()) {
    for (const PptText& text : slide.outline) AddText(text, out);
  }
  const auto rank = [](const Shape& shape) {
    const bool title = std::any_of(shape.texts.begin(), shape.texts.end(), [](const PptText& t) {
      return t.kind == PptTextKind::kTitle || t.kind == PptTextKind::kCenterTitle;
    });
    return std::tuple(!title, shape.box.top / kSameRow, shape.box.left);
  };
  std::stable_sort(shapes.begin(), shapes.end(),
                   [&](const Shape& a, const Shape& b) { return rank(a) < rank(b); });
  for (Shape& shape : shapes) {
    for (const PptText& text : shape.texts) AddText(text, out);
    if (!shape.cells.empty()) AddTable(std::move(shape), out);
  }
  AddComments(slide.content, out);
}

void AddPptNotes(std::string_view notes, DocumentBuilder& out) {
  for (const Shape& shape : Collector({}).Run(notes)) {
    for (const PptText& text : shape.texts) {
      if (text.kind != PptTextKind::kNotes) continue;
      ForEachParagraph(text.text,
                       [&](const std::string& line) { out.Add(BlockKind::kNote, line); });
    }
  }
}

bool IsHiddenPptSlide(std::string_view slide) {
  constexpr std::uint16_t kHidden = 0x0004;
  const OfficeRecord information = OfficeChild(slide, kPptSlideInfo);
  return (Bytes(information.content).U16(10) & kHidden) != 0;
}

}  // namespace wenyuan::parse
