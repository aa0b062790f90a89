#include "odf/odf_reader.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "odf/mathml.h"
#include "odf/odf_text.h"
#include "wenyuan/parse_kit/raised_mark.h"
#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr int kMaxBoxDepth = 8;
constexpr std::uint32_t kMaxRepeated = 1'000;

std::uint32_t Number(pugi::xml_node node, std::string_view name, std::uint32_t most) {
  const std::string text(Attribute(node, name));
  const int value = text.empty() ? 1 : std::atoi(text.c_str());
  return static_cast<std::uint32_t>(std::clamp(value, 1, static_cast<int>(most)));
}

bool IsShape(std::string_view name) {
  for (const std::string_view shape :
       {"frame", "custom-shape", "rect", "ellipse", "circle", "polygon", "polyline", "path", "line",
        "connector", "caption", "regular-polygon", "g", "measure"}) {
    if (name == shape) return true;
  }
  return false;
}

bool IsDrawn(pugi::xml_node node) { return std::string_view(node.name()).starts_with("draw:"); }

}  // namespace

void OdfReader::Run(pugi::xml_node root) {
  WalkXml(
      root, [this](pugi::xml_node node) { return Enter(node); },
      [this](pugi::xml_node node) { Leave(node); });
  EmitWaiting();
}

bool OdfReader::Enter(pugi::xml_node node) {
  if (out_.Full()) return false;
  if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
    EnterText(node);
    return false;
  }
  if (node.type() != pugi::node_element || EnterApart(node)) return false;
  return EnterElement(node);
}

void OdfReader::EnterText(pugi::xml_node node) {
  if (paragraphs_.empty()) return;
  Paragraph& paragraph = paragraphs_.back();
  AppendOdfCharacters(node.value(), paragraph.hidden_depth > 0 ? paragraph.hidden : paragraph.text);
}

// True when nothing in the element belongs to the text that it stands in.
bool OdfReader::EnterApart(pugi::xml_node node) {
  const std::string_view name = LocalName(node);
  if (name == "annotation") {
    notes_.push_back(OdfComment(node));
  } else if (name == "note") {
    notes_.push_back(OdfTextBelow(Child(node, "note-body")));
  } else if (name == "object") {
    AddObject(node);
    return true;
  } else if (name == "image" && IsDrawn(node)) {
    AddPicture(node);
    return true;
  } else if (name == "forms") {
    forms_.Load(node);
  } else if (name == "control") {
    AddControl(forms_.Shown(Attribute(node, "control")));
    return true;
  } else if (name == "hidden-text") {
    out_.Add(BlockKind::kHidden, Attribute(node, "string-value"));
    return true;
  } else if (name == "section" && Attribute(node, "display") == "none") {
    out_.Add(BlockKind::kHidden, OdfTextBelow(node));
    return true;
  } else if (IsDrawn(node) && IsShape(name) && (!paragraphs_.empty() || InCell())) {
    boxes_.push_back(node);
    return true;
  } else if (name == "title" && std::string_view(node.name()).starts_with("chart")) {
    out_.Add(BlockKind::kCaption, OdfTextBelow(node));
    return true;
  }
  return IsApartInOdf(node);
}

bool OdfReader::EnterElement(pugi::xml_node node) {
  const std::string_view name = LocalName(node);
  if (name == "p" || name == "h") {
    StartParagraph(node);
  } else if (name == "list") {
    lists_.EnterList(node);
  } else if (name == "list-item" || name == "list-header") {
    lists_.EnterItem(node);
  } else if (name.starts_with("table") || name == "covered-table-cell") {
    return EnterTable(name);
  } else if (!paragraphs_.empty()) {
    Paragraph& paragraph = paragraphs_.back();
    const bool hidden = paragraph.hidden_depth > 0;  // and so is what stands inside
    if (name == "span" && (hidden || styles_.IsHidden("text", Attribute(node, "style-name")))) {
      ++paragraph.hidden_depth;
    }
    if (name == "span" && paragraph.hidden_depth == 0 &&
        styles_.IsRaised(Attribute(node, "style-name"))) {
      paragraph.text += RaisedMark(node.text().get(), paragraph.text);
    }
    (paragraph.hidden_depth > 0 ? paragraph.hidden : paragraph.text) += OdfCharacter(node);
  }
  return true;
}

bool OdfReader::EnterTable(std::string_view name) {
  if (name == "table") {
    tables_.emplace_back();
  } else if (tables_.empty()) {
    return true;
  } else if (name == "table-header-rows") {
    tables_.back().header = true;
  } else if (name == "table-row") {
    tables_.back().grid.StartRow();
  } else if (name == "table-cell") {
    tables_.back().cells.emplace_back();
  } else if (name == "covered-table-cell") {
    return false;
  }
  return true;
}

void OdfReader::Leave(pugi::xml_node node) {
  const std::string_view name = LocalName(node);
  if (name == "p" || name == "h") {
    FinishParagraph();
  } else if (name == "list") {
    lists_.LeaveList();
  } else if (name == "table-cell" && InCell()) {
    FinishCell(node);
  } else if (name == "table-header-rows" && !tables_.empty()) {
    tables_.back().header = false;
  } else if (name == "table" && !tables_.empty()) {
    FinishTable();
  } else if (name == "span" && !paragraphs_.empty() && paragraphs_.back().hidden_depth > 0) {
    --paragraphs_.back().hidden_depth;
  }
}

