#include "wenyuan/parse_office/ofd_parser.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "ofd/ofd_document.h"
#include "ooxml_package.h"
#include "part_names.h"
#include "placed/placed_text.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/zip_file.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kMain = "OFD.xml";

void ReadInfo(pugi::xml_node info, DocumentBuilder& out) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNames = {
      {{"Author", "author"},
       {"Subject", "subject"},
       {"Abstract", "description"},
       {"CreationDate", "created"},
       {"ModDate", "date"},
       {"Creator", "creator"}}};
  for (const pugi::xml_node node : info.children()) {
    const std::string_view name = LocalName(node);
    if (name == "Title") out.SetTitle(node.text().get());
    for (const auto& [from, to] : kNames) {
      if (name == from) out.AddMetadata(to, node.text().get());
    }
    for (const pugi::xml_node entry : node.children()) {
      if (LocalName(entry) == "Keyword") out.AddMetadata("keywords", entry.text().get());
      if (LocalName(entry) == "CustomData") {  // invoices keep their number and sums here
        out.AddMetadata(Attribute(entry, "Name"), entry.text().get());
      }
    }
  }
}

// Who signed and when; whether a signature is good is not looked at.
void ReadSignatures(OoxmlPackage& package, const std::string& list, DocumentBuilder& out) {
  const auto xml = package.ReadOptional(list, out);
  if (xml == nullptr) return;
  for (const pugi::xml_node node : xml->document_element().children()) {
    if (LocalName(node) != "Signature") continue;
    const std::string part = ResolvePart(list, Attribute(node, "BaseLoc"));
    const auto signature = package.ReadOptional(part, out);
    if (signature == nullptr) continue;
    const pugi::xml_node info = Child(signature->document_element(), "SignedInfo");
    const pugi::xml_node provider = Child(info, "Provider");
    std::string text = Attribute(node, "Type") == "Sign" ? "signature" : "seal";
    for (const std::string_view piece :
         {Attribute(provider, "ProviderName"), Attribute(provider, "Company"),
          std::string_view(Child(info, "SignatureDateTime").text().get())}) {
      if (!piece.empty()) text += ", " + std::string(piece);
    }
    out.AddMetadata("signature", text);
  }
}

class OfdParser final : public Parser {
 public:
  explicit OfdParser(PageLayoutMaker make_layout) : make_layout_(std::move(make_layout)) {}

  [[nodiscard]] std::string_view Name() const override { return "ofd"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    if (!HasZipMagic(bytes)) return 0;
    auto package = OoxmlPackage::Open(bytes, Name());
    if (!package) return 0;
    const auto main = package->Read(kMain);
    return main && LocalName((*main)->document_element()) == "OFD" ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    WY_TRY(OoxmlPackage package, OoxmlPackage::Open(request.bytes, Name()));
    if (package.Has("Encryptions.xml")) {
      return UnsupportedFile(Name(), {"it is encrypted; save it without encryption and import it "
                                      "again",
                                      "文件已加密，请取消加密后重新导入"});
    }
    WY_TRY(const auto main, package.Read(kMain));
    DocumentBuilder out(Name(), request.limits);
    const auto layout = make_layout_();
    PlacedText text(Name(), *layout, request.limits);
    std::vector<PlacedTitle> titles;
    for (const pugi::xml_node body : main->document_element().children()) {
      if (LocalName(body) != "DocBody") continue;
      ReadInfo(Child(body, "DocInfo"), out);
      const std::string root = ResolvePart("", Trim(Child(body, "DocRoot").text().get()));
      if (root.empty()) continue;
      WY_CHECK(OfdDocument(package, root, out).Run(text, titles));
      const std::string signatures = ResolvePart("", Trim(Child(body, "Signatures").text().get()));
      if (!signatures.empty()) ReadSignatures(package, signatures, out);
    }
    WY_CHECK(text.Finish(titles, out));
    return out.Finish();
  }

 private:
  PageLayoutMaker make_layout_;
};

}  // namespace

std::unique_ptr<Parser> MakeOfdParser(PageLayoutMaker make_layout) {
  return std::make_unique<OfdParser>(std::move(make_layout));
}

}  // namespace wenyuan::parse
