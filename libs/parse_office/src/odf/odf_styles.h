#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace wenyuan::parse {

// What the styles of an OpenDocument file say about the meaning of text.
class OdfStyles {
 public:
  // Adds the styles of a root element (office:styles and office:automatic-styles below it).
  void Load(pugi::xml_node root);

  // Whether the style or one that it inherits from is called so: "Title", "Caption".
  [[nodiscard]] bool Inherits(std::string_view family, std::string_view name,
                              std::string_view ancestor) const;
  // Text, a sheet or a slide that is not shown.
  [[nodiscard]] bool IsHidden(std::string_view family, std::string_view name) const;
  // Characters above the line.
  [[nodiscard]] bool IsRaised(std::string_view name) const;
  // A text:list-style, and the text:outline-style of headings; a null node if there is none.
  [[nodiscard]] pugi::xml_node List(std::string_view name) const;
  [[nodiscard]] pugi::xml_node Outline() const { return outline_; }

 private:
  struct Style {
    std::string parent;
    bool hidden = false;
    bool raised = false;
  };
  [[nodiscard]] const Style* Find(std::string_view family, std::string_view name) const;
  void Add(pugi::xml_node node);

  std::map<std::string, Style> styles_;  // by "family:name"
  std::map<std::string, pugi::xml_node, std::less<>> lists_;
  pugi::xml_node outline_;
};

}  // namespace wenyuan::parse
