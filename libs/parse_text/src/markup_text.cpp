#include "markup_text.h"

#include <algorithm>
#include <utility>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {

std::vector<std::string_view> MarkupLines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

std::size_t IndentOf(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

std::size_t BulletOf(std::string_view line) {
  if (line.size() < 2) return 0;
  for (const std::string_view bullet : {"- ", "* ", "+ ", "• ", "#. "}) {
    if (line.substr(0, bullet.size()) == bullet) return bullet.size();
  }
  std::size_t at = line[0] == '(' ? 1 : 0;
  const std::size_t start = at;
  while (at < line.size() && at < start + 4 && line[at] >= '0' && line[at] <= '9') ++at;
  if (at == start && line[at] >= 'a' && line[at] <= 'z') ++at;
  const bool marked = at > start && at + 1 < line.size() && (line[at] == '.' || line[at] == ')');
  return marked && line[at + 1] == ' ' ? at + 2 : 0;
}

bool IsRule(std::string_view line, char mark, std::size_t least) {
  return line.size() >= least && line.find_first_not_of(mark) == std::string_view::npos;
}

std::vector<std::string> BarCells(std::string_view line) {
  line = Trim(line);
  if (!line.empty() && line.front() == '|') line.remove_prefix(1);
  if (!line.empty() && line.back() == '|') line.remove_suffix(1);
  std::vector<std::string> cells(1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
      cells.back() += line[++i];
    } else if (line[i] == '|') {
      cells.emplace_back();
    } else {
      cells.back() += line[i];
    }
  }
  for (std::string& cell : cells) cell = std::string(Trim(cell));
  return cells;
}

void MarkupParagraph::Start(BlockKind kind, std::uint8_t level) {
  Flush();
  kind_ = kind;
  level_ = level;
}

void MarkupParagraph::Add(std::string_view line) {
  line = Trim(line);
  if (line.empty()) return;
  const bool han = text_.size() >= 3 &&
                   static_cast<unsigned char>(text_[text_.size() - 3]) >= 0xE3 &&
                   static_cast<unsigned char>(line[0]) >= 0xE3;
  if (!text_.empty() && text_.back() != '\n' && !han) text_ += ' ';
  text_ += line;
}

void MarkupParagraph::EndTerm() {
  if (!text_.empty() && text_.back() != ':') text_ += ':';
}

void MarkupParagraph::Flush() {
  out_.Add(kind_, std::exchange(text_, {}), level_);
  kind_ = BlockKind::kParagraph;
  level_ = 0;
}

}  // namespace wenyuan::parse
