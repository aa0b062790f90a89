#pragma once

#include <pugixml.hpp>
#include <string_view>
#include <vector>

#include "ofd/ofd_resources.h"
#include "placed/run_text.h"
#include "placed/transform.h"
#include "wenyuan/parse_kit/page_layout.h"

namespace wenyuan::parse {

// Four numbers in millimetres, as ST_Box has them.
struct OfdBox {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};
OfdBox OfdBoxOf(std::string_view text);

constexpr double kPointsPerMillimetre = 72 / 25.4;

// Adds what the objects below `content` draw: the content of a page or template, the appearance of
// an annotation. `origin` is where their coordinates start, in points.
void AddOfdObjects(pugi::xml_node content, const OfdResources& resources, const Transform& origin,
                   PlacedPage& page);

// Adds the characters of the TextCode elements of a TextObject.
void AddOfdText(pugi::xml_node object, const RunLook& look, const Transform& transform,
                std::vector<PlacedGlyph>& glyphs);

}  // namespace wenyuan::parse
