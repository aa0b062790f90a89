#pragma once

#include <map>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "ooxml_package.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// The fonts and groups of objects that pages refer to by number.
class OfdResources {
 public:
  // Adds a resource file. A broken one is a warning.
  void Load(OoxmlPackage& package, const std::string& part, DocumentBuilder& out);

  [[nodiscard]] bool IsBold(std::string_view font) const;
  // The content of a CompositeGraphicUnit; a null node when there is none.
  [[nodiscard]] pugi::xml_node Group(std::string_view id) const;

 private:
  std::map<std::string, bool, std::less<>> bold_;  // by the font's id
  std::map<std::string, pugi::xml_node, std::less<>> groups_;
  std::vector<std::unique_ptr<pugi::xml_document>> files_;
};

}  // namespace wenyuan::parse
