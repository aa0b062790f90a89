#include "docx_reader.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "docx_text.h"
#include "omml.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/table_grid.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr int kMaxBoxDepth = 8;
constexpr std::size_t kLongestSign = 4;  // one character

int Integer(std::string_view text) { return std::atoi(std::string(text).c_str()); }

// The level of a paragraph's own outline property, 0 none; -1 when it says "body text".
int OwnOutline(pugi::xml_node properties) {
  const pugi::xml_node level = Child(properties, "outlineLvl");
  if (!level) return 0;
  const int value = Integer(Attribute(level, "val"));
  return value >= 0 && value < 9 ? value + 1 : -1;
}

}  // namespace

void DocxReader::Run(pugi::xml_node body) {
  WalkXml(
      body, [this](pugi::xml_node node) { return Enter(node); },
      [this](pugi::xml_node node) { Leave(node); });
}

bool DocxReader::Enter(pugi::xml_node node) {
  if (out_.Full() || node.type() != pugi::node_element || IsHiddenInDocx(node)) return false;
  const std::string_view name = LocalName(node);
  if (name == "t" || name == "sym") {
    if (paragraphs_.empty()) return false;
    std::string& text = paragraphs_.back().text;
    if (const std::string box = std::exchange(check_box_, {}); !box.empty()) {
      const std::string_view shown = node.text().get();
      text += box;  // in place of its sign
      if (shown.size() > kLongestSign) text += " " + std::string(shown);
    } else if (name == "t") {
      text += DocxRaisedMark(node, text) + node.text().get();
    } else {
      text += DocxCharacter(node);
    }
    return false;
  }
  if (name == "oMathPara") {
    AddFormulas(node);
    return false;
  }
  if (name == "oMath") {
    AddFormula(OmmlToLatex(node));
    return false;
  }
  if (name == "ruby") {
    if (!paragraphs_.empty()) paragraphs_.back().text += DocxRuby(node);
    return false;
  }
  if (name == "r" && IsOn(Child(Child(node, "rPr"), "vanish"))) {
    waiting_.push_back({BlockKind::kHidden, DocxTextBelow(node), {}, 0});
    return false;
  }
  if (name == "txbxContent") {
    boxes_.push_back(node);
    return false;
  }
  if (name == "p") {
    StartParagraph(node);
  } else if (name == "tbl") {
    tables_.emplace_back();
    const pugi::xml_node look = Child(Child(node, "tblPr"), "tblLook");
    const std::string mask(Attribute(look, "val"));
    tables_.back().first_row_is_header =
        Attribute(look, "firstRow") == "1" ||
        (Attribute(look, "firstRow").empty() && (std::strtoul(mask.c_str(), nullptr, 16) & 0x20U));
  } else if (name == "tr" && !tables_.empty()) {
    StartRow(node);
  } else if (name == "tc" && !tables_.empty()) {
    StartCell(node);
  } else if (name == "footnoteReference") {
    Refer(context_.footnotes, node);
  } else if (name == "endnoteReference") {
    Refer(context_.endnotes, node);
  } else if (name == "commentReference") {
    Refer(context_.comments, node);
  } else if (name == "sdt") {
    check_box_ = DocxCheckBox(node);
  } else {
    Describe(node, name);
    if (!paragraphs_.empty()) paragraphs_.back().text += DocxCharacter(node);
  }
  return true;
}

void DocxReader::Describe(pugi::xml_node node, std::string_view name) {
  if (name == "docPr") {
    waiting_.push_back({BlockKind::kFigure, std::string(Attribute(node, "descr")), {}, 0});
  } else if (name == "blip") {
    Show(Attribute(node, "embed"));
  } else if (name == "imagedata") {
    Show(Attribute(node, "id"));
  } else if (name == "chart" || name == "relIds") {
    const std::string_view id = Attribute(node, name == "chart" ? "id" : "dm");
    waiting_.push_back({BlockKind::kFigure, {}, std::string(id), 0});
  } else if (name == "altChunk") {
    waiting_.push_back({BlockKind::kFigure, {}, std::string(Attribute(node, "id")), 0});
    EmitWaiting();
  }
}

