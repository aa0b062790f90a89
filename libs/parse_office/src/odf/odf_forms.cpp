#include "odf/odf_forms.h"

#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

std::string Selected(pugi::xml_node list) {
  std::string text;
  for (const pugi::xml_node option : list.children()) {
    if (Attribute(option, "current-selected") != "true") continue;
    text += (text.empty() ? "" : ", ") + std::string(Attribute(option, "label"));
  }
  return text;
}

std::string Content(pugi::xml_node control) {
  const std::string_view name = LocalName(control);
  const std::string label(Attribute(control, "label"));
  if (name == "checkbox" || name == "radio") {
    const std::string_view now = Attribute(control, "current-state");
    const bool on = (now.empty() ? Attribute(control, "state") : now) == "checked" ||
                    Attribute(control, "current-selected") == "true";
    return (on ? "☒ " : "☐ ") + label;
  }
  if (name == "listbox") return Selected(control);
  if (name == "password" || name == "hidden") return {};
  const std::string_view value = Attribute(control, "current-value");
  if (!value.empty()) return std::string(value);
  return label.empty() ? std::string(Attribute(control, "value")) : label;
}

}  // namespace

void OdfForms::Load(pugi::xml_node forms) {
  WalkXml(
      forms,
      [&](pugi::xml_node node) {
        const std::string_view name = LocalName(node);
        if (name == "form" || name == "properties") return name == "form";
        if (const std::string_view id = Attribute(node, "id"); !id.empty()) {
          shown_.emplace(id, Content(node));
        }
        return false;
      },
      [](pugi::xml_node) {});
}

std::string OdfForms::Shown(std::string_view id) const {
  const auto found = shown_.find(id);
  return found == shown_.end() ? std::string() : found->second;
}

}  // namespace wenyuan::parse
