#include "wenyuan/parse_text/markup_parsers.h"

#include <initializer_list>
#include <string>
#include <utility>

#include "markup_readers.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/looks_like_text.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/text_input.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kSample = 16 << 10U;
constexpr std::size_t kMaxBytes = std::size_t{16} << 20U;  // more than people write by hand

// What tells a language: endings of names, and marks of which one must stand at the start of a
// line.
struct Language {
  std::string_view name;
  std::initializer_list<std::string_view> endings;
  std::initializer_list<std::string_view> marks;
  void (*read)(std::string_view text, DocumentBuilder& out);
};

class MarkupParser final : public Parser {
 public:
  explicit MarkupParser(const Language& language) : language_(language) { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return language_.name; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    for (const std::string_view ending : language_.endings) {
      if (EndsWithIgnoringCase(name, ending)) return LooksLikeText(bytes) ? 64 : 0;
    }
    const std::string text = "\n" + std::string(bytes.substr(0, kSample));
    for (const std::string_view mark : language_.marks) {
      if (text.find("\n" + std::string(mark)) != std::string::npos) {
        return LooksLikeText(bytes) ? 40 : 0;
      }
    }
    return 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    DocumentBuilder out(Name(), request.limits);
    WY_TRY(const std::string text, ReadTextFile(request, Name(), out, kMaxBytes));
    language_.read(text, out);
    return out.Finish();
  }

 private:
  const Language& language_;
};

const Language kRst{"rst", {".rst", ".rest"}, {".. toctree::", ".. code-block::"}, ReadRst};
const Language kOrg{"org", {".org"}, {"#+TITLE:", "#+title:", "#+BEGIN_SRC"}, ReadOrg};
const Language kAsciidoc{
    "asciidoc", {".adoc", ".asciidoc", ".asc"}, {"[source,", "|===", ":toc:"}, ReadAsciidoc};
const Language kTextile{"textile", {".textile"}, {}, ReadTextile};
const Language kTex{"tex",
                    {".tex", ".latex", ".ltx"},
                    {"\\documentclass", "\\begin{document}", "\\section{"},
                    ReadTex};

}  // namespace

std::unique_ptr<Parser> MakeRstParser() { return std::make_unique<MarkupParser>(kRst); }
std::unique_ptr<Parser> MakeOrgParser() { return std::make_unique<MarkupParser>(kOrg); }
std::unique_ptr<Parser> MakeAsciidocParser() { return std::make_unique<MarkupParser>(kAsciidoc); }
std::unique_ptr<Parser> MakeTextileParser() { return std::make_unique<MarkupParser>(kTextile); }
std::unique_ptr<Parser> MakeTexParser() { return std::make_unique<MarkupParser>(kTex); }

}  // namespace wenyuan::parse
