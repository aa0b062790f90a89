#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace wenyuan::parse {

// "p" of "x:p".
inline std::string_view LocalName(pugi::xml_node node) {
  const std::string_view all = node.name();
  return all.substr(all.find(':') + 1);
}

inline bool IsElement(pugi::xml_node node) { return node.type() == pugi::node_element; }
inline bool IsTextNode(pugi::xml_node node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

// The first child element with this local name.
pugi::xml_node XmlChild(pugi::xml_node node, std::string_view name);

// An attribute by local name.
std::string_view XmlAttribute(pugi::xml_node node, std::string_view name);

// Whether a node has text of its own, besides what is in its elements.
bool HasOwnText(pugi::xml_node node);

// How deep elements are nested, counted without recursion.
std::size_t XmlDepth(pugi::xml_node root);

}  // namespace wenyuan::parse
