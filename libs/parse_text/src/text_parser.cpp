#include "wenyuan/parse_text/text_parser.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "line_grammar.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/looks_like_text.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

struct Line {
  std::string_view text;  // trimmed
  bool indented = false;
  std::size_t width = 0;
};

std::vector<Line> SplitLines(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t end = text.find_first_of("\n\r\f", at);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view raw = text.substr(at, end - at);
    const std::string_view trimmed = Trim(raw);
    const auto indent = static_cast<std::size_t>(trimmed.data() - raw.data());
    lines.push_back({trimmed, !trimmed.empty() && indent >= 2, DisplayWidth(trimmed)});
    at = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  return lines;
}

// The column where an editor wrapped the lines, 0 when it did not.
std::size_t WrapColumn(const std::vector<Line>& lines) {
  std::vector<std::size_t> widths;
  for (const Line& line : lines) {
    if (line.width > 0) widths.push_back(line.width);
  }
  if (widths.size() < 4) return 0;
  const auto at = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() * 9 / 10);
  std::nth_element(widths.begin(), at, widths.end());
  return *at >= 40 && *at <= 110 ? *at : 0;
}

bool IsUnderline(std::string_view line, char mark) {
  return line.size() >= 3 && line.find_first_not_of(mark) == std::string_view::npos;
}

bool EndsInHan(std::string_view text) {
  return text.size() >= 3 && static_cast<unsigned char>(text[text.size() - 3]) >= 0xE3;
}

class Reader {
 public:
  Reader(std::vector<Line> lines, DocumentBuilder& out)
      : lines_(std::move(lines)), wrap_(WrapColumn(lines_)), out_(out) {}

  void Run() {
    for (std::size_t i = 0; i < lines_.size() && !out_.Full(); ++i) {
      if (lines_[i].width == 0) {
        Flush();
      } else if (TakeUnderlined(i)) {
        ++i;
      } else {
        TakeLine(i);
      }
    }
    Flush();
  }

 private:
  [[nodiscard]] bool Blank(std::size_t i) const {
    return i >= lines_.size() || lines_[i].width == 0;
  }

  bool TakeUnderlined(std::size_t i) {
    if (i + 1 >= lines_.size() || !paragraph_.empty() || lines_[i].width > 100) return false;
    const bool first = IsUnderline(lines_[i + 1].text, '=');
    if (!first && !IsUnderline(lines_[i + 1].text, '-')) return false;
    out_.Add(BlockKind::kHeading, lines_[i].text, first ? 1 : 2);
    return true;
  }

  void TakeLine(std::size_t i) {
    const Line& line = lines_[i];
    const bool alone = (i == 0 || Blank(i - 1)) && Blank(i + 1);
    const LineKind found = ClassifyLine(line.text, alone);
    // A number at the start of a wrapped line is part of the sentence.
    const bool continues =
        !paragraph_.empty() && Wrapped(i - 1) && !EndsSentence(lines_[i - 1].text);
    if (found.kind == LineKind::Kind::kHeading && !continues) {
      Flush();
      out_.Add(BlockKind::kHeading, found.text, found.level);
      return;
    }
    if (found.kind == LineKind::Kind::kListItem && !continues) {
      Flush();
      kind_ = BlockKind::kListItem;
      level_ = found.level;
      paragraph_ = found.text;
      return;
    }
    if (alone && out_.Empty() && line.width <= 60 && !EndsSentence(line.text)) {
      out_.Add(BlockKind::kHeading, line.text, 1);  // a title
      return;
    }
    if (!paragraph_.empty() && ((found.starts && !continues) || !Joins(i))) Flush();
    if (!paragraph_.empty()) {
      const bool han = EndsInHan(paragraph_) && static_cast<unsigned char>(line.text[0]) >= 0xE3;
      if (!Wrapped(i - 1) && kind_ == BlockKind::kParagraph) {
        paragraph_ += '\n';
      } else if (!han) {
        paragraph_ += ' ';
      }
    }
    paragraph_ += line.text;
  }

  [[nodiscard]] bool Wrapped(std::size_t i) const {
    return wrap_ != 0 && lines_[i].width * 4 >= wrap_ * 3;
  }

  // Whether line `i` belongs to the paragraph of the line before.
  [[nodiscard]] bool Joins(std::size_t i) const {
    if (kind_ == BlockKind::kListItem) return Wrapped(i - 1) || lines_[i].indented;
    if (lines_[i].indented && !lines_[i - 1].indented) return false;
    if (Wrapped(i - 1)) return true;
    // Unwrapped text has one paragraph a line; short lines (an address, a poem) stay together.
    return lines_[i - 1].width < 60 && lines_[i].width < 60 && !EndsSentence(lines_[i - 1].text);
  }

  void Flush() {
    out_.Add(kind_, paragraph_, kind_ == BlockKind::kListItem ? level_ : std::uint8_t{0});
    paragraph_.clear();
    kind_ = BlockKind::kParagraph;
  }

  std::vector<Line> lines_;
  std::size_t wrap_;
  DocumentBuilder& out_;
  std::string paragraph_;
  BlockKind kind_ = BlockKind::kParagraph;
  std::uint8_t level_ = 0;
};

class TextParser final : public Parser {
 public:
  TextParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "txt"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    if (!LooksLikeText(bytes)) return 0;
    return EndsWithIgnoringCase(name, ".txt") || EndsWithIgnoringCase(name, ".log") ? 50 : 20;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    if (request.bytes.size() > request.limits.max_input_bytes) {
      return FileTooLarge(
          "txt", {"it is larger than a file may be; split it", "它超过文件大小上限，请拆分"});
    }
    DocumentBuilder out("txt", request.limits);
    const charset::Text text = charset::ToUtf8(request.bytes);
    out.AddMetadata("charset", text.charset);
    if (text.damaged) out.Warn("some bytes mean nothing in " + text.charset + " and were replaced");
    Reader(SplitLines(text.utf8), out).Run();
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeTextParser() { return std::make_unique<TextParser>(); }

}  // namespace wenyuan::parse
