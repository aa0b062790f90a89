#pragma once

#include "wenyuan/parse_kit/document_builder.h"
#include "xml_tree.h"

namespace wenyuan::parse {

// Whether the names of the elements are those of documents that people read: JATS, DITA, DocBook.
bool IsXmlDocument(pugi::xml_node root);

// "jats", "dita", "docbook", else "xml".
const char* XmlDocumentFormat(pugi::xml_node root);

// Requires elements nested no deeper than 256 levels.
void ReadXmlDocument(pugi::xml_node root, DocumentBuilder& out);

}  // namespace wenyuan::parse
