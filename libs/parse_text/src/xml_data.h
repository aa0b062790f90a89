#pragma once

#include "data_tree.h"
#include "xml_tree.h"

namespace wenyuan::parse {

// An element as data: attributes and elements by name, neighbours of one name as an array, elements
// with text among elements as that text. Requires elements nested no deeper than 256 levels.
void XmlToData(pugi::xml_node element, DataTree& tree);

}  // namespace wenyuan::parse
