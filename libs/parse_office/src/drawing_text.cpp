#include "drawing_text.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "omml.h"
#include "wenyuan/parse_kit/embedded.h"
#include "wenyuan/parse_kit/list_number.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/table_grid.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxChartPoints = 10'000;

int Integer(std::string_view text) { return std::atoi(std::string(text).c_str()); }

std::string Lines(const std::vector<DrawingParagraph>& paragraphs) {
  std::string text;
  for (const DrawingParagraph& paragraph : paragraphs) {
    text += (text.empty() ? "" : "\n") + paragraph.marker + paragraph.text;
  }
  return text;
}

// "arabicPeriod", "alphaLcParenR", "romanUcPeriod", "circleNumDbPlain", "ea1ChsPeriod" …
std::string AutoNumber(unsigned number, std::string_view type) {
  std::string_view format = "decimal";
  if (type.substr(0, 7) == "alphaLc") format = "lowerLetter";
  if (type.substr(0, 7) == "alphaUc") format = "upperLetter";
  if (type.substr(0, 7) == "romanLc") format = "lowerRoman";
  if (type.substr(0, 7) == "romanUc") format = "upperRoman";
  if (type.substr(0, 6) == "circle") format = "decimalEnclosedCircle";
  if (type.substr(0, 3) == "ea1") format = "chineseCounting";
  std::string text = FormatListNumber(number, format);
  if (type.find("ParenBoth") != std::string_view::npos) return "(" + text + ") ";
  if (type.find("ParenR") != std::string_view::npos) return text + ") ";
  return text + (type.find("Period") != std::string_view::npos ? ". " : " ");
}

// The cached points below c:cat, c:val, c:tx …, by index.
std::vector<std::string> CachedPoints(pugi::xml_node root) {
  std::vector<std::string> points;
  WalkXml(
      root,
      [&](pugi::xml_node node) {
        if (LocalName(node) != "pt") return true;
        const auto index = static_cast<std::size_t>(std::max(Integer(Attribute(node, "idx")), 0));
        if (index < kMaxChartPoints) {
          if (points.size() <= index) points.resize(index + 1);
          std::string& point = points[index];
          point += (point.empty() ? "" : " ") + std::string(Child(node, "v").text().get());
        }
        return false;
      },
      [](pugi::xml_node) {});
  return points;
}

std::string Joined(const std::vector<std::string>& points) {
  std::string text;
  for (const std::string& point : points) text += (text.empty() ? "" : " ") + point;
  return text;
}

// "Bar chart": what a person would call the kind of plot. Empty for elements that are none.
std::string_view ChartKind(std::string_view element) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kKinds = {
      {{"bar", "Bar chart"},
       {"line", "Line chart"},
       {"pie", "Pie chart"},
       {"doughnut", "Doughnut chart"},
       {"area", "Area chart"},
       {"scatter", "Scatter chart"},
       {"bubble", "Bubble chart"},
       {"radar", "Radar chart"},
       {"stock", "Stock chart"},
       {"surface", "Surface chart"}}};
  for (const auto& [start, kind] : kKinds) {
    const std::string_view rest = element.substr(std::min(start.size(), element.size()));
    if (element.substr(0, start.size()) == start && (rest == "Chart" || rest == "3DChart"))
      return kind;
  }
  return element == "ofPieChart" ? "Pie chart" : std::string_view();
}

void AddDiagram(pugi::xml_node data, DocumentBuilder& out) {
  for (const DrawingParagraph& paragraph : DrawingParagraphs(data)) {
    out.Add(BlockKind::kListItem, paragraph.text, 1);
  }
}

}  // namespace

std::vector<DrawingParagraph> DrawingParagraphs(pugi::xml_node root) {
  std::vector<DrawingParagraph> paragraphs;
  std::vector<unsigned> counts;
  DrawingParagraph current;
  std::string_view number;
  WalkXml(
      root,
      [&](pugi::xml_node node) {
        const std::string_view name = LocalName(node);
        if (name == "Fallback" || name == "rPr" || name == "endParaRPr") return false;
        if (name == "oMath") {
          current.text += "$" + OmmlToLatex(node) + "$";
          return false;
        }
        if (name == "p") {
          current = {};
          number = {};
        } else if (name == "pPr") {
          current.depth =
              static_cast<std::uint32_t>(std::clamp(Integer(Attribute(node, "lvl")), 0, 8));
          current.bullet_off = static_cast<bool>(Child(node, "buNone"));
          number = Attribute(Child(node, "buAutoNum"), "type");
          return false;
        } else if (name == "t" && LocalName(node.parent()) != "pt") {  // not a diagram point's
          current.text += node.text().get();
          return false;
        } else if (name == "br") {
          current.text += '\n';
          return false;
        } else if (name == "tab") {
          current.text += '\t';
        }
        return true;
      },
      [&](pugi::xml_node node) {
        if (LocalName(node) != "p" || Trim(current.text).empty()) return;
        counts.resize(std::max<std::size_t>(counts.size(), current.depth + 1));
        for (std::size_t inner = current.depth + 1; inner < counts.size(); ++inner)
          counts[inner] = 0;
        if (number.empty()) {
          counts[current.depth] = 0;
        } else {
          current.marker = AutoNumber(++counts[current.depth], number);
        }
        paragraphs.push_back(std::exchange(current, {}));
      });
  return paragraphs;
}