void OdfReader::StartParagraph(pugi::xml_node node) {
  Paragraph paragraph;
  const std::string_view style = Attribute(node, "style-name");
  if (LocalName(node) == "h") {
    paragraph.kind = BlockKind::kHeading;
    const std::uint32_t level = Number(node, "outline-level", 10);
    paragraph.level = static_cast<std::uint8_t>(std::min(level, 9U));
    paragraph.marker = lists_.StartsItem() ? lists_.TakeMarker() : "";
    const std::string outline = lists_.NextHeading(node, level);
    if (paragraph.marker.empty()) paragraph.marker = outline;
    if (const pugi::xml_node number = Child(node, "number")) {
      paragraph.marker = Collapse(number.text().get());
    }
  } else if (styles_.Inherits("paragraph", style, "Title")) {
    paragraph.kind = BlockKind::kHeading;
    paragraph.level = 1;
    paragraph.title = true;
  } else if (styles_.Inherits("paragraph", style, "Caption")) {
    paragraph.kind = BlockKind::kCaption;
  } else if (lists_.StartsItem()) {
    paragraph.kind = BlockKind::kListItem;
    paragraph.level = std::max<std::uint8_t>(lists_.Depth(), 1);
    paragraph.marker = lists_.TakeMarker();
  }
  if (!paragraph.marker.empty()) paragraph.marker += " ";
  if (styles_.IsHidden("paragraph", style)) paragraph.hidden_depth = 1;
  paragraphs_.push_back(std::move(paragraph));
}

void OdfReader::FinishParagraph() {
  if (paragraphs_.empty()) return;
  Paragraph paragraph = std::move(paragraphs_.back());
  paragraphs_.pop_back();
  Emit(std::move(paragraph));
  EmitWaiting();
}

void OdfReader::Emit(Paragraph paragraph) {
  out_.Add(BlockKind::kHidden, paragraph.hidden);
  if (Trim(paragraph.text).empty()) return;
  const std::string text = paragraph.marker + std::string(Trim(paragraph.text));
  if (InCell()) {
    AddToCell(text);
    return;
  }
  if (paragraph.title) out_.SetTitle(paragraph.text);
  out_.Add(paragraph.kind, text, paragraph.level);
}

void OdfReader::AddToCell(const std::string& text) {
  std::string& cell = tables_.back().cells.back();
  cell += (cell.empty() ? "" : "\n") + text;
}

void OdfReader::EmitWaiting() {
  if (!tables_.empty() || !paragraphs_.empty()) return;
  for (const std::string& note : std::exchange(notes_, {})) out_.Add(BlockKind::kNote, note);
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

void OdfReader::FinishCell(pugi::xml_node cell) {
  OpenTable& table = tables_.back();
  std::string text = std::move(table.cells.back());
  table.cells.pop_back();
  const std::uint32_t repeated = Number(cell, "number-columns-repeated", kMaxRepeated);
  const std::uint32_t rows = Number(cell, "number-rows-spanned", 65'534);
  const std::uint32_t columns = Number(cell, "number-columns-spanned", kMaxRepeated);
  for (std::uint32_t i = 1; i < repeated && !text.empty(); ++i) {
    table.grid.AddCell(text, rows, columns, table.header);
  }
  if (text.empty() && repeated > 1) {
    table.grid.Skip(repeated);
  } else {
    table.grid.AddCell(std::move(text), rows, columns, table.header);
  }
}

void OdfReader::FinishTable() {
  Table table = tables_.back().grid.Finish();
  tables_.pop_back();
  if (InCell()) {
    if (const std::string text = TextOf(table); !text.empty()) AddToCell(text);
    return;
  }
  // A frame around text is no table.
  if (table.rows == 1 && table.cells.size() == 1) {
    out_.Add(BlockKind::kParagraph, table.cells[0].text);
  } else {
    const auto body = [](const TableCell& one) { return !one.header; };
    if (std::none_of(table.cells.begin(), table.cells.end(), body)) {
      for (TableCell& cell : table.cells) cell.header = false;
    }
    out_.AddTable(std::move(table));
  }
  EmitWaiting();
}

void OdfReader::AddPicture(pugi::xml_node image) {
  const pugi::xml_node frame = image.parent();
  const pugi::xml_node before = image.previous_sibling();
  if (Child(frame, "object") || LocalName(before) == "image") return;
  std::string text = Collapse(Child(frame, "title").text().get());
  const std::string description = Collapse(Child(frame, "desc").text().get());
  if (!description.empty() && description != text) {
    text += (text.empty() ? "" : "\n") + description;
  }
  out_.AddFigure(text, file_.Picture(image, out_));
}

void OdfReader::AddControl(const std::string& text) {
  if (text.empty()) return;
  if (paragraphs_.empty()) {
    out_.Add(BlockKind::kParagraph, text);
  } else {
    paragraphs_.back().text += text;
  }
}

// Formulas as LaTeX; what charts, sheets and texts inside of the document show.
void OdfReader::AddObject(pugi::xml_node object) {
  pugi::xml_node root;
  for (const pugi::xml_node child : object.children()) {
    if (child.type() == pugi::node_element) root = child;  // a flat file has it in place
  }
  if (!root) root = file_.Object(Attribute(object, "href"));
  if (!root) return;
  if (LocalName(root) == "math") {
    out_.Add(BlockKind::kFormula, LatexOfMathml(root));
    return;
  }
  if (depth_ >= kMaxBoxDepth || tables_.size() + paragraphs_.size() > 0) return;
  ++depth_;
  OdfStyles styles;
  styles.Load(root);
  OdfReader inner(file_, styles, out_);
  inner.depth_ = depth_;
  inner.Run(Child(root, "body"));
  --depth_;
}

}  // namespace wenyuan::parse
