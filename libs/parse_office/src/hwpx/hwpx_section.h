#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// What a section refers to.
struct HwpxContext {
  std::map<std::string, std::uint8_t, std::less<>> heading_levels;  // by a style's number
  // What DocumentBuilder::AddPicture gives for a picture by its name in the package; 0: none.
  std::function<std::uint32_t(std::string_view)> picture;
};

// Adds the paragraphs, tables, notes and pictures of a section.
void AddHwpxSection(pugi::xml_node section, const HwpxContext& context, DocumentBuilder& out);

}  // namespace wenyuan::parse
