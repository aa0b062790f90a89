#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "markup_readers.h"
#include "markup_text.h"
#include "rst_table.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

bool IsAdornment(std::string_view line) {
  return line.size() >= 2 &&
         std::string_view("=-~^\"'`#*+.:_").find(line[0]) != std::string_view::npos &&
         line.find_first_not_of(line[0]) == std::string_view::npos;
}

// What a directive's body is.
BlockKind BodyKind(std::string_view name) {
  for (const std::string_view code : {"code", "code-block", "sourcecode", "parsed-literal",
                                      "literalinclude", "doctest", "testcode", "highlight"}) {
    if (name == code) return BlockKind::kCode;
  }
  if (name == "math") return BlockKind::kFormula;
  if (name == "figure" || name == "image") return BlockKind::kFigure;
  for (const std::string_view skipped : {"toctree", "contents", "raw", "index", "meta", "include",
                                         "default-role", "role", "module", "currentmodule"}) {
    if (name == skipped) return BlockKind::kHidden;
  }
  return BlockKind::kParagraph;
}

class Reader {
 public:
  Reader(std::vector<std::string_view> lines, DocumentBuilder& out, std::string& levels, int depth)
      : lines_(std::move(lines)), out_(out), paragraph_(out), levels_(levels), depth_(depth) {}

  void Run() {
    for (std::size_t i = 0; i < lines_.size() && !out_.Full(); ++i) i = Take(i);
    paragraph_.Flush();
  }

 private:
  std::size_t Take(std::size_t i) {
    const std::string_view line = lines_[i];
    if (line.empty()) {
      paragraph_.Flush();
      return i;
    }
    if (const std::size_t end = TakeHeading(i); end != i) return end;
    if (line.substr(0, 3) == ".. " || line == "..") return TakeExplicit(i);
    if (IsRstTable(lines_, i)) {
      paragraph_.Flush();
      return AddRstTable(lines_, i, out_);
    }
    const std::string_view text = Trim(line);
    if (IsAdornment(text) && text.size() >= 4) {  // a line between paragraphs
      paragraph_.Flush();
      return i;
    }
    if (text[0] == ':' && text.find(": ", 1) != std::string_view::npos && paragraph_.Empty()) {
      const std::size_t end = text.find(": ", 1);
      out_.AddMetadata(text.substr(1, end - 1), RstInline(text.substr(end + 2)));
      return i;
    }
    if (const std::size_t bullet = BulletOf(text); bullet > 0) {
      const bool number = text[0] >= '0' && text[0] <= '9';
      paragraph_.Start(BlockKind::kListItem,
                       static_cast<std::uint8_t>(std::min<std::size_t>(IndentOf(line) / 2 + 1, 9)));
      return Text(i, text.substr(number ? 0 : bullet));
    }
    const bool defines = i > 0 && (i == 1 || lines_[i - 2].empty()) && !lines_[i - 1].empty() &&
                         IndentOf(line) > IndentOf(lines_[i - 1]) &&
                         BulletOf(Trim(lines_[i - 1])) == 0;
    if (defines) paragraph_.EndTerm();
    return Text(i, text);
  }

  // "text::" says that an indented block of code follows.
  std::size_t Text(std::size_t i, std::string_view text) {
    const bool announces = text.size() >= 2 && text.substr(text.size() - 2) == "::";
    if (!announces) {
      paragraph_.Add(RstInline(text));
      return i;
    }
    if (text != "::") paragraph_.Add(RstInline(text.substr(0, text.size() - 1)));
    paragraph_.Flush();
    std::size_t end = i;
    const auto body = Body(i, end);
    out_.Add(BlockKind::kCode, Joined(body, 0));
    return end;
  }

  std::size_t TakeHeading(std::size_t i) {
    const auto at = [&](std::size_t line) {
      return line < lines_.size() ? lines_[line] : std::string_view();
    };
    const bool over = IsAdornment(at(i)) && !at(i + 1).empty() && at(i + 2) == at(i);
    const std::size_t title = over ? i + 1 : i;
    const std::string_view rule = at(title + 1);
    const bool fits = IsAdornment(rule) && !IsAdornment(at(title)) &&
                      rule.size() + 1 >= DisplayWidth(Trim(at(title))) / 2 && rule.size() >= 3;
    if (!fits || (!over && (!paragraph_.Empty() || at(i)[0] == ' '))) return i;
    paragraph_.Flush();
    const std::string style = {rule[0], over ? 'o' : 'u'};
    std::size_t level = levels_.find(style);
    if (level == std::string::npos) {
      level = levels_.size();
      levels_ += style;
    }
    out_.Add(BlockKind::kHeading, RstInline(Trim(at(title))),
             static_cast<std::uint8_t>(std::min<std::size_t>(level / 2 + 1, 9)));
    return title + 1;
  }

