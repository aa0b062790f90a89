#include "odf/odf_file.h"

#include <array>
#include <utility>

#include "odf/odf_cipher.h"
#include "part_names.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/zip_file.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

// White space between two spans is a space between two words.
constexpr unsigned kXmlFlags = pugi::parse_default | pugi::parse_ws_pcdata;
constexpr std::size_t kMaxFlatBytes = std::size_t{60} << 20U;
constexpr std::size_t kMaxObjects = 200;
constexpr std::size_t kMaxThumbnail = std::size_t{1} << 20U;

OdfKind KindOfType(std::string_view type) {
  static constexpr std::array<std::pair<std::string_view, OdfKind>, 4> kTypes = {
      {{"application/vnd.oasis.opendocument.text", OdfKind::kText},
       {"application/vnd.oasis.opendocument.spreadsheet", OdfKind::kSpreadsheet},
       {"application/vnd.oasis.opendocument.presentation", OdfKind::kPresentation},
       {"application/vnd.oasis.opendocument.graphics", OdfKind::kDrawing}}};
  for (const auto& [name, kind] : kTypes) {
    if (type.starts_with(name)) return kind;
  }
  return OdfKind::kNone;
}

OdfKind KindOfManifest(OoxmlPackage& package) {
  const auto manifest = package.Read("META-INF/manifest.xml");
  if (!manifest) return OdfKind::kNone;
  for (const pugi::xml_node entry : (*manifest)->document_element().children()) {
    if (Attribute(entry, "full-path") == "/") return KindOfType(Attribute(entry, "media-type"));
  }
  return OdfKind::kNone;
}

// <office:document office:mimetype="…"> at the start of an XML file.
OdfKind KindOfFlat(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 8'192);
  if (head.find("<office:document") == std::string_view::npos) return OdfKind::kNone;
  constexpr std::string_view kAttribute = "office:mimetype=";
  const std::size_t at = head.find(kAttribute);
  if (at == std::string_view::npos) return OdfKind::kNone;
  const std::string_view value = head.substr(at + kAttribute.size());
  return value.empty() ? OdfKind::kNone : KindOfType(value.substr(1));
}

}  // namespace

OdfKind RecogniseOdf(std::string_view bytes) {
  if (!HasZipMagic(bytes)) return KindOfFlat(bytes);
  auto package = OoxmlPackage::Open(bytes, "odf");
  if (!package) return OdfKind::kNone;
  if (const auto type = package->ReadBytes("mimetype")) return KindOfType(*type);
  return KindOfManifest(*package);
}

std::string_view OdfFormat(OdfKind kind) {
  switch (kind) {
    case OdfKind::kText:
      return "odt";
    case OdfKind::kSpreadsheet:
      return "ods";
    case OdfKind::kPresentation:
      return "odp";
    case OdfKind::kDrawing:
      return "odg";
    case OdfKind::kNone:
      break;
  }
  return "odf";
}

Result<OdfFile> OdfFile::Open(std::string_view bytes, std::string_view format,
                              std::string_view password) {
  OdfFile file;
  if (HasZipMagic(bytes)) {
    WY_CHECK(file.OpenPackage(bytes, format, password));
    return file;
  }
  if (bytes.size() > kMaxFlatBytes) {
    return FileTooLarge(format,
                        {"it is larger than 60 MB; split the file", "它超过 60 MB，请拆分文件"});
  }
  auto flat = std::make_unique<pugi::xml_document>();
  if (!flat->load_buffer(bytes.data(), bytes.size(), kXmlFlags)) {
    return BrokenFile(format,
                      {"it is not well-formed XML; save it again", "它不是合法的 XML，请重新保存"});
  }
  file.content_ = file.styles_ = flat->document_element();
  file.meta_ = Child(file.content_, "meta");
  file.documents_.push_back(std::move(flat));
  return file;
}

Result<void> OdfFile::OpenPackage(std::string_view bytes, std::string_view format,
                                  std::string_view password) {
  WY_TRY(package_, OoxmlPackage::Open(bytes, format));
  if (const auto manifest = package_->Read("META-INF/manifest.xml")) {
    const OdfCipher cipher((*manifest)->document_element(), password, format);
    // Newer programs pack and encrypt the package whole.
    constexpr std::string_view kWhole = "encrypted-package";
    if (package_->Has(kWhole)) WY_CHECK(cipher.Open(kWhole, {}));
    if (cipher.Any()) {
      package_->DecodeWith([cipher](std::string_view part, std::string packed) {
        return cipher.Open(part, std::move(packed));
      });
    }
  }
  WY_TRY(auto content, package_->Read("content.xml", kXmlFlags));
  content_ = content->document_element();
  documents_.push_back(std::move(content));
  if (auto styles = package_->Read("styles.xml", kXmlFlags)) {
    styles_ = (*styles)->document_element();
    documents_.push_back(*std::move(styles));
  }
  if (auto meta = package_->Read("meta.xml", kXmlFlags)) {
    meta_ = Child((*meta)->document_element(), "meta");
    documents_.push_back(*std::move(meta));
  }
  return {};
}

pugi::xml_node OdfFile::Body() const {
  for (const pugi::xml_node node : Child(content_, "body").children()) {
    if (node.type() == pugi::node_element) return node;
  }
  return {};
}

pugi::xml_node OdfFile::Object(std::string_view reference) {
  if (!package_ || documents_.size() > kMaxObjects) return {};
  if (reference.starts_with("./")) reference.remove_prefix(2);
  while (reference.ends_with('/')) reference.remove_suffix(1);
  if (reference.empty()) return {};
  auto object = package_->Read(std::string(reference) + "/content.xml", kXmlFlags);
  if (!object) return {};
  const pugi::xml_node root = (*object)->document_element();
  documents_.push_back(*std::move(object));
  return root;
}

void OdfFile::ReadMetadata(DocumentBuilder& out) const {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kNames = {
      {{"creator", "author"},
       {"subject", "subject"},
       {"keyword", "keywords"},
       {"description", "description"},
       {"creation-date", "created"},
       {"date", "date"},
       {"language", "language"}}};
  bool author = false;
  for (const pugi::xml_node node : meta_.children()) {
    if (LocalName(node) == "title") out.SetTitle(node.text().get());
    author = author || LocalName(node) == "creator";
    for (const auto& [from, to] : kNames) {
      if (LocalName(node) == from) out.AddMetadata(to, node.text().get());
    }
  }
  if (!author) out.AddMetadata("author", Child(meta_, "initial-creator").text().get());
}

std::uint32_t OdfFile::Picture(pugi::xml_node image, DocumentBuilder& out) {
  if (!package_) return 0;
  const std::string part = ResolvePart("", Attribute(image, "href"));
  if (part.empty() || !package_->Has(part)) return 0;
  return out.AddPicture(part, [&] { return package_->ReadBytes(part).value_or(""); });
}

std::string OdfFile::Thumbnail() {
  if (!package_ || !package_->Has("Thumbnails/thumbnail.png")) return {};
  auto picture = package_->ReadBytes("Thumbnails/thumbnail.png");
  const bool good = picture && picture->size() <= kMaxThumbnail && picture->starts_with("\x89PNG");
  return good ? *std::move(picture) : std::string();
}

}  // namespace wenyuan::parse
