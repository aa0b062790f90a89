#include "docx_styles.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "wenyuan/parse_kit/heading_by_name.h"
#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr int kMaxInheritance = 20;

bool OneOf(std::string_view name, std::initializer_list<std::string_view> names) {
  const std::string lower = AsciiLower(name);
  return std::find(names.begin(), names.end(), lower) != names.end();
}

}  // namespace

void DocxStyles::Load(pugi::xml_node styles) {
  std::unordered_map<std::string, pugi::xml_node> nodes;
  for (const pugi::xml_node style : styles.children()) {
    if (LocalName(style) == "style") nodes.emplace(Attribute(style, "styleId"), style);
  }
  for (const auto& [id, node] : nodes) {
    ParagraphStyle style;
    bool outlined = false;
    pugi::xml_node at = node;
    for (int i = 0; i < kMaxInheritance && at; ++i) {
      const std::string_view name = Attribute(Child(at, "name"), "val");
      const pugi::xml_node properties = Child(at, "pPr");
      if (style.heading == 0 && !outlined) style.heading = HeadingByName(name);
      if (const auto level = Child(properties, "outlineLvl"); level && style.heading == 0) {
        const int value = std::atoi(std::string(Attribute(level, "val")).c_str());
        if (!outlined && value >= 0 && value < 9)
          style.heading = static_cast<std::uint8_t>(value + 1);
        outlined = true;
      }
      style.title = style.title || OneOf(name, {"title", "标题", "標題"});
      style.caption = style.caption || OneOf(name, {"caption", "题注", "題注", "標號"});
      const pugi::xml_node number = Child(properties, "numPr");
      if (style.list.empty() && number) {
        style.list = Attribute(Child(number, "numId"), "val");
        const std::string depth(Attribute(Child(number, "ilvl"), "val"));
        style.depth = static_cast<std::uint32_t>(std::clamp(std::atoi(depth.c_str()), 0, 8));
      }
      const auto parent = nodes.find(std::string(Attribute(Child(at, "basedOn"), "val")));
      at = parent == nodes.end() ? pugi::xml_node() : parent->second;
    }
    if (style.title && style.heading == 0) style.heading = 1;
    styles_.emplace(id, std::move(style));
  }
}

const ParagraphStyle& DocxStyles::Find(std::string_view id) const {
  static const ParagraphStyle kPlain;
  const auto found = styles_.find(std::string(id));
  return found == styles_.end() ? kPlain : found->second;
}

}  // namespace wenyuan::parse
