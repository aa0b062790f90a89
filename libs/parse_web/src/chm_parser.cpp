#include "wenyuan/parse_web/chm_parser.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "chm_contents.h"
#include "chm_file.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/html_reader.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kLargestPage = std::size_t{16} << 20U;

// Pages to which contents refer may say nothing of their charset; the contents are in the same.
std::string DeclaredCharset(std::string_view html) {
  const std::size_t at = FindIgnoringCase(html.substr(0, 4'096), "charset=");
  if (at == std::string_view::npos) return {};
  const std::string_view rest = html.substr(at + 8, 40);
  const std::size_t start = rest.find_first_not_of("\"' ");
  if (start == std::string_view::npos) return {};
  return std::string(rest.substr(start, rest.find_first_of("\"' >;/", start) - start));
}

// A page often starts with its title, which the contents have said: without it.
std::string WithoutTitle(std::string html, std::string_view title) {
  const std::size_t body = FindIgnoringCase(html, "<body");
  std::size_t at = body == std::string::npos ? 0 : body;
  while (at < html.size() &&
         (html[at] == '<' || html[at] == ' ' || html[at] == '\n' || html[at] == '\r')) {
    at = html[at] == '<' ? std::min(html.find('>', at), html.size() - 1) + 1 : at + 1;
  }
  const std::size_t end = at + title.size();
  const bool same = !title.empty() && html.compare(at, title.size(), title) == 0 &&
                    end < html.size() &&
                    (html[end] == '<' || html[end] == '\r' || html[end] == '\n');
  if (same) html.erase(at, title.size());
  return html;
}

bool IsPage(std::string_view path) {
  return EndsWithIgnoringCase(path, ".htm") || EndsWithIgnoringCase(path, ".html");
}

class Reader {
 public:
  Reader(ChmFile& file, DocumentBuilder& out) : file_(file), out_(out) {
    for (std::size_t i = 0; i < file.Entries().size(); ++i) {
      places_.emplace(AsciiLower(file.Entries()[i].path), i);
    }
  }

  Result<void> Run() {
    for (const ChmTopic& topic : Contents()) {
      if (out_.Full()) return {};
      const auto found = places_.find(AsciiLower(topic.path));
      const bool fresh = found != places_.end() && done_.insert(found->second).second;
      const bool whole_book = found != places_.end() && !fresh;
      if (whole_book) continue;  // a place inside of a page that was read
      out_.Add(BlockKind::kHeading, topic.title, topic.level);
      if (fresh) WY_CHECK(Page(found->second, topic.title));
    }
    // What the contents do not name comes behind them.
    for (std::size_t i = 0; i < file_.Entries().size() && !out_.Full(); ++i) {
      if (IsPage(file_.Entries()[i].path) && done_.insert(i).second) WY_CHECK(Page(i, ""));
    }
    return {};
  }

 private:
  std::vector<ChmTopic> Contents() {
    for (std::size_t i = 0; i < file_.Entries().size(); ++i) {
      if (!EndsWithIgnoringCase(file_.Entries()[i].path, ".hhc")) continue;
      const Result<std::string> bytes = file_.Read(i);
      if (!bytes) {
        out_.Warn("the table of contents is damaged; pages stand in the order of the file");
        return {};
      }
      return ReadChmContents(charset::ToUtf8(*bytes, DeclaredCharset(*bytes)).utf8);
    }
    return {};
  }

  Result<void> Page(std::size_t index, std::string_view title) {
    const ChmEntry& entry = file_.Entries()[index];
    if (entry.size > kLargestPage) {
      out_.Warn("“" + entry.path + "” is larger than 16 MB and was left out");
      return {};
    }
    const Result<std::string> bytes = file_.Read(index);
    if (!bytes && bytes.error().code == ErrorCode::kTooLarge) return bytes.error();
    if (!bytes) {
      out_.Warn("“" + entry.path + "” is damaged and was left out");
      return {};
    }
    if (title.empty()) out_.Add(BlockKind::kHeading, TitleOf(*bytes, entry.path), 1);
    std::string html = charset::ToUtf8(*bytes, DeclaredCharset(*bytes)).utf8;
    const Result<void> read = ReadHtml(WithoutTitle(std::move(html), title), false, out_);
    if (!read) out_.Warn("“" + entry.path + "” could not be read: " + read.error().message);
    return {};
  }

  static std::string TitleOf(const std::string& bytes, const std::string& path) {
    const std::size_t at = FindIgnoringCase(bytes, "<title>");
    const std::size_t end = FindIgnoringCase(bytes, "</title>", at == std::string::npos ? 0 : at);
    if (at == std::string::npos || end == std::string::npos || end < at + 7) return path;
    const std::string text =
        Collapse(charset::ToUtf8(bytes.substr(at + 7, end - at - 7), DeclaredCharset(bytes)).utf8);
    return text.empty() ? path : text;
  }

  ChmFile& file_;
  DocumentBuilder& out_;
  std::map<std::string, std::size_t> places_;
  std::set<std::size_t> done_;
};

class ChmParser final : public Parser {
 public:
  ChmParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "chm"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return bytes.substr(0, 4) == "ITSF" ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    WY_TRY(const auto file, ChmFile::Open(request.bytes));
    DocumentBuilder out(Name(), request.limits);
    WY_CHECK(Reader(*file, out).Run());
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeChmParser() { return std::make_unique<ChmParser>(); }

}  // namespace wenyuan::parse
