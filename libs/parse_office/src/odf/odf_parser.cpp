#include "wenyuan/parse_office/odf_parser.h"

#include <set>
#include <string>

#include "odf/odf_file.h"
#include "odf/odf_reader.h"
#include "odf/odf_sheet.h"
#include "odf/odf_slides.h"
#include "odf/odf_styles.h"
#include "odf/odf_text.h"
#include "wenyuan/parse_kit/ciphers.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

// The headers or footers of all page styles, once each.
void AddPageText(pugi::xml_node styles, std::string_view kind, DocumentBuilder& out) {
  std::set<std::string> seen;
  for (const pugi::xml_node master : Child(styles, "master-styles").children()) {
    for (const pugi::xml_node node : master.children()) {
      if (!LocalName(node).starts_with(kind)) continue;
      const std::string text = OdfTextBelow(node);
      if (!text.empty() && seen.insert(text).second) out.Add(BlockKind::kPageHeader, text);
    }
  }
}

class OdfParser final : public Parser {
 public:
  OdfParser() { WarmUpCiphers(); }
  [[nodiscard]] std::string_view Name() const override { return "odf"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    return RecogniseOdf(bytes) == OdfKind::kNone ? 0 : 95;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    const OdfKind kind = RecogniseOdf(request.bytes);
    const std::string_view format = OdfFormat(kind);
    WY_TRY(OdfFile file, OdfFile::Open(request.bytes, format, request.password));
    DocumentBuilder out(format, request.limits);
    file.ReadMetadata(out);
    OdfStyles styles;
    styles.Load(file.Content());  // first: what a document styles itself wins
    styles.Load(file.Styles());
    const pugi::xml_node body = file.Body();
    if (LocalName(body) == "spreadsheet") {
      ReadOdfSheets(body, file, styles, out);
    } else if (LocalName(body) == "presentation" || LocalName(body) == "drawing") {
      ReadOdfSlides(body, file, styles, out);
    } else {
      AddPageText(file.Styles(), "header", out);
      OdfReader(file, styles, out).Run(body);
      AddPageText(file.Styles(), "footer", out);
    }
    WY_TRY(Document document, out.Finish());
    document.thumbnail = file.Thumbnail();
    return document;
  }
};

}  // namespace

std::unique_ptr<Parser> MakeOdfParser() { return std::make_unique<OdfParser>(); }

}  // namespace wenyuan::parse