// The description of a picture comes before it, where it has one.
void DocxReader::Show(std::string_view id) {
  const std::uint32_t picture = context_.picture ? context_.picture(id) : 0;
  if (picture == 0) return;
  const bool described = !waiting_.empty() && waiting_.back().kind == BlockKind::kFigure &&
                         waiting_.back().part.empty() && waiting_.back().picture == 0;
  if (!described) waiting_.push_back({BlockKind::kFigure, {}, {}, 0});
  waiting_.back().picture = picture;
}

void DocxReader::AddFormula(const std::string& latex) {
  if (latex.empty()) return;
  if (paragraphs_.empty()) {
    out_.Add(BlockKind::kFormula, latex);
    return;
  }
  Paragraph& paragraph = paragraphs_.back();
  paragraph.formula = Trim(paragraph.text).empty() ? latex : std::string();
  paragraph.text += "$" + latex + "$";
}

// Equations set apart are blocks of their own; what stands before them in the paragraph comes
// first.
void DocxReader::AddFormulas(pugi::xml_node paragraph_of_math) {
  const bool in_cell = !tables_.empty() && !tables_.back().cells.empty();
  for (const pugi::xml_node math : paragraph_of_math.children()) {
    if (LocalName(math) != "oMath") continue;
    const std::string latex = OmmlToLatex(math);
    if (in_cell || paragraphs_.empty() || paragraphs_.size() > 1) {
      AddFormula(latex);
      continue;
    }
    Emit(paragraphs_.back());
    paragraphs_.back().text.clear();
    paragraphs_.back().marker.clear();
    paragraphs_.back().formula.clear();
    out_.Add(BlockKind::kFormula, latex);
  }
}

void DocxReader::Leave(pugi::xml_node node) {
  const std::string_view name = LocalName(node);
  if (name == "sdt" && !paragraphs_.empty()) paragraphs_.back().text += check_box_;
  if (name == "sdt") check_box_.clear();
  if (name == "p") {
    FinishParagraph();
  } else if (name == "tc" && !tables_.empty()) {
    FinishCell();
  } else if (name == "tbl") {
    FinishTable();
  }
}

void DocxReader::StartParagraph(pugi::xml_node node) {
  const pugi::xml_node properties = Child(node, "pPr");
  const ParagraphStyle& style = context_.styles.Find(Attribute(Child(properties, "pStyle"), "val"));
  Paragraph paragraph;
  const int own = OwnOutline(properties);
  const int heading = own != 0 ? std::max(own, 0) : style.heading;
  std::string list = style.list;
  std::uint32_t depth = style.depth;
  if (const pugi::xml_node number = Child(properties, "numPr")) {
    if (const auto id = Child(number, "numId")) list = Attribute(id, "val");
    if (const auto level = Child(number, "ilvl")) {
      depth = static_cast<std::uint32_t>(std::clamp(Integer(Attribute(level, "val")), 0, 8));
    }
  }
  DocxNumbering::Marker marker;
  if (!list.empty() && list != "0") marker = context_.numbering.Next(list, depth);
  if (heading > 0) {
    paragraph.kind = BlockKind::kHeading;
    paragraph.level = static_cast<std::uint8_t>(heading);
    paragraph.title = style.title;
  } else if (style.caption) {
    paragraph.kind = BlockKind::kCaption;
  } else if (marker.item) {
    paragraph.kind = BlockKind::kListItem;
    paragraph.level = static_cast<std::uint8_t>(depth + 1);
  }
  if (!marker.text.empty()) paragraph.marker = marker.text + " ";
  paragraphs_.push_back(std::move(paragraph));
}

void DocxReader::FinishParagraph() {
  Paragraph paragraph = std::move(paragraphs_.back());
  paragraphs_.pop_back();
  Emit(std::move(paragraph));
  EmitWaiting();
}

