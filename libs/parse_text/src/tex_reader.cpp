#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "markup_readers.h"
#include "tex_table.h"
#include "tex_text.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

bool IsOneOf(std::string_view name, std::string_view list) {
  return (" " + std::string(list) + " ").find(" " + std::string(name) + " ") != std::string::npos;
}

// 1 for "part" and "chapter" to 6; 0 for other commands.
std::uint8_t HeadingLevel(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::uint8_t>, 7> kLevels = {
      {{"part", 1},
       {"chapter", 1},
       {"section", 2},
       {"subsection", 3},
       {"subsubsection", 4},
       {"paragraph", 5},
       {"subparagraph", 6}}};
  if (!name.empty() && name.back() == '*') name.remove_suffix(1);
  for (const auto& [known, level] : kLevels) {
    if (known == name) return level;
  }
  return 0;
}

class Reader {
 public:
  Reader(std::string_view tex, DocumentBuilder& out) : tex_(tex), out_(out) {}

  void Run() {
    const std::size_t document = tex_.find("\\begin{document}");
    const bool whole = document != std::string_view::npos;
    in_preamble_ = whole;
    while (at_ < tex_.size() && !out_.Full()) {
      if (in_preamble_ && at_ >= document) in_preamble_ = false;
      Step();
    }
    Flush();
  }

 private:
  void Step() {
    if (tex_[at_] == '\\') {
      Command();
    } else if (tex_.substr(at_, 2) == "$$") {
      Formula(at_ + 2, "$$");
    } else if (tex_[at_] == '\n' && EmptyLineAt(at_)) {
      Flush();
      ++at_;
    } else {
      text_ += tex_[at_++];
    }
  }

  [[nodiscard]] bool EmptyLineAt(std::size_t at) const {
    const std::size_t next = tex_.find_first_not_of(" \t", at + 1);
    return next != std::string_view::npos && tex_[next] == '\n';
  }

  void Command() {
    const TexCommand command = TexCommandAt(tex_, at_);
    const std::string_view name = command.name;
    std::size_t at = command.end;
    if (const std::uint8_t level = HeadingLevel(name); level > 0) {
      TexGroup(tex_, at, '[');
      Block(BlockKind::kHeading, TexGroup(tex_, at), level);
    } else if (name == "begin") {
      const std::string_view environment = TexGroup(tex_, at);
      Begin(environment, at);
      return;
    } else if (name == "end") {
      End(TexGroup(tex_, at));
    } else if (name == "[") {
      Formula(at, "\\]");
      return;
    } else if (name == "item" || name == "bibitem") {
      Flush();
      kind_ = BlockKind::kListItem;
      const std::string_view label = TexGroup(tex_, at, '[');
      if (name == "bibitem") TexGroup(tex_, at);
      if (!label.empty()) text_ = std::string(label) + ": ";
      if (label.empty() && !numbers_.empty() && numbers_.back() > 0) {
        text_ = std::to_string(numbers_.back()++) + ". ";
      }
    } else if (name == "caption" || name == "caption*" || name == "captionof") {
      TexGroup(tex_, at, '[');
      Block(BlockKind::kCaption, TexGroup(tex_, at), 0);
    } else if (name == "title" || name == "author" || name == "date") {
      TexGroup(tex_, at, '[');
      Metadata(name, TexGroup(tex_, at));
    } else if (IsOneOf(name,
                       "newcommand renewcommand providecommand def newenvironment usepackage "
                       "documentclass newtheorem theoremstyle DeclareMathOperator let "
                       "RequirePackage definecolor lstset tikzset")) {
      SkipArguments(at);
    } else if (IsOneOf(name, "input include subfile")) {
      out_.Warn("another file was not read: " + std::string(TexGroup(tex_, at)));
    } else {
      // Left to TexText, with what stands behind it.
      at = std::max(command.end, at_ + 1);
      text_ += tex_.substr(at_, at - at_);
    }
    at_ = std::max(at, at_ + 1);
  }

  void SkipArguments(std::size_t& at) {
    for (int i = 0; i < 8; ++i) {
      const std::size_t before = at;
      if (at < tex_.size() && tex_[at] == '\\') at = TexCommandAt(tex_, at).end;
      TexGroup(tex_, at, '[');
      TexGroup(tex_, at);
      if (at == before) break;
    }
  }

