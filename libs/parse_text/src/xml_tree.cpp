#include "xml_tree.h"

#include <algorithm>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {

pugi::xml_node XmlChild(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_node child : node.children()) {
    if (LocalName(child) == name) return child;
  }
  return {};
}

std::string_view XmlAttribute(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view all = attribute.name();
    if (all.substr(all.find(':') + 1) == name) return attribute.value();
  }
  return {};
}

bool HasOwnText(pugi::xml_node node) {
  return std::any_of(node.begin(), node.end(), [](pugi::xml_node child) {
    return IsTextNode(child) && !Trim(child.value()).empty();
  });
}

std::size_t XmlDepth(pugi::xml_node root) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  pugi::xml_node node = root;
  while (node) {
    if (node.first_child()) {
      node = node.first_child();
      deepest = std::max(deepest, ++depth);
      continue;
    }
    while (node && node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (!node || node == root) break;
    node = node.next_sibling();
  }
  return deepest;
}

}  // namespace wenyuan::parse