std::string CommentStart(std::string_view author, std::string_view time) {
  std::string start(author);
  if (!time.empty()) start += (start.empty() ? "" : ", ") + std::string(time);
  return start.empty() ? start : start + ": ";
}

Table ReadDrawingTable(pugi::xml_node table) {
  TableGrid grid;
  const bool headed = Attribute(Child(table, "tblPr"), "firstRow") == "1";
  for (const pugi::xml_node row : table.children()) {
    if (LocalName(row) != "tr") continue;
    grid.StartRow();
    for (const pugi::xml_node cell : row.children()) {
      if (LocalName(cell) != "tc") continue;
      if (Attribute(cell, "hMerge") == "1" || Attribute(cell, "vMerge") == "1") continue;
      const auto span = [&](std::string_view name) {
        return static_cast<std::uint32_t>(std::clamp(Integer(Attribute(cell, name)), 1, 1'000));
      };
      grid.AddCell(Lines(DrawingParagraphs(cell)), span("rowSpan"), span("gridSpan"),
                   headed && grid.Rows() == 1);
    }
  }
  return grid.Finish();
}

namespace {

void AddPlot(pugi::xml_node chart, DocumentBuilder& out) {
  std::vector<pugi::xml_node> series;
  std::string title;
  std::string_view kind;
  WalkXml(
      chart,
      [&](pugi::xml_node node) {
        const std::string_view name = LocalName(node);
        if (name == "title" && title.empty()) title = Lines(DrawingParagraphs(node));
        if (kind.empty()) kind = ChartKind(name);
        if (name == "ser") series.push_back(node);
        return name != "ser" && name != "title" && name != "Fallback";
      },
      [](pugi::xml_node) {});
  const std::string_view between = kind.empty() || title.empty() ? "" : ": ";
  out.Add(BlockKind::kCaption, std::string(kind) + std::string(between) + title);
  if (series.empty()) return;
  std::vector<std::vector<std::string>> columns;
  const auto category = [](pugi::xml_node one) {
    return Child(one, "cat") ? Child(one, "cat") : Child(one, "xVal");
  };
  columns.push_back(CachedPoints(category(series[0])));
  std::vector<std::vector<std::string>> rows = {{""}};
  for (const pugi::xml_node one : series) {
    rows[0].push_back(Joined(CachedPoints(Child(one, "tx"))));
    columns.push_back(CachedPoints(Child(one, "val") ? Child(one, "val") : Child(one, "yVal")));
  }
  std::size_t height = 0;
  for (const auto& column : columns) height = std::max(height, column.size());
  for (std::size_t i = 0; i < height && rows.size() * columns.size() < 200'000; ++i) {
    rows.emplace_back();
    for (const auto& column : columns) rows.back().push_back(i < column.size() ? column[i] : "");
  }
  out.AddTable(TableFromRows(rows, 1));
}

}  // namespace

DrawnParts::DrawnParts(OoxmlPackage& package, std::string_view part, DocumentBuilder& out)
    : package_(package), out_(out), waiting_(package.Relationships(part)) {
  std::erase_if(waiting_, [](const auto& one) {
    const Relationship& relationship = one.second;
    return relationship.external ||
           (relationship.type != "chart" && relationship.type != "diagramData");
  });
}

void DrawnParts::Add(std::string_view id) {
  const auto node = waiting_.extract(std::string(id));
  if (node.empty()) return;
  const auto xml = package_.ReadOptional(node.mapped().target, out_);
  if (xml == nullptr) return;
  if (node.mapped().type == "chart") {
    AddPlot(xml->document_element(), out_);
  } else {
    AddDiagram(xml->document_element(), out_);
  }
}

void DrawnParts::AddRest() {
  while (!waiting_.empty()) Add(std::string(waiting_.begin()->first));
}

void AddEmbedded(OoxmlPackage& package, std::string_view part, DocumentBuilder& out) {
  for (const auto& [id, relationship] : package.Relationships(part)) {
    const bool object = relationship.type == "oleObject";
    if (relationship.external || (!object && relationship.type != "package")) continue;
    auto bytes = package.ReadBytes(relationship.target);
    if (!bytes) {
      out.Warn(bytes.error().message);
      continue;
    }
    const std::string name = relationship.target.substr(relationship.target.rfind('/') + 1);
    if (!object) {
      out.AddAttachment(name, *std::move(bytes));
    } else if (const auto added = AddEmbeddedFile(*bytes, name.substr(0, name.rfind('.')), out);
               !added) {
      out.Warn(added.error().message);
    }
  }
}

}  // namespace wenyuan::parse