  void Begin(std::string_view name, std::size_t at) {
    const std::string_view bare =
        !name.empty() && name.back() == '*' ? name.substr(0, name.size() - 1) : name;
    const std::string close = "\\end{" + std::string(name) + "}";
    if (IsOneOf(bare,
                "verbatim lstlisting minted Verbatim alltt comment tikzpicture filecontents")) {
      Flush();
      const std::size_t end = std::min(tex_.find(close, at), tex_.size());
      TexGroup(tex_, at, '[');
      if (bare == "minted") TexGroup(tex_, at);
      at = std::min(at, end);
      const bool shown = !IsOneOf(bare, "comment tikzpicture filecontents");
      if (shown) out_.Add(BlockKind::kCode, WithoutFirstLineEnd(tex_.substr(at, end - at)));
      at_ = std::min(end + close.size(), tex_.size());
    } else if (IsOneOf(bare,
                       "equation align gather multline eqnarray displaymath flalign alignat "
                       "math")) {
      Formula(at, close);
    } else if (IsOneOf(bare, "tabular tabularx tabulary longtable array supertabular")) {
      Flush();
      const std::size_t end = std::min(tex_.find(close, at), tex_.size());
      if (bare == "tabularx" || (bare == "tabular" && bare != name)) TexGroup(tex_, at);
      TexGroup(tex_, at, '[');
      TexGroup(tex_, at);
      at = std::min(at, end);
      AddTexTable(tex_.substr(at, end - at), out_);
      at_ = std::min(end + close.size(), tex_.size());
    } else {
      Flush();
      if (bare == "abstract") out_.Add(BlockKind::kHeading, "Abstract", 2);
      if (IsOneOf(bare, "itemize description thebibliography")) numbers_.push_back(0);
      if (bare == "enumerate") numbers_.push_back(1);
      TexGroup(tex_, at, '[');
      if (IsOneOf(bare, "thebibliography minipage multicols wrapfigure")) TexGroup(tex_, at);
      at_ = at;
    }
  }

  void End(std::string_view name) {
    Flush();
    if (IsOneOf(name, "itemize description thebibliography enumerate") && !numbers_.empty()) {
      numbers_.pop_back();
    }
  }

  void Formula(std::size_t at, std::string_view close) {
    Flush();
    const std::size_t end = std::min(tex_.find(close, at), tex_.size());
    if (!in_preamble_) out_.Add(BlockKind::kFormula, tex_.substr(at, end - at));
    at_ = std::min(end + close.size(), tex_.size());
  }

  void Block(BlockKind kind, std::string_view tex, std::uint8_t level) {
    Flush();
    std::vector<std::string> notes;
    out_.Add(kind, TexText(tex, notes), level);
    for (const std::string& note : notes) out_.Add(BlockKind::kNote, note);
  }

  void Metadata(std::string_view name, std::string_view tex) {
    std::vector<std::string> notes;
    const std::string text = TexText(tex, notes);
    if (name == "title") {
      out_.SetTitle(text);
      out_.Add(BlockKind::kHeading, text, 1);
    } else {
      out_.AddMetadata(name, text);
    }
  }

  static std::string_view WithoutFirstLineEnd(std::string_view code) {
    if (!code.empty() && code[0] == '\n') code.remove_prefix(1);
    return code;
  }

  void Flush() {
    const std::string tex = std::exchange(text_, {});
    std::vector<std::string> notes;
    if (!in_preamble_) {
      out_.Add(kind_, TexText(tex, notes),
               static_cast<std::uint8_t>(kind_ == BlockKind::kListItem
                                             ? std::clamp<std::size_t>(numbers_.size(), 1, 9)
                                             : 0));
    }
    for (const std::string& note : notes) out_.Add(BlockKind::kNote, note);
    kind_ = BlockKind::kParagraph;
  }

  std::string_view tex_;
  DocumentBuilder& out_;
  std::size_t at_ = 0;
  std::string text_;
  BlockKind kind_ = BlockKind::kParagraph;
  std::vector<int> numbers_;  // of open lists: the next number, 0 without numbers
  bool in_preamble_ = false;
};

}  // namespace

void ReadTex(std::string_view text, DocumentBuilder& out) {
  const std::string tex = WithoutTexComments(text);
  Reader(tex, out).Run();
}

}  // namespace wenyuan::parse
