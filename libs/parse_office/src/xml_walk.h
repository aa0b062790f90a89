#pragma once

#include <pugixml.hpp>
#include <string_view>

namespace wenyuan::parse {

// "p" of "w:p": the prefixes of OOXML are conventions only.
inline std::string_view LocalName(const char* name) {
  const std::string_view all = name;
  const std::size_t colon = all.find(':');
  return colon == std::string_view::npos ? all : all.substr(colon + 1);
}
inline std::string_view LocalName(pugi::xml_node node) { return LocalName(node.name()); }

// The first child element with this local name.
inline pugi::xml_node Child(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_node child : node.children()) {
    if (LocalName(child) == name) return child;
  }
  return {};
}

// An attribute by local name.
inline std::string_view Attribute(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    if (LocalName(attribute.name()) == name) return attribute.value();
  }
  return {};
}

// Visits what is below `root` in document order without recursion. `enter(node)` says whether to go
// into the children; `leave(node)` is called for each node that was entered so.
template <typename Enter, typename Leave>
void WalkXml(pugi::xml_node root, Enter enter, Leave leave) {
  pugi::xml_node node = root.first_child();
  while (node) {
    if (enter(node)) {
      if (const pugi::xml_node child = node.first_child()) {
        node = child;
        continue;
      }
      leave(node);
    }
    while (!node.next_sibling()) {
      node = node.parent();
      if (!node || node == root) return;
      leave(node);
    }
    node = node.next_sibling();
  }
}

// Whether an on/off property element is on: it is there and its value is not "0", "false" or "off".
inline bool IsOn(pugi::xml_node property) {
  const std::string_view value = Attribute(property, "val");
  return property && value != "0" && value != "false" && value != "off";
}

}  // namespace wenyuan::parse