void DocxReader::EmitWaiting() {
  if (!tables_.empty() || !paragraphs_.empty()) return;
  for (const Waiting& one : std::exchange(waiting_, {})) {
    if (!one.part.empty() && context_.add_part) context_.add_part(one.part);
    if (one.kind == BlockKind::kFigure) {
      out_.AddFigure(one.text, one.picture);
    } else {
      out_.Add(one.kind, one.text);
    }
  }
  for (const pugi::xml_node box : std::exchange(boxes_, {})) {
    if (depth_ >= kMaxBoxDepth) {
      out_.Warn("text boxes inside text boxes were left out");
      return;
    }
    ++depth_;
    Run(box);
    --depth_;
  }
}

void DocxReader::Emit(Paragraph paragraph) {
  if (Trim(paragraph.text).empty()) return;
  const std::string text = paragraph.marker + std::string(Trim(paragraph.text));
  const bool in_cell = !tables_.empty() && !tables_.back().cells.empty();
  if (!in_cell && paragraph.kind == BlockKind::kParagraph && !paragraph.formula.empty() &&
      Trim(paragraph.text) == "$" + paragraph.formula + "$") {
    out_.Add(BlockKind::kFormula, paragraph.formula);
    return;
  }
  if (in_cell) {
    std::string& cell = tables_.back().cells.back().text;
    cell += (cell.empty() ? "" : "\n") + text;
    return;
  }
  if (paragraph.title) out_.SetTitle(paragraph.text);
  out_.Add(paragraph.kind, text, paragraph.level);
}

void DocxReader::StartRow(pugi::xml_node row) {
  OpenTable& table = tables_.back();
  const pugi::xml_node properties = Child(row, "trPr");
  table.grid.StartRow();
  table.header_row =
      IsOn(Child(properties, "tblHeader")) || (table.first_row_is_header && table.grid.Rows() == 1);
  const int before = Integer(Attribute(Child(properties, "gridBefore"), "val"));
  if (before > 0) table.grid.Skip(static_cast<std::uint32_t>(before));
}

void DocxReader::StartCell(pugi::xml_node cell) {
  const pugi::xml_node properties = Child(cell, "tcPr");
  Cell open;
  open.columns = static_cast<std::uint32_t>(
      std::clamp(Integer(Attribute(Child(properties, "gridSpan"), "val")), 1, 1'000));
  const pugi::xml_node merge = Child(properties, "vMerge");
  open.continues = merge && Attribute(merge, "val") != "restart";
  tables_.back().cells.push_back(std::move(open));
}

void DocxReader::FinishCell() {
  OpenTable& table = tables_.back();
  if (table.cells.empty()) return;
  Cell cell = std::move(table.cells.back());
  table.cells.pop_back();
  if (cell.continues && cell.text.empty()) {
    table.grid.ContinueAbove();
  } else {
    table.grid.AddCell(std::move(cell.text), 1, cell.columns, table.header_row);
  }
}

void DocxReader::FinishTable() {
  Table table = tables_.back().grid.Finish();
  tables_.pop_back();
  // A frame around text is no table.
  const bool frame = table.rows == 1 && table.cells.size() == 1;
  if (!tables_.empty() && !tables_.back().cells.empty()) {
    std::string& cell = tables_.back().cells.back().text;
    cell += (cell.empty() ? "" : "\n") + TextOf(table);
    return;
  }
  if (table.rows == 1) {
    for (TableCell& cell : table.cells) cell.header = false;
  }
  if (frame) {
    out_.Add(BlockKind::kParagraph, table.cells[0].text);
  } else {
    out_.AddTable(std::move(table));
  }
  EmitWaiting();
}

void DocxReader::Refer(const std::map<std::string, std::string>& notes, pugi::xml_node reference) {
  const auto found = notes.find(std::string(Attribute(reference, "id")));
  if (found != notes.end()) waiting_.push_back({BlockKind::kNote, found->second, {}, 0});
}

}  // namespace wenyuan::parse
