#include "wenyuan/parse_office/docx_parser.h"

#include <set>
#include <string>

#include "docx_reader.h"
#include "docx_text.h"
#include "drawing_text.h"
#include "ooxml_package.h"
#include "part_pictures.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/html_reader.h"
#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

class DocxParser final : public Parser {
 public:
  [[nodiscard]] std::string_view Name() const override { return "docx"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return RecogniseOoxml(bytes) == OoxmlKind::kWord ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    WY_TRY(OoxmlPackage package, OoxmlPackage::Open(request.bytes, Name()));
    const std::string main = package.MainPart();
    WY_TRY(const auto document, package.Read(main));
    DocumentBuilder out(Name(), request.limits);
    package.ReadProperties(out);
    DocxContext context;
    LoadContext(package, main, context, out);
    AddPageText(package, main, "header", out);
    const auto relationships = package.Relationships(main);
    DrawnParts drawn(package, main, out);
    context.add_part = [&](std::string_view id) {
      const auto found = relationships.find(std::string(id));
      const bool chunk = found != relationships.end() && found->second.type == "aFChunk";
      if (chunk && !found->second.external) AddChunk(package, found->second.target, out);
      drawn.Add(id);
    };
    PartPictures pictures(package, main, out);
    context.picture = [&](std::string_view id) { return pictures.Add(id); };
    AddThumbnail(package, out);
    DocxReader(context, out).Run(Child(document->document_element(), "body"));
    drawn.AddRest();
    AddEmbedded(package, main, out);
    AddPageText(package, main, "footer", out);
    return out.Finish();
  }

 private:
  // A document that the body takes in whole: pages are read in place, others become files.
  static void AddChunk(OoxmlPackage& package, const std::string& part, DocumentBuilder& out) {
    auto bytes = package.ReadBytes(part);
    if (!bytes) {
      out.Warn(bytes.error().message);
      return;
    }
    const bool page = EndsWithIgnoringCase(part, "htm") || EndsWithIgnoringCase(part, "html");
    if (!page) {
      out.AddAttachment(part.substr(part.rfind('/') + 1), *std::move(bytes));
    } else if (const auto read = ReadHtml(charset::ToUtf8(*bytes).utf8, false, out); !read) {
      out.Warn(read.error().message);
    }
  }

  static void LoadContext(OoxmlPackage& package, const std::string& main, DocxContext& context,
                          DocumentBuilder& out) {
    const auto load = [&](std::string_view type) {
      return package.ReadOptional(package.Related(main, type), out);
    };
    if (const auto xml = load("styles")) context.styles.Load(xml->document_element());
    if (const auto xml = load("numbering")) context.numbering.Load(xml->document_element());
    if (const auto xml = load("footnotes"))
      context.footnotes = ReadDocxNotes(xml->document_element());
    if (const auto xml = load("endnotes"))
      context.endnotes = ReadDocxNotes(xml->document_element());
    if (const auto xml = load("comments"))
      context.comments = ReadDocxNotes(xml->document_element());
  }

  static void AddPageText(OoxmlPackage& package, const std::string& main, std::string_view type,
                          DocumentBuilder& out) {
    std::set<std::string> seen;
    for (const auto& [id, relationship] : package.Relationships(main)) {
      if (relationship.type != type) continue;
      const auto xml = package.ReadOptional(relationship.target, out);
      if (xml == nullptr) continue;
      const std::string text = DocxTextBelow(xml->document_element());
      if (seen.insert(text).second) out.Add(BlockKind::kPageHeader, text);
    }
  }
};

}  // namespace

std::unique_ptr<Parser> MakeDocxParser() { return std::make_unique<DocxParser>(); }

}  // namespace wenyuan::parse
