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

// "Li, 2026-01-31T10:00: " in front of a comment; what is not known is left out.
std::string CommentStart(std::string_view author, std::string_view time);

// A table of DrawingML (a:tbl).
Table ReadDrawingTable(pugi::xml_node table);

// The chart or diagram (SmartArt) that a relationship leads to; others are left alone. A chart is
// its kind and title as caption and its cached categories and series as a table.
void AddChart(OoxmlPackage& package, const Relationship& relationship, DocumentBuilder& out);

// All that a part refers to.
void AddCharts(OoxmlPackage& package, std::string_view part, DocumentBuilder& out);

// The whole files inside that a part refers to become attachments.
void AddEmbedded(OoxmlPackage& package, std::string_view part, DocumentBuilder& out);

}  // namespace wenyuan::parse
