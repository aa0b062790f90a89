#include "tex_table.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "tex_text.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/table_grid.h"

namespace wenyuan::parse {
namespace {

using Row = std::vector<std::string_view>;

// Rows end with "\\" or "\tabularnewline", cells with "&", outside of braces.
std::vector<Row> Split(std::string_view body) {
  std::vector<Row> rows(1);
  std::size_t start = 0;
  int depth = 0;
  const auto cell = [&](std::size_t end, std::size_t next) {
    rows.back().push_back(Trim(body.substr(start, end - start)));
    start = next;
  };
  for (std::size_t at = 0; at < body.size(); ++at) {
    const char c = body[at];
    if (c == '{') ++depth;
    if (c == '}') depth = std::max(0, depth - 1);
    if (c == '&' && depth == 0) cell(at, at + 1);
    if (c != '\\') continue;
    const TexCommand command = TexCommandAt(body, at);
    if (depth == 0 && (command.name == "\\" || command.name == "tabularnewline")) {
      std::size_t next = command.end;
      TexGroup(body, next, '[');
      cell(at, next);
      rows.emplace_back();
      at = next - 1;
    } else {
      at = std::max(at, command.end - 1);
    }
  }
  cell(body.size(), body.size());
  return rows;
}

// Lines are drawn by commands in front of a row's first cell.
std::string_view WithoutRules(std::string_view cell) {
  while (!cell.empty() && cell[0] == '\\') {
    const TexCommand command = TexCommandAt(cell, 0);
    const bool rule = command.name == "hline" || command.name == "toprule" ||
                      command.name == "midrule" || command.name == "bottomrule" ||
                      command.name == "cline" || command.name == "cmidrule" ||
                      command.name == "endhead" || command.name == "endfirsthead" ||
                      command.name == "endfoot" || command.name == "endlastfoot";
    if (!rule) break;
    std::size_t at = command.end;
    TexGroup(cell, at, '[');
    if (at < cell.size() && cell[at] == '(') at = std::min(cell.find(')', at), cell.size() - 1) + 1;
    TexGroup(cell, at);
    cell = Trim(cell.substr(at));
  }
  return cell;
}

void AddCell(std::string_view cell, bool header, TableGrid& grid, std::vector<std::string>& notes) {
  unsigned span = 1;
  if (cell.substr(0, 12) == "\\multicolumn") {
    std::size_t at = 12;
    const std::string_view number = Trim(TexGroup(cell, at));
    std::from_chars(number.data(), number.data() + number.size(), span);
    TexGroup(cell, at);
    const std::string_view text = TexGroup(cell, at);
    if (!text.empty()) cell = text;
  }
  grid.AddCell(TexText(cell, notes), 1, std::clamp(span, 1U, 1000U), header);
}

}  // namespace

void AddTexTable(std::string_view body, DocumentBuilder& out) {
  const bool ruled = body.find("\\midrule") != std::string_view::npos ||
                     body.find("\\hline") != std::string_view::npos;
  TableGrid grid;
  std::vector<std::string> notes;
  bool first = true;
  for (Row& row : Split(body)) {
    row.front() = WithoutRules(row.front());
    if (row.size() == 1 && row.front().empty()) continue;
    grid.StartRow();
    for (const std::string_view cell : row) AddCell(cell, first && ruled, grid, notes);
    first = false;
  }
  out.AddTable(grid.Finish());
  for (const std::string& note : notes) out.Add(BlockKind::kNote, note);
}

}  // namespace wenyuan::parse
