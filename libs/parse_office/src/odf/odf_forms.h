#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace wenyuan::parse {

// What the controls of forms show, by their id.
class OdfForms {
 public:
  // Adds what stands below office:forms.
  void Load(pugi::xml_node forms);
  // "☒ Agree", a value, a label; empty for a control that is not known or shows nothing.
  [[nodiscard]] std::string Shown(std::string_view id) const;

 private:
  std::map<std::string, std::string, std::less<>> shown_;
};

}  // namespace wenyuan::parse
