#include "wenyuan/parse_text/source_parser.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "source_language.h"
#include "source_lines.h"
#include "source_symbols.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/looks_like_text.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/text_input.h"

namespace wenyuan::parse {
namespace {

using Shape = SourceLanguage::Shape;

constexpr std::size_t kLargeContainer = 60;  // lines, from which its members stand alone
constexpr std::size_t kShortStatement = 2;
constexpr std::size_t kMostNameless = 80;  // lines in one block
constexpr int kDeepest = 8;
constexpr std::size_t kMostWithoutEnd = 100;  // then the file is not what its name says

class Reader {
 public:
  Reader(std::vector<SourceLine> lines, const SourceLanguage& language, DocumentBuilder& out)
      : lines_(std::move(lines)), language_(language), out_(out) {}

  void Run() {
    Range(0, lines_.size(), 1);
    FlushNameless();
  }

 private:
  // Reads the lines of one level: pieces of code with the comments before them.
  void Range(std::size_t begin, std::size_t end, std::uint8_t level) {
    for (std::size_t at = begin; at < end && !out_.Full();) {
      if (lines_[at].blank) {
        ++at;
        continue;
      }
      std::size_t code = at;
      while (code < end && lines_[code].comment) ++code;
      if (code == end || lines_[code].blank) {  // a comment that stands alone
        FlushNameless();
        out_.Add(BlockKind::kParagraph, CommentText(lines_, at, code));
        at = code;
        continue;
      }
      const std::size_t stop = PieceEnd(code, end);
      Piece(at, code, stop, level);
      at = stop;
    }
  }

  void Piece(std::size_t comment, std::size_t begin, std::size_t end, std::uint8_t level) {
    const SourceSymbol symbol = FindSymbol(lines_, begin, end, language_);
    const bool short_one = end - begin <= kShortStatement && language_.shape == Shape::kBraces &&
                           !lines_[end - 1].closes;
    if (symbol.transparent && level < kDeepest) {
      Members(comment, begin, end, level);
      return;
    }
    if (symbol.name.empty() || short_one) {
      Nameless(comment, end);
      return;
    }
    FlushNameless();
    out_.Add(BlockKind::kHeading, symbol.name, level);
    if (symbol.container && end - begin > kLargeContainer && level < kDeepest) {
      Members(comment, begin, end, level + 1U);
      FlushNameless();
      return;
    }
    out_.Add(BlockKind::kParagraph, CommentText(lines_, comment, begin));
    out_.Add(BlockKind::kCode, Text(begin, end));
  }

  // The lines inside of a container; its first lines and its end go with what has no name.
  void Members(std::size_t comment, std::size_t begin, std::size_t end, unsigned level) {
    std::size_t body = begin + 1;
    if (language_.shape == Shape::kBraces) {
      body = begin;
      while (body < end && lines_[body].braces_after <= lines_[begin].braces_before) ++body;
      body = std::min(body + 1, end);
    }
    out_.Add(BlockKind::kParagraph, CommentText(lines_, comment, begin));
    Nameless(begin, body);
    const bool closed = language_.shape != Shape::kIndent && end > body;
    Range(body, closed ? end - 1 : end, static_cast<std::uint8_t>(level));
  }

  [[nodiscard]] std::size_t PieceEnd(std::size_t begin, std::size_t end) {
    switch (language_.shape) {
      case Shape::kBraces:
        return BracesEnd(begin, end);
      case Shape::kIndent:
        return IndentEnd(begin, end);
      case Shape::kEnd:
        return EndEnd(begin, end);
      case Shape::kFlat:
        break;
    }
    std::size_t at = begin;
    while (at < end && !(lines_[at].blank || EndsWith(at, ';'))) ++at;
    return std::min(at + 1, end);
  }

  [[nodiscard]] std::size_t BracesEnd(std::size_t begin, std::size_t end) const {
    const int base = lines_[begin].braces_before;
    for (std::size_t at = begin; at < end; ++at) {
      const SourceLine& line = lines_[at];
      if (line.braces_after > base || line.blank || line.comment) continue;
      if (line.closes || EndsWith(at, ';')) return at + 1;
      const std::string_view text = Trim(line.text);
      if (text[0] == '#' && text.substr(0, 2) != "#[") return at + 1;  // of the preprocessor
      if (line.parentheses_after > 0 || OpensLater(text, at, end)) continue;
      return at + 1;
    }
    return end;
  }

