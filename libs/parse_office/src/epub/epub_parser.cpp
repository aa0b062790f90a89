#include "wenyuan/parse_office/epub_parser.h"

#include <string>
#include <utility>

#include "epub/epub_book.h"
#include "epub/xhtml.h"
#include "ooxml_package.h"
#include "part_names.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/html_reader.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxThumbnail = std::size_t{1} << 20U;

class EpubParser final : public Parser {
 public:
  EpubParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "epub"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return IsEpub(bytes) ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    WY_TRY(OoxmlPackage package, OoxmlPackage::Open(request.bytes, Name()));
    DocumentBuilder out(Name(), request.limits);
    WY_TRY(const EpubBook book, ReadEpubBook(package, out));
    for (const std::string& chapter : book.chapters) {
      if (out.Full()) break;
      AddChapter(package, book, chapter, out);
    }
    WY_TRY(Document document, out.Finish());
    if (!book.cover.empty()) document.thumbnail = Cover(package, book.cover);
    return document;
  }

 private:
  // A chapter that cannot be read leaves the others whole.
  static void AddChapter(OoxmlPackage& package, const EpubBook& book, const std::string& chapter,
                         DocumentBuilder& out) {
    const auto bytes = package.ReadBytes(chapter);
    if (!bytes) {
      out.Warn(bytes.error().message);
      return;
    }
    std::string html = XhtmlAsHtml(charset::ToUtf8(*bytes).utf8);
    const auto title = book.titles.find(chapter);
    if (title != book.titles.end() && !HasHtmlHeading(html)) {
      out.Add(BlockKind::kHeading, title->second.text, title->second.level);
    }
    const auto picture = [&](std::string_view address) -> std::uint32_t {
      const std::string part = ResolveLink(chapter, address);
      if (part.empty() || !package.Has(part)) return 0;
      return out.AddPicture(part, [&] { return package.ReadBytes(part).value_or(""); });
    };
    if (const auto read = ReadHtml(std::move(html), false, out, picture); !read) {
      out.Warn("“" + chapter + "” was left out: " + read.error().message);
    }
  }

  static std::string Cover(OoxmlPackage& package, const std::string& part) {
    auto picture = package.ReadBytes(part);
    const bool good = picture && picture->size() <= kMaxThumbnail &&
                      (picture->starts_with("\x89PNG") || picture->starts_with("\xFF\xD8"));
    return good ? *std::move(picture) : std::string();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeEpubParser() { return std::make_unique<EpubParser>(); }

}  // namespace wenyuan::parse
