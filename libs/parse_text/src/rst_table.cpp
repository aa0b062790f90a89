#include "rst_table.h"

#include <algorithm>

#include "markup_text.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

using Rows = std::vector<std::vector<std::string>>;

void Append(std::string& cell, std::string_view text) {
  const std::string more = RstInline(Trim(text));
  if (more.empty()) return;
  cell += (cell.empty() ? "" : " ") + more;
}

bool IsGridRule(std::string_view line) {
  return line.size() >= 3 && line[0] == '+' &&
         line.find_first_not_of("+-=") == std::string_view::npos;
}

bool IsSimpleRule(std::string_view line) {
  return line.size() >= 3 && line[0] == '=' && line.find(' ') != std::string_view::npos &&
         line.find_first_not_of("= ") == std::string_view::npos;
}

std::size_t AddGrid(const std::vector<std::string_view>& lines, std::size_t at,
                    DocumentBuilder& out) {
  Rows rows;
  std::uint32_t header = 0;
  bool new_row = true;
  for (; at < lines.size(); ++at) {
    const std::string_view line = Trim(lines[at]);
    if (line.empty() || (line[0] != '+' && line[0] != '|')) break;
    if (line[0] == '+') {
      if (line.find('=') != std::string_view::npos)
        header = static_cast<std::uint32_t>(rows.size());
      new_row = true;
      continue;
    }
    const std::vector<std::string> cells = BarCells(line);
    if (new_row) rows.emplace_back();
    new_row = false;
    if (rows.back().size() < cells.size()) rows.back().resize(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) Append(rows.back()[i], cells[i]);
  }
  out.AddTable(TableFromRows(rows, header));
  return at - 1;
}

std::size_t AddSimple(const std::vector<std::string_view>& lines, std::size_t at,
                      DocumentBuilder& out) {
  const std::string_view rule = lines[at];
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < rule.size(); ++i) {
    if (rule[i] == '=' && (i == 0 || rule[i - 1] == ' ')) starts.push_back(i);
  }
  Rows rows;
  std::uint32_t header = 0;
  std::size_t rules = 1;
  for (++at; at < lines.size(); ++at) {
    const std::string_view line = lines[at];
    if (IsSimpleRule(line)) {
      ++rules;
      const bool last = at + 1 >= lines.size() || lines[at + 1].empty();
      if (last) break;
      header = static_cast<std::uint32_t>(rows.size());
      continue;
    }
    if (line.empty() && rules > 1 && at + 1 < lines.size() && lines[at + 1].empty()) break;
    if (line.empty()) continue;
    std::vector<std::string> cells(starts.size());
    for (std::size_t i = 0; i < starts.size() && starts[i] < line.size(); ++i) {
      const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : line.size();
      Append(cells[i], line.substr(starts[i], end - starts[i]));
    }
    const bool continues = cells[0].empty() && !rows.empty();
    if (!continues) {
      rows.push_back(std::move(cells));
      continue;
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!cells[i].empty()) rows.back()[i] += " " + cells[i];
    }
  }
  out.AddTable(TableFromRows(rows, header));
  return std::min(at, lines.size() - 1);
}

}  // namespace

std::string RstInline(std::string_view text) {
  if (text.size() > kLongestMarkupLine) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\\' && at + 1 < text.size()) {
      if (text[at + 1] != ' ') out += text[at + 1];
      at += 2;
    } else if (text[at] == ':' && (at == 0 || text[at - 1] == ' ' || text[at - 1] == '(')) {
      const std::size_t tick = text.find('`', at);
      const bool role = tick != std::string_view::npos && tick > at + 1 && text[tick - 1] == ':' &&
                        text.substr(at, tick - at).find(' ') == std::string_view::npos;
      if (!role) out += ':';
      at = role ? tick : at + 1;
    } else if (text[at] == '`') {
      const std::size_t size = text.substr(at, 2) == "``" ? 2 : 1;
      const std::size_t end = text.find(std::string(size, '`'), at + size);
      if (end == std::string_view::npos) {
        out += text[at++];
        continue;
      }
      std::string_view inside = text.substr(at + size, end - at - size);
      const std::size_t target = inside.find(" <");
      if (size == 1 && target != std::string_view::npos && inside.back() == '>') {
        inside = inside.substr(0, target);
      }
      if (size == 1 && inside.substr(0, 1) == "~") {
        inside = inside.substr(std::min(inside.rfind('.'), inside.size() - 1) + 1);
      }
      out += inside;
      at = end + size;
      while (at < text.size() && text[at] == '_') ++at;
    } else if (text[at] == '*' && at + 1 < text.size() && text[at + 1] != ' ') {
      ++at;
    } else if (text[at] == '*' && at > 0 && text[at - 1] != ' ') {
      ++at;
    } else {
      out += text[at++];
    }
  }
  return out;
}

bool IsRstTable(const std::vector<std::string_view>& lines, std::size_t at) {
  const std::string_view line = Trim(lines[at]);
  return IsGridRule(line) || (IsSimpleRule(lines[at]) && at + 1 < lines.size());
}

std::size_t AddRstTable(const std::vector<std::string_view>& lines, std::size_t at,
                        DocumentBuilder& out) {
  return IsGridRule(Trim(lines[at])) ? AddGrid(lines, at, out) : AddSimple(lines, at, out);
}

void AddRstListTable(const std::vector<std::string_view>& lines, DocumentBuilder& out) {
  Rows rows;
  for (const std::string_view line : lines) {
    const std::string_view text = Trim(line);
    if (text.empty()) continue;
    if (text.substr(0, 3) == "* -") {
      rows.emplace_back(1);
      Append(rows.back().back(), text.substr(3));
    } else if (rows.empty()) {
      continue;
    } else if (text[0] == '-' && (text.size() == 1 || text[1] == ' ')) {
      rows.back().emplace_back();
      Append(rows.back().back(), text.substr(1));
    } else {
      Append(rows.back().back(), text);
    }
  }
  out.AddTable(TableFromRows(rows, rows.size() > 1 ? 1 : 0));
}

}  // namespace wenyuan::parse
