#include "hwpx/hwpx_section.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/table_grid.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr int kMaxDepth = 32;
constexpr std::uint32_t kMostRows = 65'535;
constexpr std::uint32_t kMostColumns = 1'024;

struct Piece {
  BlockKind kind = BlockKind::kParagraph;
  std::string text;
  std::uint8_t level = 0;
  Table table;
  std::uint32_t picture = 0;
};
using Pieces = std::vector<Piece>;

std::string Flatten(const Pieces& pieces) {
  std::string text;
  for (const Piece& piece : pieces) {
    const std::string part =
        piece.kind == BlockKind::kTable ? TextOf(piece.table) : std::string(Trim(piece.text));
    if (!part.empty()) text += (text.empty() ? "" : "\n") + part;
  }
  return text;
}

std::uint32_t Number(pugi::xml_node node, std::string_view name, std::uint32_t most) {
  std::uint32_t value = 0;
  for (const char c : Attribute(node, name)) {
    if (c < '0' || c > '9') return 0;
    value = std::min(value * 10 + static_cast<std::uint32_t>(c - '0'), most);
  }
  return value;
}

class Reader {
 public:
  explicit Reader(const HwpxContext& context) : context_(context) {}

  // The paragraphs among the children.
  Pieces ReadList(pugi::xml_node list, int depth) {
    Pieces pieces;
    if (depth > kMaxDepth) return pieces;
    for (const pugi::xml_node node : list.children()) {
      if (LocalName(node) == "p") ReadParagraph(node, depth, pieces);
    }
    return pieces;
  }

 private:
  void ReadParagraph(pugi::xml_node node, int depth, Pieces& pieces) {
    Piece paragraph;
    Pieces inside;  // what stands in the paragraph, to come behind it
    for (const pugi::xml_node run : node.children()) {
      if (LocalName(run) != "run") continue;
      for (const pugi::xml_node part : run.children()) {
        if (LocalName(part) == "t") {
          AddText(part, paragraph.text);
        } else {
          ReadObject(part, depth, paragraph.text, inside);
        }
      }
    }
    const auto level = context_.heading_levels.find(Attribute(node, "styleIDRef"));
    if (level != context_.heading_levels.end()) {
      paragraph.kind = BlockKind::kHeading;
      paragraph.level = level->second;
    }
    if (!Trim(paragraph.text).empty()) pieces.push_back(std::move(paragraph));
    std::move(inside.begin(), inside.end(), std::back_inserter(pieces));
  }

  // Text that tracked changes deleted is left out.
  void AddText(pugi::xml_node node, std::string& text) {
    for (const pugi::xml_node part : node.children()) {
      const std::string_view name = LocalName(part);
      if (name == "deleteBegin") deleted_ = true;
      if (name == "deleteEnd") deleted_ = false;
      if (deleted_) continue;
      if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
      if (name == "lineBreak") text += '\n';
      if (name == "tab") text += '\t';
      if (name == "nbSpace" || name == "fwSpace") text += ' ';
      if (name == "hyphen") text += '-';
    }
  }

  void ReadObject(pugi::xml_node node, int depth, std::string& text, Pieces& inside) {
    const std::string_view name = LocalName(node);
    if (name == "tbl") {
      ReadTable(node, depth, inside);
    } else if (name == "equation") {
      const std::string script = Child(node, "script").text().get();
      if (!script.empty()) text += (text.empty() ? "" : " ") + script;
    } else if (name == "pic") {
      Piece figure;
      figure.kind = BlockKind::kFigure;
      figure.picture = context_.picture(Attribute(Child(node, "img"), "binaryItemIDRef"));
      inside.push_back(std::move(figure));
    } else if (name == "footNote" || name == "endNote" || name == "hiddenComment") {
      AddPart(BlockKind::kNote, Child(node, "subList"), depth, inside);
    } else if (name == "header" || name == "footer") {
      AddPart(BlockKind::kPageHeader, Child(node, "subList"), depth, inside);
    } else if (name == "ctrl" || name == "container" || name == "switch" || name == "case" ||
               name == "drawText") {
      if (depth >= kMaxDepth) return;
      for (const pugi::xml_node part : node.children()) ReadObject(part, depth + 1, text, inside);
    } else if (name == "subList") {
      Pieces pieces = ReadList(node, depth + 1);
      std::move(pieces.begin(), pieces.end(), std::back_inserter(inside));
    } else if (const pugi::xml_node drawn = Child(node, "drawText")) {
      ReadObject(drawn, depth, text, inside);
    }
    if (const pugi::xml_node caption = Child(node, "caption")) {
      AddPart(BlockKind::kCaption, Child(caption, "subList"), depth, inside);
    }
  }

  void AddPart(BlockKind kind, pugi::xml_node list, int depth, Pieces& inside) {
    Piece piece;
    piece.kind = kind;
    piece.text = Flatten(ReadList(list, depth + 1));
    if (!piece.text.empty()) inside.push_back(std::move(piece));
  }

  void ReadTable(pugi::xml_node node, int depth, Pieces& inside) {
    Piece piece;
    piece.kind = BlockKind::kTable;
    Table& table = piece.table;
    for (const pugi::xml_node row : node.children()) {
      if (LocalName(row) != "tr") continue;
      for (const pugi::xml_node one : row.children()) {
        if (LocalName(one) != "tc") continue;
        const pugi::xml_node place = Child(one, "cellAddr");
        const pugi::xml_node span = Child(one, "cellSpan");
        TableCell& cell = table.cells.emplace_back();
        cell.row = Number(place, "rowAddr", kMostRows);
        cell.column = Number(place, "colAddr", kMostColumns);
        cell.row_span = std::max(Number(span, "rowSpan", kMostRows), 1U);
        cell.column_span = std::max(Number(span, "colSpan", kMostColumns), 1U);
        cell.header = Attribute(one, "header") == "1";
        cell.text = Flatten(ReadList(Child(one, "subList"), depth + 1));
        table.rows = std::max(table.rows, cell.row + cell.row_span);
        table.columns = std::max(table.columns, cell.column + cell.column_span);
      }
    }
    std::stable_sort(table.cells.begin(), table.cells.end(),
                     [](const TableCell& a, const TableCell& b) {
                       return std::pair(a.row, a.column) < std::pair(b.row, b.column);
                     });
    inside.push_back(std::move(piece));
  }

  const HwpxContext& context_;
  bool deleted_ = false;
};

}  // namespace

void AddHwpxSection(pugi::xml_node section, const HwpxContext& context, DocumentBuilder& out) {
  for (Piece& piece : Reader(context).ReadList(section, 0)) {
    if (piece.kind == BlockKind::kTable) {
      out.AddTable(std::move(piece.table));
    } else if (piece.kind == BlockKind::kFigure) {
      out.AddFigure({}, piece.picture);
    } else {
      out.Add(piece.kind, piece.text, piece.level);
    }
  }
}

}  // namespace wenyuan::parse
