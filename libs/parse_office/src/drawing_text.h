#pragma once

#include <cstdint>
#include <map>
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

// The charts and diagrams (SmartArt) of a part, each once. A chart is its kind and title as caption
// and its cached categories and series as a table.
class DrawnParts {
 public:
  // `package` and `out` must outlive the object.
  DrawnParts(OoxmlPackage& package, std::string_view part, DocumentBuilder& out);
  // What relationship `id` leads to; nothing when that is something else or was added before.
  void Add(std::string_view id);
  // What nothing pointed to.
  void AddRest();

 private:
  OoxmlPackage& package_;
  DocumentBuilder& out_;
  std::map<std::string, Relationship> waiting_;
};

// The whole files and the objects of other programs that a part refers to become attachments.
void AddEmbedded(OoxmlPackage& package, std::string_view part, DocumentBuilder& out);

}  // namespace wenyuan::parse
