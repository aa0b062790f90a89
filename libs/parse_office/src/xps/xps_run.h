#pragma once

#include <pugixml.hpp>
#include <vector>

#include "placed/font_file.h"
#include "placed/run_text.h"
#include "placed/transform.h"
#include "wenyuan/parse_kit/page_layout.h"

namespace wenyuan::parse {

// Adds the characters of a Glyphs element where they stand.
void AddXpsRun(pugi::xml_node element, const FontFile& font, const RunLook& look,
               const Transform& transform, std::vector<PlacedGlyph>& glyphs);

}  // namespace wenyuan::parse
