#include "ooxml_package.h"

#include <array>
#include <utility>

#include "part_names.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxXmlBytes = std::size_t{60} << 20U;  // its tree needs ten times as much

std::string RelationshipsPart(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  const std::size_t name = slash == std::string_view::npos ? 0 : slash + 1;
  return std::string(part.substr(0, name)) + "_rels/" + std::string(part.substr(name)) + ".rels";
}

}  // namespace

Result<OoxmlPackage> OoxmlPackage::Open(std::string_view bytes, std::string_view format) {
  OoxmlPackage package;
  package.format_ = format;
  WY_TRY(package.zip_, ZipFile::Open(bytes, format));
  const auto& entries = package.zip_->Entries();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    package.parts_.emplace(AsciiLower(ResolvePart("", entries[i].name)), i);
  }
  return package;
}

bool OoxmlPackage::Has(std::string_view part) const { return parts_.count(AsciiLower(part)) != 0; }

std::string OoxmlPackage::MainPart() { return Related("", "officeDocument"); }

Result<std::string> OoxmlPackage::ReadBytes(std::string_view part) {
  const auto found = parts_.find(AsciiLower(part));
  if (found == parts_.end()) {
    const std::string name(part);
    return BrokenFile(format_, {"its part “" + name + "” is missing; save it again",
                                "缺少部件“" + name + "”，请重新保存"});
  }
  if (!decoder_) return zip_->Read(found->second);
  WY_TRY(std::string bytes, zip_->Read(found->second));
  return decoder_(ResolvePart("", zip_->Entries()[found->second].name), std::move(bytes));
}

Result<std::unique_ptr<pugi::xml_document>> OoxmlPackage::Read(std::string_view part,
                                                               unsigned flags) {
  const std::string name(part);
  const auto found = parts_.find(AsciiLower(part));
  if (found != parts_.end() && zip_->Entries()[found->second].size > kMaxXmlBytes) {
    return FileTooLarge(format_, {"its part “" + name + "” is larger than 60 MB; split the file",
                                  "部件“" + name + "”超过 60 MB，请拆分文件"});
  }
  WY_TRY(const std::string bytes, ReadBytes(part));
  auto document = std::make_unique<pugi::xml_document>();
  const auto parsed = document->load_buffer(bytes.data(), bytes.size(), flags);
  if (!parsed || !document->document_element()) {
    return BrokenFile(format_, {"its part “" + name + "” is not well-formed XML; save it again",
                                "部件“" + name + "”不是合法的 XML，请重新保存"});
  }
  return document;
}

std::unique_ptr<pugi::xml_document> OoxmlPackage::ReadOptional(std::string_view part,
                                                               DocumentBuilder& out) {
  if (part.empty() || !Has(part)) return nullptr;
  auto document = Read(part);
  if (document) return *std::move(document);
  out.Warn(document.error().message);
  return nullptr;
}

std::map<std::string, Relationship> OoxmlPackage::Relationships(std::string_view part) {
  std::map<std::string, Relationship> relationships;
  const auto document = Read(RelationshipsPart(part));
  if (!document) return relationships;
  for (const pugi::xml_node node : (*document)->document_element().children()) {
    Relationship relationship;
    const std::string_view type = Attribute(node, "Type");
    relationship.type = type.substr(type.rfind('/') + 1);
    relationship.external = Attribute(node, "TargetMode") == "External";
    const std::string_view target = Attribute(node, "Target");
    relationship.target = relationship.external ? std::string(target) : ResolvePart(part, target);
    relationships.emplace(Attribute(node, "Id"), std::move(relationship));
  }
  return relationships;
}

std::string OoxmlPackage::Related(std::string_view part, std::string_view type) {
  for (const auto& [id, relationship] : Relationships(part)) {
    if (relationship.type == type && !relationship.external) return relationship.target;
  }
  return {};
}

void OoxmlPackage::ReadProperties(DocumentBuilder& out) {
  const auto core = ReadOptional(Related("", "core-properties"), out);
  if (core == nullptr) return;
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNames = {
      {{"creator", "author"},
       {"subject", "subject"},
       {"keywords", "keywords"},
       {"description", "description"},
       {"created", "created"},
       {"modified", "date"}}};
  for (const pugi::xml_node node : core->document_element().children()) {
    if (LocalName(node) == "title") out.SetTitle(node.text().get());
    for (const auto& [from, to] : kNames) {
      if (LocalName(node) == from) out.AddMetadata(to, node.text().get());
    }
  }
}

OoxmlKind RecogniseOoxml(std::string_view bytes) {
  if (!HasZipMagic(bytes)) return OoxmlKind::kNone;
  auto package = OoxmlPackage::Open(bytes, "office");
  if (!package || !package->Has("[Content_Types].xml")) return OoxmlKind::kNone;
  const std::string main = package->MainPart();
  auto types = package->Read("[Content_Types].xml");
  if (!types) return OoxmlKind::kOther;
  for (const pugi::xml_node node : (*types)->document_element().children()) {
    if (ResolvePart("", Attribute(node, "PartName")) != main) continue;
    const std::string_view type = Attribute(node, "ContentType");
    if (type.find("word") != std::string_view::npos) return OoxmlKind::kWord;
    if (type.find("presentation") != std::string_view::npos ||
        type.find("powerpoint") != std::string_view::npos) {
      return OoxmlKind::kPowerPoint;
    }
    if (type.find("binary") != std::string_view::npos) return OoxmlKind::kOther;  // xlsb
    if (type.find("sheet") != std::string_view::npos ||
        type.find("excel") != std::string_view::npos) {
      return OoxmlKind::kExcel;
    }
  }
  // Programs other than Office name the type as a default of the extension, or not at all.
  if (EndsWithIgnoringCase(main, "document.xml")) return OoxmlKind::kWord;
  if (EndsWithIgnoringCase(main, "workbook.xml")) return OoxmlKind::kExcel;
  if (EndsWithIgnoringCase(main, "presentation.xml")) return OoxmlKind::kPowerPoint;
  return OoxmlKind::kOther;
}

}  // namespace wenyuan::parse
