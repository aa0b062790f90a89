#include "odf/odf_styles.h"

#include <utility>

#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr int kMaxAncestors = 20;

}  // namespace

void OdfStyles::Load(pugi::xml_node root) {
  for (const std::string_view group : {"styles", "automatic-styles"}) {
    for (const pugi::xml_node node : Child(root, group).children()) {
      const std::string_view name = LocalName(node);
      if (name == "style") Add(node);
      if (name == "list-style") lists_.emplace(Attribute(node, "name"), node);
      if (name == "outline-style" && !outline_) outline_ = node;
    }
  }
}

void OdfStyles::Add(pugi::xml_node node) {
  Style style;
  style.parent = Attribute(node, "parent-style-name");
  style.hidden = Attribute(Child(node, "text-properties"), "display") == "none" ||
                 Attribute(Child(node, "table-properties"), "display") == "false" ||
                 Attribute(Child(node, "drawing-page-properties"), "visibility") == "hidden";
  // "super 58%", or how far above the line.
  const std::string_view position = Attribute(Child(node, "text-properties"), "text-position");
  style.raised = position.starts_with("super") ||
                 (!position.empty() && position[0] >= '1' && position[0] <= '9');
  const std::string key =
      std::string(Attribute(node, "family")) + ":" + std::string(Attribute(node, "name"));
  styles_.emplace(key, std::move(style));
}

const OdfStyles::Style* OdfStyles::Find(std::string_view family, std::string_view name) const {
  const auto found = styles_.find(std::string(family) + ":" + std::string(name));
  return found == styles_.end() ? nullptr : &found->second;
}

bool OdfStyles::Inherits(std::string_view family, std::string_view name,
                         std::string_view ancestor) const {
  std::string current(name);
  for (int i = 0; i < kMaxAncestors && !current.empty(); ++i) {
    if (current == ancestor) return true;
    const Style* style = Find(family, current);
    if (style == nullptr) return false;
    current = style->parent;
  }
  return false;
}

bool OdfStyles::IsHidden(std::string_view family, std::string_view name) const {
  const Style* style = Find(family, name);
  for (int i = 0; i < kMaxAncestors && style != nullptr; ++i) {
    if (style->hidden) return true;
    style = Find(family, style->parent);
  }
  return false;
}

bool OdfStyles::IsRaised(std::string_view name) const {
  const Style* style = Find("text", name);
  return style != nullptr && style->raised;
}

pugi::xml_node OdfStyles::List(std::string_view name) const {
  const auto found = lists_.find(name);
  return found == lists_.end() ? pugi::xml_node() : found->second;
}

}  // namespace wenyuan::parse
