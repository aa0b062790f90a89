#include "xml_text.h"

#include <algorithm>
#include <charconv>

#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/table_grid.h"

namespace wenyuan::parse {
namespace {

bool IsOneOf(std::string_view name, std::string_view list) {
  return (" " + std::string(list) + " ").find(" " + std::string(name) + " ") != std::string::npos;
}

// Markup inside of words.
bool IsFormat(std::string_view name) {
  return IsOneOf(name,
                 "italic bold sub sup i b u tt monospace sc underline emphasis ph tspan hi em "
                 "strong subscript superscript roman styled-content xref ext-link g");
}

class Collector {
 public:
  explicit Collector(std::vector<std::string>* notes) : notes_(notes) {}

  void Add(pugi::xml_node node) {
    for (const pugi::xml_node child : node.children()) {
      if (IsTextNode(child)) {
        text += child.value();
      } else if (IsElement(child)) {
        AddElement(child);
      }
    }
  }

  std::string text;

 private:
  void AddElement(pugi::xml_node node) {
    const std::string_view name = LocalName(node);
    if (IsOneOf(name, "object-id contrib-id indexterm fn-meta processing-meta prolog")) return;
    if (IsOneOf(name, "inline-formula tex-math math")) {
      const std::string formula = XmlFormula(node);
      if (!formula.empty()) text += name == "math" ? " " + formula + " " : " $" + formula + "$ ";
    } else if (notes_ != nullptr && IsOneOf(name, "fn footnote")) {
      notes_->push_back(XmlText(node));
    } else if (IsOneOf(name, "break br")) {
      text += ' ';
    } else {
      const bool apart = !IsFormat(name) && !text.empty() && node.previous_sibling() &&
                         IsElement(node.previous_sibling());
      if (apart) text += ' ';
      const bool block = IsOneOf(name, "p para title li");
      if (block) text += ' ';
      Add(node);
      if (block) text += ' ';
    }
  }

  std::vector<std::string>* notes_;
};

std::uint32_t Number(std::string_view text, std::uint32_t otherwise) {
  std::uint32_t number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::clamp(number, 1U, 1000U);
}

// The span of a CALS entry from names of columns that end with their number.
std::uint32_t CalsSpan(pugi::xml_node entry, const std::vector<std::string>& columns) {
  const auto place = [&](std::string_view name) {
    return std::find(columns.begin(), columns.end(), name) - columns.begin();
  };
  const auto first = place(XmlAttribute(entry, "namest"));
  const auto last = place(XmlAttribute(entry, "nameend"));
  const bool known = static_cast<std::size_t>(last) < columns.size() && first <= last;
  return known ? static_cast<std::uint32_t>(last - first + 1) : 1;
}

class TableReader {
 public:
  Table Run(pugi::xml_node table) {
    Visit(table, false);
    return grid_.Finish();
  }

 private:
  void Visit(pugi::xml_node node, bool header) {
    for (const pugi::xml_node child : node.children()) {
      const std::string_view name = LocalName(child);
      if (name == "colspec") columns_.emplace_back(XmlAttribute(child, "colname"));
      if (IsOneOf(name, "tr row strow sthead")) {
        grid_.StartRow();
        Cells(child, header || name == "sthead");
      } else if (IsElement(child) && !IsOneOf(name, "caption title label")) {
        Visit(child, header || name == "thead");
      }
    }
  }

  void Cells(pugi::xml_node row, bool header) {
    for (const pugi::xml_node cell : row.children()) {
      const std::string_view name = LocalName(cell);
      if (!IsOneOf(name, "td th entry stentry")) continue;
      const bool cals = name == "entry";
      const std::uint32_t rows = cals ? Number(XmlAttribute(cell, "morerows"), 0) +
                                            (XmlAttribute(cell, "morerows").empty() ? 0 : 1)
                                      : Number(XmlAttribute(cell, "rowspan"), 1);
      const std::uint32_t columns =
          cals ? CalsSpan(cell, columns_) : Number(XmlAttribute(cell, "colspan"), 1);
      grid_.AddCell(XmlText(cell), rows, columns, header || name == "th");
    }
  }

  TableGrid grid_;
  std::vector<std::string> columns_;
};

}  // namespace

std::string XmlText(pugi::xml_node node, std::vector<std::string>* notes) {
  Collector collector(notes);
  collector.Add(node);
  return Collapse(collector.text);
}

std::string XmlFormula(pugi::xml_node node) {
  pugi::xml_node tex = node;
  if (LocalName(node) != "tex-math") {
    tex = XmlChild(node, "tex-math");
    if (!tex) tex = XmlChild(XmlChild(node, "alternatives"), "tex-math");
  }
  if (!tex) return XmlText(node);
  std::string text;
  for (const pugi::xml_node child : tex.children()) text += child.value();
  const std::size_t begin = text.find("\\begin{document}");
  const std::size_t end = text.find("\\end{document}");
  if (begin != std::string::npos && end != std::string::npos && end > begin) {
    text = text.substr(begin + 16, end - begin - 16);
  }
  std::string_view formula = Trim(text);
  while (formula.size() > 2 && formula.front() == '$' && formula.back() == '$') {
    formula = Trim(formula.substr(1, formula.size() - 2));
  }
  return std::string(formula);
}

Table ReadXmlTable(pugi::xml_node table) { return TableReader().Run(table); }

}  // namespace wenyuan::parse
