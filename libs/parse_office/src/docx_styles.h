#pragma once

#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wenyuan::parse {

struct ParagraphStyle {
  std::uint8_t heading = 0;  // 1-9, 0 none
  bool title = false;
  bool caption = false;
  std::string list;         // numId of numbering.xml, "" none
  std::uint32_t depth = 0;  // ilvl of it
};

// What the paragraph styles of styles.xml mean, with what they inherit.
class DocxStyles {
 public:
  void Load(pugi::xml_node styles);
  [[nodiscard]] const ParagraphStyle& Find(std::string_view id) const;

 private:
  std::unordered_map<std::string, ParagraphStyle> styles_;
};

}  // namespace wenyuan::parse
