#include "wenyuan/parse_web/html_parser.h"

#include <algorithm>
#include <string>
#include <utility>

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/html_reader.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kHead = 4'096;

// What the page says of its charset, as browsers look for it.
std::string DeclaredCharset(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kHead);
  std::size_t at = FindIgnoringCase(head, "charset=");
  std::size_t skip = 8;
  if (at == std::string_view::npos) {
    at = FindIgnoringCase(head, "encoding=");  // of an XML declaration
    skip = 9;
  }
  if (at == std::string_view::npos) return {};
  at += skip;
  while (at < head.size() && (head[at] == '"' || head[at] == '\'' || head[at] == ' ')) ++at;
  const std::size_t end = std::min(head.find_first_of("\"'> ;/?\r\n", at), head.size());
  return std::string(head.substr(at, end - at));
}

class HtmlParser final : public Parser {
 public:
  HtmlParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "html"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    const std::string_view head = bytes.substr(0, kHead);
    const std::string text = charset::ToUtf8(head).utf8;
    const std::string_view start = Trim(text);
    if (start.empty() || start[0] != '<') return 0;
    const std::size_t html = FindIgnoringCase(start, "<html");
    const bool is_xml_of_another_kind =
        start.substr(0, 5) == "<?xml" && html == std::string_view::npos;
    if (is_xml_of_another_kind) return 0;
    if (html != std::string_view::npos || FindIgnoringCase(start, "<!doctype html") == 0) return 85;
    if (EndsWithIgnoringCase(name, ".html") || EndsWithIgnoringCase(name, ".htm")) return 60;
    for (const std::string_view tag :
         {"<head", "<body", "<div", "<table", "<p>", "<h1", "<title"}) {
      if (FindIgnoringCase(start, tag) == 0) return 40;
    }
    return 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    if (request.bytes.size() > std::min(request.limits.max_input_bytes, kMaxBytes)) {
      return FileTooLarge("html", {"a page may have 64 MB at most", "网页不能超过 64 MB"});
    }
    charset::Text text = charset::ToUtf8(request.bytes, DeclaredCharset(request.bytes));
    DocumentBuilder out("html", request.limits);
    if (text.damaged) out.Warn("some bytes mean nothing in " + text.charset + " and were replaced");
    WY_CHECK(ReadHtml(std::move(text.utf8), true, out));
    return out.Finish();
  }

 private:
  static constexpr std::size_t kMaxBytes = std::size_t{64} << 20U;  // a tree needs 10 times as much
};

}  // namespace

std::unique_ptr<Parser> MakeHtmlParser() { return std::make_unique<HtmlParser>(); }

}  // namespace wenyuan::parse
