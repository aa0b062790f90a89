#pragma once

#include <functional>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "part_pictures.h"
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

// Adds what a relationship of the slide stands for.
using AddPart = std::function<void(std::string_view id)>;

// The shapes of a slide from top to bottom, the title first; pictures by their descriptions, charts
// and diagrams in their places.
void AddSlideShapes(pugi::xml_node slide, const PptxLayout& layout, const AddPart& add_part,
                    PartPictures& pictures, DocumentBuilder& out);

// What a layout or master itself writes on its slides: text in no placeholder.
std::vector<std::string> FixedTexts(pugi::xml_node layout);

}  // namespace wenyuan::parse
