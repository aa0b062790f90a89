#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "ooxml_package.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// The pictures that a part refers to by relationship.
class PartPictures {
 public:
  // `package` and `out` must outlive the object.
  PartPictures(OoxmlPackage& package, std::string_view part, DocumentBuilder& out);
  // What DocumentBuilder::AddPicture gives for it; 0 where the relationship leads to none.
  std::uint32_t Add(std::string_view id);

 private:
  OoxmlPackage& package_;
  DocumentBuilder& out_;
  const std::map<std::string, Relationship> relationships_;
};

// The picture of its first page that the package carries.
void AddThumbnail(OoxmlPackage& package, DocumentBuilder& out);

}  // namespace wenyuan::parse
