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
  // text:list-style or text:outline-style by name ("" is the outline); a null node if there is
  // none.
  [[nodiscard]] pugi::xml_node List(std::string_view name) const;
  [[nodiscard]] std::string ListOfParagraph(std::string_view paragraph_style) const;

 private:
  struct Style {
    std::string parent;
    std::string list;
    bool hidden = false;
  };
  [[nodiscard]] const Style* Find(std::string_view family, std::string_view name) const;
  void Add(pugi::xml_node node);

  std::map<std::string, Style> styles_;  // by "family:name"
  std::map<std::string, pugi::xml_node, std::less<>> lists_;
};

}  // namespace wenyuan::parse
