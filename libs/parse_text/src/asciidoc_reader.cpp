#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "markup_readers.h"
#include "markup_text.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

bool IsWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// "link:target[text]", "<<target,text>>" and "https://…[text]" are their text; paired marks go.
std::string Inline(std::string_view text) {
  if (text.size() > kLongestMarkupLine) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at, 2) == "<<") {
      const std::size_t end = text.find(">>", at);
      if (end != std::string_view::npos) {
        const std::string_view inside = text.substr(at + 2, end - at - 2);
        const std::size_t comma = inside.find(',');
        out += comma == std::string_view::npos ? inside : Trim(inside.substr(comma + 1));
        at = end + 2;
        continue;
      }
    }
    bool taken = false;
    for (const std::string_view scheme : {"link:", "xref:", "https://", "http://", "mailto:",
                                          "kbd:", "btn:", "menu:", "footnote:", "image:"}) {
      if (text.substr(at, scheme.size()) != scheme || (at > 0 && IsWord(text[at - 1]))) continue;
      const std::size_t open = text.find_first_of("[ \t", at + scheme.size() - 1);
      const std::size_t close = open == std::string_view::npos ? open : text.find(']', open);
      if (close == std::string_view::npos || text[open] != '[') continue;
      const std::string_view label = text.substr(open + 1, close - open - 1);
      out += label.empty() ? text.substr(at, open - at) : label.substr(0, label.find("^"));
      at = close + 1;
      taken = true;
      break;
    }
    if (taken) continue;
    const char c = text[at];
    if ((c == '*' || c == '_' || c == '`') && text.find(c, at + 1) != std::string_view::npos &&
        (at == 0 || !IsWord(text[at - 1]))) {
      const std::size_t size = at + 1 < text.size() && text[at + 1] == c ? 2 : 1;
      const std::size_t end = text.find(std::string(size, c), at + size);
      if (end != std::string_view::npos && end > at + size && text[at + size] != ' ') {
        out += text.substr(at + size, end - at - size);
        at = end + size;
        continue;
      }
    }
    out += text[at++];
  }
  return out;
}

// "a 2+^.^h| b": in front of a bar may stand how the cell is formatted. Takes it from the end of
// `before` and returns how many columns it spans.
std::size_t TakeCellFormat(std::string& before) {
  const std::size_t start = before.find_last_of(" \t") + 1;  // 0 without one
  const std::string_view format = std::string_view(before).substr(start);
  const bool known = !format.empty() && format.size() <= 12 &&
                     format.find_first_not_of("0123456789.+*<^>adehlmsv") == std::string_view::npos;
  const bool bare = format.find_first_not_of("0123456789") == std::string_view::npos;
  if (!known || bare) return 1;
  const std::size_t plus = format.find('+');
  const bool spans = plus == 1 && format[0] >= '2' && format[0] <= '9';
  const std::size_t columns = spans ? static_cast<std::size_t>(format[0] - '0') : 1;
  before.resize(start);
  return columns;
}

// The cells of one line of a framed table. What stands before the first bar belongs to the cell of
// the line before.
std::vector<std::string> FramedCells(std::string_view line, std::string& before) {
  std::vector<std::string> cells;
  for (std::size_t at = 0; at < line.size(); ++at) {
    std::string& open = cells.empty() ? before : cells.back();
    if (line[at] == '\\' && at + 1 < line.size() && line[at + 1] == '|') {
      open += line[++at];
    } else if (line[at] == '|') {
      const std::size_t columns = TakeCellFormat(open);
      cells.resize(cells.size() + columns);
      std::swap(cells.back(), cells[cells.size() - columns]);
    } else {
      open += line[at];
    }
  }
  for (std::string& cell : cells) cell = std::string(Trim(cell));
  return cells;
}

class Reader {
 public:
  Reader(std::string_view text, DocumentBuilder& out)
      : lines_(MarkupLines(text)), out_(out), paragraph_(out) {}

  void Run() {
    for (std::size_t i = 0; i < lines_.size() && !out_.Full(); ++i) i = Take(i);
    paragraph_.Flush();
  }

 private:
  std::size_t Take(std::size_t i) {
    const std::string_view line = Trim(lines_[i]);
    if (line.empty() || line == "+") {
      paragraph_.Flush();
      return i;
    }
    if (line.substr(0, 2) == "//" && !IsRule(line, '/')) return i;
    if (IsRule(line, '/')) return Delimited(i, BlockKind::kHidden);
    if (IsRule(line, '-') || IsRule(line, '.') || line.substr(0, 3) == "```") {
      return Delimited(i, BlockKind::kCode);
    }
    if (IsRule(line, '+')) return Delimited(i, BlockKind::kParagraph);
    if (line.substr(0, 4) == "|===") return AddTable(i + 1, true);
    if (line[0] == '|') return AddTable(i, false);
    if (IsRule(line, '=') || IsRule(line, '*') || IsRule(line, '_') || line == "--") {
      paragraph_.Flush();  // a frame; what stands in it is read as it is
      return i;
    }
    if (TakeHeading(line) || TakeMark(line)) return i;
    return TakeText(i, line);
  }

  bool TakeHeading(std::string_view line) {
    const char mark = line[0];
    const std::size_t marks = std::min(line.find_first_not_of(mark), line.size());
    if ((mark != '=' && mark != '#') || marks > 6 || marks >= line.size() || line[marks] != ' ') {
      return false;
    }
    paragraph_.Flush();
    out_.Add(BlockKind::kHeading, Inline(Trim(line.substr(marks))),
             static_cast<std::uint8_t>(marks));
    return true;
  }

