#include "docx_numbering.h"

#include <algorithm>
#include <cstdlib>

#include "wenyuan/parse_kit/list_number.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

int Integer(std::string_view text) { return std::atoi(std::string(text).c_str()); }

unsigned Start(pugi::xml_node node) {
  return static_cast<unsigned>(std::clamp(Integer(Attribute(node, "val")), 0, 1'000'000));
}

}  // namespace

void DocxNumbering::LoadLevel(pugi::xml_node node, List& list) {
  const int depth = Integer(Attribute(node, "ilvl"));
  if (depth < 0 || static_cast<std::size_t>(depth) >= kLevels) return;
  Level& level = list.levels[static_cast<std::size_t>(depth)];
  if (const auto start = Child(node, "start")) level.start = Start(start);
  if (const auto format = Child(node, "numFmt")) level.format = Attribute(format, "val");
  level.text = Attribute(Child(node, "lvlText"), "val");
  level.legal = IsOn(Child(node, "isLgl"));
}

void DocxNumbering::Load(pugi::xml_node numbering) {
  for (const pugi::xml_node node : numbering.children()) {
    if (LocalName(node) == "abstractNum") {
      List list;
      for (const pugi::xml_node level : node.children()) {
        if (LocalName(level) == "lvl") LoadLevel(level, list);
      }
      lists_.emplace(Attribute(node, "abstractNumId"), std::move(list));
    } else if (LocalName(node) == "num") {
      Instance instance;
      instance.list = Attribute(Child(node, "abstractNumId"), "val");
      for (const pugi::xml_node change : node.children()) {
        if (LocalName(change) != "lvlOverride") continue;
        const int depth = Integer(Attribute(change, "ilvl"));
        if (depth < 0 || static_cast<std::size_t>(depth) >= kLevels) continue;
        if (const auto start = Child(change, "startOverride")) {
          instance.restart[static_cast<std::uint32_t>(depth)] = Start(start);
        }
      }
      instances_.emplace(Attribute(node, "numId"), std::move(instance));
    }
  }
}

DocxNumbering::Marker DocxNumbering::Next(std::string_view id, std::uint32_t depth) {
  const auto instance = instances_.find(id);
  if (instance == instances_.end() || depth >= kLevels) return {};
  const auto found = lists_.find(instance->second.list);
  if (found == lists_.end()) return {};
  List& list = found->second;
  if (const auto restart = instance->second.restart.find(depth);
      restart != instance->second.restart.end()) {
    list.counts[depth] = restart->second;
    instance->second.restart.erase(restart);
  } else if (list.started[depth]) {
    ++list.counts[depth];
  } else {
    list.counts[depth] = list.levels[depth].start;
  }
  list.started[depth] = true;
  for (std::size_t inner = depth + 1; inner < kLevels; ++inner) list.started[inner] = false;

  Marker marker{true, {}};
  const Level& own = list.levels[depth];
  if (own.format == "bullet") return marker;
  for (std::size_t i = 0; i < own.text.size(); ++i) {
    const bool number = own.text[i] == '%' && i + 1 < own.text.size() && own.text[i + 1] >= '1' &&
                        own.text[i + 1] <= '9';
    if (!number) {
      marker.text += own.text[i];
      continue;
    }
    const auto level = static_cast<std::size_t>(own.text[++i] - '1');
    const unsigned count = list.started[level] ? list.counts[level] : list.levels[level].start;
    const bool digits = own.legal && level != depth;
    marker.text +=
        FormatListNumber(count, digits ? std::string_view("decimal") : list.levels[level].format);
  }
  return marker;
}

}  // namespace wenyuan::parse
