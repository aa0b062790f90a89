#include <algorithm>
#include <string>
#include <vector>

#include "markup_readers.h"
#include "markup_text.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

// "\"text\":http://…" is its text; "!picture.png(what it shows)!" is what it shows.
std::string Inline(std::string_view text) {
  if (text.size() > kLongestMarkupLine) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t quote = text[at] == '"' ? text.find("\":", at + 1) : std::string::npos;
    const bool link = quote != std::string_view::npos && quote - at < 300 &&
                      text.substr(at + 1, quote - at - 1).find('"') == std::string_view::npos;
    if (!link) {
      if (text[at] != '@') out += text[at];
      ++at;
      continue;
    }
    out += text.substr(at + 1, quote - at - 1);
    at = std::min(text.find_first_of(" \t,;)", quote + 2), text.size());
  }
  return out;
}

// "h2(class). Text": the bytes up to the text, 0 when the line does not start so.
std::size_t Signature(std::string_view line, std::string_view tag) {
  if (line.substr(0, tag.size()) != tag) return 0;
  std::size_t at = tag.size();
  while (at < line.size() && std::string_view("({[").find(line[at]) != std::string_view::npos) {
    const char close = line[at] == '(' ? ')' : line[at] == '{' ? '}' : ']';
    const std::size_t end = line.find(close, at);
    if (end == std::string_view::npos) return 0;
    at = end + 1;
  }
  while (at < line.size() && std::string_view("<>=").find(line[at]) != std::string_view::npos) ++at;
  if (line.substr(at, 2) == ". ") return at + 2;
  return line.substr(at, 3) == ".. " ? at + 3 : 0;
}

void AddTable(const std::vector<std::string_view>& lines, std::size_t& i, DocumentBuilder& out) {
  std::vector<std::vector<std::string>> rows;
  bool header = false;
  for (; i < lines.size() && Trim(lines[i]).substr(0, 1) == "|"; ++i) {
    rows.push_back(BarCells(lines[i]));
    for (std::string& cell : rows.back()) {
      const bool marked = cell.rfind("_. ", 0) == 0;
      header = header || (marked && rows.size() == 1);
      cell = Inline(marked ? std::string_view(cell).substr(3) : std::string_view(cell));
    }
  }
  --i;
  out.AddTable(TableFromRows(rows, header ? 1 : 0));
}

}  // namespace

void ReadTextile(std::string_view text, DocumentBuilder& out) {
  const std::vector<std::string_view> lines = MarkupLines(text);
  MarkupParagraph paragraph(out);
  std::string code;
  bool in_code = false;
  for (std::size_t i = 0; i < lines.size() && !out.Full(); ++i) {
    const std::string_view line = lines[i];
    if (in_code && !line.empty()) {
      code += std::string(line) + "\n";
      continue;
    }
    if (in_code) out.Add(BlockKind::kCode, std::exchange(code, {}));
    in_code = false;
    const std::size_t marks = std::min(line.find_first_not_of("*#"), line.size());
    const bool heading = line.size() > 2 && line[0] == 'h' && line[1] >= '1' && line[1] <= '6';
    if (line.empty()) {
      paragraph.Flush();
    } else if (const auto at = heading ? Signature(line, line.substr(0, 2)) : 0; at > 0) {
      paragraph.Flush();
      out.Add(BlockKind::kHeading, Inline(line.substr(at)),
              static_cast<std::uint8_t>(line[1] - '0'));
    } else if (const auto body = std::max(Signature(line, "bc"), Signature(line, "pre"));
               body > 0) {
      paragraph.Flush();
      in_code = true;
      code = std::string(line.substr(body)) + "\n";
    } else if (marks > 0 && marks < line.size() && line[marks] == ' ') {
      paragraph.Start(BlockKind::kListItem,
                      static_cast<std::uint8_t>(std::min<std::size_t>(marks, 9)));
      paragraph.Add(Inline(line.substr(marks)));
    } else if (line[0] == '|') {
      paragraph.Flush();
      AddTable(lines, i, out);
    } else {
      const bool note = line.substr(0, 2) == "fn" && line.find(". ") < 8;
      if (note) paragraph.Start(BlockKind::kNote);
      const std::size_t skip = std::max(Signature(line, "p"), Signature(line, "bq"));
      paragraph.Add(Inline(line.substr(note ? line.find(". ") + 2 : skip)));
    }
  }
  out.Add(BlockKind::kCode, code);
  paragraph.Flush();
}

}  // namespace wenyuan::parse