  // Whether a declaration goes on: annotations, a return type alone, a body on the next line.
  [[nodiscard]] bool OpensLater(std::string_view text, std::size_t at, std::size_t end) const {
    std::size_t next = at + 1;
    while (next < end && (lines_[next].blank || lines_[next].comment)) ++next;
    if (next >= end) return false;
    const char first = Trim(lines_[next].text)[0];
    if (first == '{' || std::string_view(":.&|?+").find(first) != std::string_view::npos)
      return true;
    if (text[0] == '@' || text.substr(0, 2) == "#[" || text.substr(0, 8) == "template") return true;
    return next == at + 1 &&
           std::string_view(",:=(+&|").find(text.back()) != std::string_view::npos;
  }

  [[nodiscard]] std::size_t IndentEnd(std::size_t begin, std::size_t end) const {
    const std::size_t base = lines_[begin].indent;
    std::size_t last = begin;
    bool decorated = Trim(lines_[begin].text)[0] == '@';
    for (std::size_t at = begin + 1; at < end; ++at) {
      const SourceLine& line = lines_[at];
      if (line.blank) continue;
      const bool inside =
          line.in_string || line.indent > base || lines_[at - 1].parentheses_after > 0;
      if (!inside && !decorated) break;
      if (!inside) decorated = Trim(line.text)[0] == '@';
      if (line.comment && line.indent <= base) continue;
      last = at;
    }
    return last + 1;
  }

  [[nodiscard]] std::size_t EndEnd(std::size_t begin, std::size_t end) {
    if (without_end_ >= kMostWithoutEnd ||
        FindSymbol(lines_, begin, begin + 1, language_).name.empty())
      return begin + 1;
    for (std::size_t at = begin; at < end; ++at) {
      const std::string_view text = Trim(lines_[at].text);
      const bool closes = text.substr(0, 3) == "end" && (text.size() == 3 || text[3] == ')');
      if (at > begin && lines_[at].indent == lines_[begin].indent && closes) return at + 1;
      if (at > begin && !lines_[at].blank && lines_[at].indent < lines_[begin].indent) break;
    }
    ++without_end_;
    return begin + 1;
  }

  [[nodiscard]] bool EndsWith(std::size_t at, char mark) const {
    const std::string_view text = Trim(lines_[at].text);
    return !text.empty() && text.back() == mark;
  }

  [[nodiscard]] std::string Text(std::size_t begin, std::size_t end) const {
    std::string text;
    for (std::size_t i = begin; i < end; ++i) text += std::string(lines_[i].text) + "\n";
    return text;
  }

  void Nameless(std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    if (nameless_lines_ + end - begin > kMostNameless) FlushNameless();
    nameless_ += Text(begin, end);
    nameless_lines_ += end - begin;
  }

  void FlushNameless() {
    out_.Add(BlockKind::kCode, std::exchange(nameless_, {}));
    nameless_lines_ = 0;
  }

  std::vector<SourceLine> lines_;
  const SourceLanguage& language_;
  DocumentBuilder& out_;
  std::string nameless_;
  std::size_t nameless_lines_ = 0;
  std::size_t without_end_ = 0;
};

class SourceParser final : public Parser {
 public:
  SourceParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "source"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    if (LanguageByName(name) != nullptr) return LooksLikeText(bytes) ? 60 : 0;
    return LanguageByFirstLine(bytes.substr(0, 200)) != nullptr && LooksLikeText(bytes) ? 45 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    DocumentBuilder out(Name(), request.limits);
    WY_TRY(const std::string text, ReadTextFile(request, Name(), out));
    const SourceLanguage* language = LanguageByName(request.name);
    if (language == nullptr) language = LanguageByFirstLine(text);
    if (language == nullptr) language = LanguageByName("a.c");
    out.SetTitle(BaseName(request.name));
    out.AddMetadata("language", language->name);
    Reader(ReadSourceLines(text, *language), *language, out).Run();
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeSourceParser() { return std::make_unique<SourceParser>(); }

}  // namespace wenyuan::parse
