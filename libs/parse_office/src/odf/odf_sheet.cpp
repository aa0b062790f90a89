#include "odf/odf_sheet.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "odf/odf_reader.h"
#include "odf/odf_text.h"
#include "wenyuan/parse_kit/sheet.h"
#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr std::uint32_t kMaxRows = 1U << 20U;
constexpr std::uint32_t kMaxColumns = 1U << 14U;
constexpr std::size_t kMaxCopies = 1'000'000;  // of cells that a repeated row or cell stands for

std::uint32_t Number(pugi::xml_node node, std::string_view name, std::uint32_t most) {
  const std::string text(Attribute(node, name));
  const long value = text.empty() ? 1 : std::strtol(text.c_str(), nullptr, 10);
  return static_cast<std::uint32_t>(std::clamp(value, 1L, static_cast<long>(most)));
}

std::string ColumnName(std::uint32_t column) {
  std::string name;
  for (++column; column > 0; column = (column - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return name;
}

class SheetReader {
 public:
  explicit SheetReader(DocumentBuilder& out) : out_(out) {}

  // Rows may stand in groups and header groups.
  void Read(pugi::xml_node table) {
    WalkXml(
        table,
        [&](pugi::xml_node node) {
          const std::string_view name = LocalName(node);
          if (name == "table-row") {
            ReadRow(node);
            return false;
          }
          if (name == "shapes") {
            for (const pugi::xml_node shape : node.children()) shapes_.push_back(shape);
          }
          return name == "table-row-group" || name == "table-header-rows" || name == "table-rows";
        },
        [](pugi::xml_node) {});
  }

  [[nodiscard]] Sheet& sheet() { return sheet_; }
  [[nodiscard]] const std::vector<std::string>& Comments() const { return comments_; }
  [[nodiscard]] const std::vector<pugi::xml_node>& Shapes() const { return shapes_; }

 private:
  void ReadRow(pugi::xml_node row) {
    std::vector<SheetCell> cells;
    std::uint32_t column = 0;
    for (const pugi::xml_node cell : row.children()) {
      const std::string_view name = LocalName(cell);
      if (name != "table-cell" && name != "covered-table-cell") continue;
      const std::uint32_t repeated = Number(cell, "number-columns-repeated", kMaxColumns);
      if (name == "table-cell" && column < kMaxColumns) ReadCell(cell, column, repeated, cells);
      column = std::min(column + repeated, kMaxColumns);
    }
    const std::uint32_t repeated = Number(row, "number-rows-repeated", kMaxRows);
    for (std::uint32_t i = 0; i < repeated && !cells.empty() && row_ + i < kMaxRows; ++i) {
      if (i > 0 && !MayCopy(cells.size())) break;
      sheet_.rows[row_ + i] = cells;
    }
    row_ = std::min(row_ + repeated, kMaxRows);
  }

  void ReadCell(pugi::xml_node cell, std::uint32_t column, std::uint32_t repeated,
                std::vector<SheetCell>& cells) {
    std::string text;
    for (const pugi::xml_node node : cell.children()) {
      if (LocalName(node) == "p") {
        ReadParagraph(node, text);
      } else if (LocalName(node) == "annotation") {
        const std::string comment = OdfComment(node);
        if (!comment.empty()) {
          comments_.push_back(ColumnName(column) + std::to_string(row_ + 1) + ": " + comment);
        }
      } else if (node.type() == pugi::node_element) {
        shapes_.push_back(node);
      }
    }
    if (text.empty()) text = Value(cell);
    if (Trim(text).empty()) return;
    const SheetPosition from{row_, column};
    const SheetPosition to{row_ + Number(cell, "number-rows-spanned", kMaxRows) - 1,
                           column + Number(cell, "number-columns-spanned", 1'000) - 1};
    if (to.row > from.row || to.column > from.column) sheet_.Merge(from, to);
    for (std::uint32_t i = 0; i < repeated && column + i < kMaxColumns; ++i) {
      if (i > 0 && !MayCopy(1)) break;
      cells.push_back({column + i, text});
    }
  }

  static void ReadParagraph(pugi::xml_node paragraph, std::string& text) {
    std::string line;
    WalkXml(
        paragraph,
        [&](pugi::xml_node node) {
          if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
            AppendOdfCharacters(node.value(), line);
          }
          line += OdfCharacter(node);
          return !IsApartInOdf(node);
        },
        [](pugi::xml_node) {});
    if (Trim(line).empty()) return;
    text += (text.empty() ? "" : "\n") + std::string(Trim(line));
  }

  // What programs that write no text for a cell leave us.
  static std::string Value(pugi::xml_node cell) {
    for (const std::string_view name :
         {"string-value", "date-value", "time-value", "boolean-value", "value"}) {
      if (const std::string_view value = Attribute(cell, name); !value.empty()) {
        return std::string(value);
      }
    }
    return {};
  }

  bool MayCopy(std::size_t cells) {
    copies_ += cells;
    if (copies_ <= kMaxCopies) return true;
    if (!warned_) out_.Warn("a cell or row that repeats very often was cut short");
    warned_ = true;
    return false;
  }

  DocumentBuilder& out_;
  Sheet sheet_;
  std::vector<std::string> comments_;
  std::vector<pugi::xml_node> shapes_;
  std::uint32_t row_ = 0;
  std::size_t copies_ = 0;
  bool warned_ = false;
};

}  // namespace

void ReadOdfSheets(pugi::xml_node spreadsheet, OdfFile& file, const OdfStyles& styles,
                   DocumentBuilder& out) {
  for (const pugi::xml_node table : spreadsheet.children()) {
    if (LocalName(table) != "table" || out.Full()) continue;
    out.AddPage(Attribute(table, "name"), styles.IsHidden("table", Attribute(table, "style-name")));
    SheetReader sheet(out);
    sheet.Read(table);
    sheet.sheet().Tidy();
    AddRegions(sheet.sheet(), out);
    for (const std::string& comment : sheet.Comments()) out.Add(BlockKind::kNote, comment);
    OdfReader reader(file, styles, out);
    for (const pugi::xml_node shape : sheet.Shapes()) reader.Run(shape);
  }
}

}  // namespace wenyuan::parse
