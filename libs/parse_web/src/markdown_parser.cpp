#include "wenyuan/parse_web/markdown_parser.h"

#include <algorithm>
#include <string>

#include "markdown_reader.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/looks_like_text.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

// How many kinds of Markdown marks the first lines show.
int CountMarks(std::string_view text) {
  int marks = 0;
  for (const std::string_view mark :
       {"\n# ", "\n## ", "\n```", "](http", "\n|--", "\n| --", "\n* [", "\n- [", "**"}) {
    if (text.find(mark) != std::string_view::npos) ++marks;
  }
  return marks;
}

class MarkdownParser final : public Parser {
 public:
  MarkdownParser() {
    charset::WarmUp();
    WarmUpMarkdown();
  }

  [[nodiscard]] std::string_view Name() const override { return "md"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    if (!LooksLikeText(bytes)) return 0;
    if (EndsWithIgnoringCase(name, ".md") || EndsWithIgnoringCase(name, ".markdown")) return 65;
    if (EndsWithIgnoringCase(name, ".txt")) return 0;
    return CountMarks("\n" + std::string(bytes.substr(0, 16'384))) >= 3 ? 30 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    if (request.bytes.size() > std::min(request.limits.max_input_bytes, kMaxBytes)) {
      return FileTooLarge("md", {"it may have 64 MB at most", "不能超过 64 MB"});
    }
    const charset::Text text = charset::ToUtf8(request.bytes);
    DocumentBuilder out("md", request.limits);
    if (text.damaged) out.Warn("some bytes mean nothing in " + text.charset + " and were replaced");
    WY_CHECK(ReadMarkdown(text.utf8, out));
    return out.Finish();
  }

 private:
  static constexpr std::size_t kMaxBytes = std::size_t{64} << 20U;
};

}  // namespace

std::unique_ptr<Parser> MakeMarkdownParser() { return std::make_unique<MarkdownParser>(); }

}  // namespace wenyuan::parse
