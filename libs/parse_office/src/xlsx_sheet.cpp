#include "xlsx_sheet.h"

#include <cstdlib>

#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

std::string CellText(pugi::xml_node cell, const XlsxStyles& styles,
                     const std::vector<std::string>& strings) {
  const std::string_view type = Attribute(cell, "t");
  if (type == "inlineStr") return XlsxString(Child(cell, "is"));
  const std::string_view raw = Child(cell, "v").text().get();
  if (type == "s") {
    const auto index =
        static_cast<std::size_t>(std::strtoul(std::string(raw).c_str(), nullptr, 10));
    return index < strings.size() ? strings[index] : std::string();
  }
  if (type == "b") return raw == "1" ? "TRUE" : "FALSE";
  if (type == "str" || type == "e" || type == "d") return std::string(raw);
  const std::string style(Attribute(cell, "s"));
  return raw.empty() ? std::string() : styles.Show(raw, std::strtoul(style.c_str(), nullptr, 10));
}

}  // namespace

Sheet ReadSheet(pugi::xml_node worksheet, const XlsxStyles& styles,
                const std::vector<std::string>& strings) {
  Sheet sheet;
  std::uint32_t row = 0;
  for (const pugi::xml_node line : Child(worksheet, "sheetData").children()) {
    if (LocalName(line) != "row") continue;
    std::uint32_t column = 0;
    for (const pugi::xml_node node : line.children()) {
      if (LocalName(node) != "c") continue;
      if (const XlsxPosition at = ParseReference(Attribute(node, "r")); at.valid) {
        row = at.row;
        column = at.column;
      }
      std::string text = CellText(node, styles, strings);
      if (!Trim(text).empty()) sheet.rows[row].push_back({column, std::move(text)});
      ++column;
    }
    ++row;
  }
  sheet.Tidy();
  for (const pugi::xml_node node : Child(worksheet, "mergeCells").children()) {
    const std::string_view range = Attribute(node, "ref");
    const std::size_t colon = range.find(':');
    if (colon == std::string_view::npos) continue;
    const XlsxPosition from = ParseReference(range.substr(0, colon));
    const XlsxPosition to = ParseReference(range.substr(colon + 1));
    if (from.valid && to.valid) sheet.Merge({from.row, from.column}, {to.row, to.column});
  }
  return sheet;
}

}  // namespace wenyuan::parse
