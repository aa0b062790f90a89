#include "wenyuan/parse_office/hwpx_parser.h"

#include <string>
#include <vector>

#include "hwpx/hwpx_section.h"
#include "ooxml_package.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/heading_by_name.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/zip_file.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kFormat = "hwpx";
constexpr std::string_view kContents = "Contents/content.hpf";
constexpr std::string_view kHead = "Contents/header.xml";
constexpr std::string_view kManifest = "META-INF/manifest.xml";
constexpr std::string_view kFirstPage = "Preview/PrvImage.png";

using Parts = std::map<std::string, std::string, std::less<>>;  // by id: what lies where

Parts ReadManifest(pugi::xml_node package) {
  Parts parts;
  for (const pugi::xml_node item : Child(package, "manifest").children()) {
    parts.emplace(Attribute(item, "id"), Attribute(item, "href"));
  }
  return parts;
}

void ReadMetadata(pugi::xml_node metadata, DocumentBuilder& out) {
  for (const pugi::xml_node one : metadata.children()) {
    const std::string_view kind =
        LocalName(one) == "meta" ? Attribute(one, "name") : LocalName(one);
    const std::string value = one.text().get();
    if (kind == "title") out.SetTitle(value);
    if (kind == "creator") out.AddMetadata("author", value);
    if (kind == "subject" || kind == "description") out.AddMetadata(kind, value);
    if (kind == "keyword") out.AddMetadata("keywords", value);
    if (kind == "CreatedDate") out.AddMetadata("created", value);
    if (kind == "ModifiedDate") out.AddMetadata("date", value);
  }
}

void ReadStyles(pugi::xml_node head, HwpxContext& context) {
  const pugi::xml_node styles = Child(Child(head, "refList"), "styles");
  for (const pugi::xml_node style : styles.children()) {
    const std::uint8_t level = HeadingByName(Attribute(style, "name"));
    if (level > 0) context.heading_levels.emplace(Attribute(style, "id"), level);
  }
}

class HwpxParser final : public Parser {
 public:
  [[nodiscard]] std::string_view Name() const override { return kFormat; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    if (!HasZipMagic(bytes)) return 0;
    auto package = OoxmlPackage::Open(bytes, kFormat);
    if (!package) return 0;
    const auto type = package->ReadBytes("mimetype");
    return type && Trim(*type) == "application/hwp+zip" ? 95 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    WY_TRY(OoxmlPackage package, OoxmlPackage::Open(request.bytes, kFormat));
    const std::string manifest = package.ReadBytes(kManifest).value_or("");
    if (manifest.find("encryption-data") != std::string::npos) {
      return UnsupportedFile(kFormat,
                             {"it is encrypted; remove its password in Hangul and import it again",
                              "文件已加密，请在 Hangul 中取消密码后重新导入"});
    }
    DocumentBuilder out(kFormat, request.limits);
    WY_TRY(const auto contents, package.Read(kContents));
    const pugi::xml_node root = contents->document_element();
    ReadMetadata(Child(root, "metadata"), out);
    const Parts parts = ReadManifest(root);
    HwpxContext context;
    if (const auto head = package.ReadOptional(kHead, out)) {
      ReadStyles(head->document_element(), context);
    }
    context.picture = [&](std::string_view id) -> std::uint32_t {
      const auto part = parts.find(id);
      if (part == parts.end() || !package.Has(part->second)) return 0;
      return out.AddPicture(part->second,
                            [&] { return package.ReadBytes(part->second).value_or(""); });
    };
    for (const pugi::xml_node item : Child(root, "spine").children()) {
      const auto part = parts.find(Attribute(item, "idref"));
      if (part == parts.end() || out.Full()) continue;
      const auto section = ReadSection(package, part->second, out);
      if (section) AddHwpxSection(section->document_element(), context, out);
    }
    if (package.Has(kFirstPage)) out.SetThumbnail(package.ReadBytes(kFirstPage).value_or(""));
    return out.Finish();
  }

 private:
  // Null for the other parts that the list names, and for one that is damaged.
  static std::unique_ptr<pugi::xml_document> ReadSection(OoxmlPackage& package,
                                                         const std::string& part,
                                                         DocumentBuilder& out) {
    if (part.find("section") == std::string::npos) return nullptr;
    return package.ReadOptional(part, out);
  }
};

}  // namespace

std::unique_ptr<Parser> MakeHwpxParser() { return std::make_unique<HwpxParser>(); }

}  // namespace wenyuan::parse
