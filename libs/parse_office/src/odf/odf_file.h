#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "ooxml_package.h"
#include "wenyuan/base/result.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

enum class OdfKind : std::uint8_t { kNone, kText, kSpreadsheet, kPresentation, kDrawing };

// What the file says that it is: by its entry "mimetype", by its manifest, or by the root element
// of a flat file.
OdfKind RecogniseOdf(std::string_view bytes);

// "odt", "ods", "odp", "odg".
std::string_view OdfFormat(OdfKind kind);

// The parts of an OpenDocument file, packed or flat. One thread at a time; its nodes live as long
// as it does.
class OdfFile {
 public:
  // kPermissionDenied when it is encrypted and the password does not open it.
  static Result<OdfFile> Open(std::string_view bytes, std::string_view format,
                              std::string_view password);

  // office:document-content and so on; a null node where the file has none.
  [[nodiscard]] pugi::xml_node Content() const { return content_; }
  [[nodiscard]] pugi::xml_node Styles() const { return styles_; }
  // The child of office:body: office:text, office:spreadsheet …
  [[nodiscard]] pugi::xml_node Body() const;
  // The root element of an embedded object, "./Object 1"; a null node when it has no XML.
  pugi::xml_node Object(std::string_view reference);
  void ReadMetadata(DocumentBuilder& out) const;
  // PNG; empty when there is none.
  std::string Thumbnail();
  // What DocumentBuilder::AddPicture gives for the file that a picture refers to, or has in it.
  std::uint32_t Picture(pugi::xml_node image, DocumentBuilder& out);

 private:
  Result<void> OpenPackage(std::string_view bytes, std::string_view format,
                           std::string_view password);

  std::optional<OoxmlPackage> package_;
  std::vector<std::unique_ptr<pugi::xml_document>> documents_;
  pugi::xml_node content_;
  pugi::xml_node styles_;
  pugi::xml_node meta_;
};

}  // namespace wenyuan::parse