  // Attributes, anchors, block titles, pictures: lines that say something about others.
  bool TakeMark(std::string_view line) {
    if (line[0] == ':' && line.find(':', 1) != std::string_view::npos) {
      const std::size_t end = line.find(':', 1);
      const std::string_view name = line.substr(1, end - 1);
      if (name.find(' ') != std::string_view::npos) return false;
      if (name[0] != '!' && name[0] != '_') out_.AddMetadata(name, line.substr(end + 1));
      return true;
    }
    if (line[0] == '[' && line.back() == ']' && paragraph_.Empty()) return true;
    for (const std::string_view macro :
         {"image::", "include::", "video::", "toc::", "ifdef::", "ifndef::", "endif::"}) {
      if (line.substr(0, macro.size()) != macro) continue;
      paragraph_.Flush();
      const std::size_t open = line.find('[');
      if (macro == "include::") {
        out_.Warn("another file was not included: " + std::string(line));
      } else if (macro == "image::" && open != std::string_view::npos) {
        const std::string_view inside = line.substr(open + 1, line.find(']', open) - open - 1);
        out_.Add(BlockKind::kFigure, inside.substr(0, inside.find(',')));
      }
      return true;
    }
    const bool title = line[0] == '.' && line.size() > 2 && line[1] != ' ' && line[1] != '.';
    if (!title) return false;
    paragraph_.Flush();
    out_.Add(BlockKind::kCaption, Inline(line.substr(1)));
    return true;
  }

  std::size_t TakeText(std::size_t i, std::string_view line) {
    const char mark = line[0];
    const std::size_t marks = std::min(line.find_first_not_of(mark), line.size());
    const bool list = (mark == '*' || mark == '.' || mark == '-') && marks < line.size() &&
                      marks <= 5 && line[marks] == ' ';
    const std::size_t bullet = list ? marks : BulletOf(line);
    if (bullet > 0) {
      const bool number = line[0] >= '0' && line[0] <= '9';
      const std::size_t level = list ? marks : 1;
      paragraph_.Start(BlockKind::kListItem, static_cast<std::uint8_t>(level));
      paragraph_.Add(Inline(line.substr(number ? 0 : bullet)));
      return i;
    }
    const std::size_t term = line.find(":: ");
    const bool names = term != std::string_view::npos && term > 0 && term < 80;
    if (names || (line.size() > 2 && line.substr(line.size() - 2) == "::")) {
      paragraph_.Start(BlockKind::kListItem, 1);
      paragraph_.Add(Inline(line.substr(0, names ? term : line.size() - 2)) + ":");
      if (names) paragraph_.Add(Inline(line.substr(term + 3)));
      return i;
    }
    const bool literal = paragraph_.Empty() && lines_[i][0] == ' ';
    if (literal) return AddLiteral(i);
    paragraph_.Add(Inline(line));
    return i;
  }

  std::size_t AddLiteral(std::size_t i) {
    std::string body;
    for (; i < lines_.size() && !lines_[i].empty() && lines_[i][0] == ' '; ++i) {
      body += std::string(lines_[i]) + "\n";
    }
    out_.Add(BlockKind::kCode, body);
    return i - 1;
  }

  std::size_t Delimited(std::size_t i, BlockKind kind) {
    paragraph_.Flush();
    const std::string_view open = Trim(lines_[i]);
    const std::string_view close = open.substr(0, 3) == "```" ? open.substr(0, 3) : open;
    std::string body;
    std::size_t at = i + 1;
    for (; at < lines_.size() && Trim(lines_[at]) != close; ++at) {
      body += std::string(lines_[at]) + "\n";
    }
    if (kind != BlockKind::kHidden) out_.Add(kind, body);
    return at;
  }

  std::size_t AddTable(std::size_t i, bool framed) {
    paragraph_.Flush();
    std::vector<std::vector<std::string>> rows;
    const std::size_t start = i;
    std::size_t columns = 0;
    bool header = false;
    std::vector<std::string> cells;
    for (; i < lines_.size(); ++i) {
      const std::string_view line = Trim(lines_[i]);
      if (framed ? line.substr(0, 4) == "|===" : line.substr(0, 1) != "|") break;
      if (line.empty()) {
        header = header || (i == start + 1 && columns > 0);
        continue;
      }
      std::string before;
      auto parts = framed ? FramedCells(line, before) : BarCells(line);
      if (!cells.empty() && !Trim(before).empty()) cells.back() += " " + Inline(Trim(before));
      for (std::string& part : parts) cells.push_back(Inline(part));
      if (parts.empty()) continue;
      if (columns == 0) columns = parts.size();
    }
    if (columns == 0) return i;
    for (std::size_t at = 0; at < cells.size(); at += columns) {
      const std::size_t end = std::min(at + columns, cells.size());
      rows.emplace_back(cells.begin() + static_cast<std::ptrdiff_t>(at),
                        cells.begin() + static_cast<std::ptrdiff_t>(end));
    }
    out_.AddTable(TableFromRows(rows, header || (!framed && rows.size() > 1) ? 1 : 0));
    return framed ? i : i - 1;
  }

  std::vector<std::string_view> lines_;
  DocumentBuilder& out_;
  MarkupParagraph paragraph_;
};

}  // namespace

void ReadAsciidoc(std::string_view text, DocumentBuilder& out) { Reader(text, out).Run(); }

}  // namespace wenyuan::parse