  // The indented lines below, without the empty ones around; `end` becomes the last of them.
  std::vector<std::string_view> Body(std::size_t i, std::size_t& end) const {
    std::vector<std::string_view> body;
    const std::size_t base = IndentOf(lines_[i]);
    end = i;
    for (std::size_t at = i + 1; at < lines_.size(); ++at) {
      if (!lines_[at].empty() && IndentOf(lines_[at]) <= base) break;
      body.push_back(lines_[at]);
      end = at;
    }
    std::size_t least = std::string_view::npos;
    for (const auto line : body) {
      if (!line.empty()) least = std::min(least, IndentOf(line));
    }
    for (auto& line : body) line.remove_prefix(std::min(least, line.size()));
    while (!body.empty() && body.front().empty()) body.erase(body.begin());
    while (!body.empty() && body.back().empty()) body.pop_back();
    return body;
  }

  static std::string Joined(const std::vector<std::string_view>& lines, std::size_t from) {
    std::string text;
    for (std::size_t i = from; i < lines.size(); ++i) text += std::string(lines[i]) + "\n";
    return text;
  }

  // ".. name:: argument", ".. [1] note", ".. _target:", ".. comment".
  std::size_t TakeExplicit(std::size_t i) {
    paragraph_.Flush();
    std::size_t end = i;
    std::vector<std::string_view> body = Body(i, end);
    const std::string_view text =
        Trim(lines_[i].substr(std::min<std::size_t>(3, lines_[i].size())));
    if (text.substr(0, 1) == "[" && text.find("] ") != std::string_view::npos) {
      out_.Add(BlockKind::kNote, RstInline(text) + " " + RstInline(Joined(body, 0)));
      return end;
    }
    const std::size_t colons = text.find("::");
    if (colons == std::string_view::npos || text[0] == '_') return end;
    std::string name = AsciiLower(Trim(text.substr(0, colons)));
    if (name[0] == '|') name = name.substr(name.rfind(' ') + 1);
    Directive(name, Trim(text.substr(colons + 2)), std::move(body));
    return end;
  }

  void Directive(const std::string& name, std::string_view argument,
                 std::vector<std::string_view> body) {
    std::string alternative;
    while (!body.empty() && body.front().substr(0, 1) == ":") {
      if (body.front().substr(0, 5) == ":alt:") alternative = Trim(body.front().substr(5));
      body.erase(body.begin());
    }
    while (!body.empty() && body.front().empty()) body.erase(body.begin());
    if (name == "include") out_.Warn("another file was not included: " + std::string(argument));
    const BlockKind kind = BodyKind(name);
    if (kind == BlockKind::kHidden) return;
    if (kind == BlockKind::kCode || kind == BlockKind::kFormula) {
      const bool formula = kind == BlockKind::kFormula && !argument.empty();
      out_.Add(kind, (formula ? std::string(argument) + "\n" : "") + Joined(body, 0));
      return;
    }
    if (kind == BlockKind::kFigure) {
      out_.Add(BlockKind::kFigure, alternative);
      out_.Add(BlockKind::kCaption, RstInline(Collapse(Joined(body, 0))));
      return;
    }
    if (name == "list-table" || name == "csv-table" || name == "table") {
      out_.Add(BlockKind::kCaption, RstInline(argument));
      if (name == "list-table") {
        AddRstListTable(body, out_);
        return;
      }
    } else if (!argument.empty()) {
      const bool section = name == "rubric" || name == "topic" || name == "sidebar";
      out_.Add(section ? BlockKind::kCaption : BlockKind::kParagraph,
               (section ? "" : Label(name)) + RstInline(argument));
    } else if (!body.empty()) {
      out_.Add(BlockKind::kParagraph, Label(name) + RstInline(body.front()));
      body.erase(body.begin());
    }
    if (depth_ < kDeepest) Reader(std::move(body), out_, levels_, depth_ + 1).Run();
  }

  static std::string Label(const std::string& name) {
    for (const std::string_view known :
         {"note", "warning", "tip", "important", "caution", "danger", "attention", "hint", "error",
          "seealso", "deprecated", "versionadded", "versionchanged"}) {
      if (name != known) continue;
      std::string label = name + ": ";
      label[0] = static_cast<char>(label[0] - 'a' + 'A');
      return label;
    }
    return {};
  }

  static constexpr int kDeepest = 16;

  std::vector<std::string_view> lines_;
  DocumentBuilder& out_;
  MarkupParagraph paragraph_;
  std::string& levels_;  // pairs of bytes: an adornment and whether it is above, too
  int depth_;
};

}  // namespace

void ReadRst(std::string_view text, DocumentBuilder& out) {
  std::string levels;
  Reader(MarkupLines(text), out, levels, 0).Run();
}

}  // namespace wenyuan::parse
