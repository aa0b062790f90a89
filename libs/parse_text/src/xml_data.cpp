#include "xml_data.h"

#include <string>

#include "wenyuan/parse_kit/strings.h"
#include "xml_text.h"

namespace wenyuan::parse {
namespace {

bool IsDeclaration(std::string_view attribute) {
  return attribute.substr(0, 5) == "xmlns" || attribute.find("schemaLocation") != std::string::npos;
}

pugi::xml_node NextElement(pugi::xml_node node) {
  while (node && !IsElement(node)) node = node.next_sibling();
  return node;
}

std::string OwnText(pugi::xml_node node) {
  std::string text;
  for (const pugi::xml_node child : node.children()) {
    if (IsTextNode(child)) text += child.value();
  }
  return std::string(Trim(text));
}

void AddAttributes(pugi::xml_node element, DataTree& tree) {
  for (const pugi::xml_attribute attribute : element.attributes()) {
    if (IsDeclaration(attribute.name()) || *attribute.value() == 0) continue;
    tree.Key(attribute.name());
    tree.Scalar(attribute.value());
  }
}

bool HasAttributes(pugi::xml_node element) {
  for (const pugi::xml_attribute attribute : element.attributes()) {
    if (!IsDeclaration(attribute.name()) && *attribute.value() != 0) return true;
  }
  return false;
}

}  // namespace

void XmlToData(pugi::xml_node element, DataTree& tree) {
  const bool attributes = HasAttributes(element);
  const pugi::xml_node first = NextElement(element.first_child());
  const bool mixed = first && HasOwnText(element);
  if (!first || mixed) {
    const std::string text = mixed ? XmlText(element) : OwnText(element);
    if (!attributes) {
      tree.Scalar(text);
      return;
    }
    if (!tree.Begin(DataTree::Kind::kObject)) return;
    AddAttributes(element, tree);
    if (!text.empty()) {
      tree.Key("text");
      tree.Scalar(text);
    }
    tree.End();
    return;
  }
  if (!tree.Begin(DataTree::Kind::kObject)) return;
  AddAttributes(element, tree);
  for (pugi::xml_node child = first; child && !tree.Full();) {
    const std::string_view name = child.name();
    const pugi::xml_node next = NextElement(child.next_sibling());
    tree.Key(name);
    if (!next || next.name() != name) {
      XmlToData(child, tree);
      child = next;
      continue;
    }
    if (!tree.Begin(DataTree::Kind::kArray)) return;
    for (; child && child.name() == name; child = NextElement(child.next_sibling())) {
      XmlToData(child, tree);
    }
    tree.End();
  }
  tree.End();
}

}  // namespace wenyuan::parse
