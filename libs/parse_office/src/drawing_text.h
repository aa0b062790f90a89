#pragma once

#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "ooxml_package.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

struct DrawingParagraph {
  std::string text;
  std::uint32_t depth = 0;
  bool bullet_off = false;
  std::string marker;  // automatic number
};

// The paragraphs (a:p) below a node; empty ones are left out.
std::vector<DrawingParagraph> DrawingParagraphs(pugi::xml_node root);

// A table of DrawingML (a:tbl).
Table ReadDrawingTable(pugi::xml_node table);

// The cached values of a chart part: its title as caption, categories and series as a table.
void AddChart(pugi::xml_node chart, DocumentBuilder& out);

// The charts and diagrams (SmartArt) that a part refers to.
void AddCharts(OoxmlPackage& package, std::string_view part, DocumentBuilder& out);

}  // namespace wenyuan::parse
