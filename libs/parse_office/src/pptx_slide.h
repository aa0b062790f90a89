#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <utility>
#include <vector>

#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Where the placeholders of a layout stand, so that a slide which does not say can be ordered.
class PptxLayout {
 public:
  void Load(pugi::xml_node layout);
  struct Position {
    long long top = 0;
    long long left = 0;
    bool known = false;
  };
  [[nodiscard]] Position Find(pugi::xml_node placeholder) const;

 private:
  std::map<std::pair<std::string, std::string>, Position> positions_;  // by type and index
};

// The shapes of a slide from top to bottom, the title first.
void AddSlideShapes(pugi::xml_node slide, const PptxLayout& layout, DocumentBuilder& out);

}  // namespace wenyuan::parse
