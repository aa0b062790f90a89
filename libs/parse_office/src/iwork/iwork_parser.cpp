#include "wenyuan/parse_office/iwork_parser.h"

#include <string>
#include <utility>

#include "ooxml_package.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/zip_file.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kFormat = "iWork";

// Of the generation until 2009; a later one keeps records of Apple's own instead.
std::string XmlIndex(const OoxmlPackage& package) {
  for (const std::string_view name : {"index.xml", "index.apxl"}) {
    if (package.Has(name)) return std::string(name);
  }
  return {};
}

bool IsIwork(const OoxmlPackage& package) {
  if (package.Has("Index/Document.iwa") || package.Has("Index.zip")) return true;
  return !XmlIndex(package).empty() && package.Has("buildVersionHistory.plist");
}

// The paragraphs of flowing text; tables and drawings of that generation are left out.
void AddParagraphs(pugi::xml_node root, DocumentBuilder& out) {
  std::string text;
  int bodies = 0;
  WalkXml(
      root,
      [&](pugi::xml_node node) {
        if (node.type() == pugi::node_pcdata && bodies > 0) text += node.value();
        const std::string_view name = LocalName(node);
        if (name == "text-body") ++bodies;
        if (name == "br" || name == "lnbr") text += '\n';
        if (name == "tab") text += '\t';
        return name != "stylesheet";
      },
      [&](pugi::xml_node node) {
        const std::string_view name = LocalName(node);
        if (name == "text-body") --bodies;
        if (name == "p") out.Add(BlockKind::kParagraph, std::exchange(text, {}));
      });
}

class IworkParser final : public Parser {
 public:
  [[nodiscard]] std::string_view Name() const override { return "iwork"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    if (!HasZipMagic(bytes)) return 0;
    const auto package = OoxmlPackage::Open(bytes, kFormat);
    return package && IsIwork(*package) ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    WY_TRY(OoxmlPackage package, OoxmlPackage::Open(request.bytes, kFormat));
    DocumentBuilder out(Name(), request.limits);
    if (package.Has(".iwph") || package.Has(".iwpv2")) return Encrypted();
    if (const std::string index = XmlIndex(package); !index.empty()) {
      const auto bytes = package.ReadBytes(index);
      if (!bytes || !bytes->starts_with('<')) return Encrypted();
      WY_TRY(const auto xml, package.Read(index, pugi::parse_default | pugi::parse_ws_pcdata));
      AddParagraphs(xml->document_element(), out);
    }
    if (auto preview = package.ReadBytes("QuickLook/Preview.pdf")) {
      out.AddAttachment("Preview.pdf", *std::move(preview));
    }
    out.Warn("partial: only flowing text of old files and the preview of a file are read");
    if (out.Empty()) {
      return UnsupportedFile(kFormat, {"it holds no preview that could be read; export it as PDF "
                                       "or as an Office file",
                                       "其中没有可读取的预览，请导出为 PDF 或 Office 文件"});
    }
    return out.Finish();
  }

 private:
  static Error Encrypted() {
    return UnsupportedFile(kFormat, {"it is encrypted, or damaged; remove its password and "
                                     "import it again",
                                     "文件已加密或已损坏，请取消密码后重新导入"});
  }
};

}  // namespace

std::unique_ptr<Parser> MakeIworkParser() { return std::make_unique<IworkParser>(); }

}  // namespace wenyuan::parse
