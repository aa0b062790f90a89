#include "ofd/ofd_resources.h"

#include <utility>

#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxFiles = 1'000;

bool NamesBold(std::string_view name) {
  for (const std::string_view mark : {"Bold", "bold", "Black", "Heavy", "SimHei", "黑体"}) {
    if (name.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

void OfdResources::Load(OoxmlPackage& package, const std::string& part, DocumentBuilder& out) {
  if (files_.size() >= kMaxFiles) return;
  auto file = package.ReadOptional(part, out);
  if (file == nullptr) return;
  for (const pugi::xml_node group : file->document_element().children()) {
    for (const pugi::xml_node node : group.children()) {
      const std::string_view name = LocalName(node);
      const std::string id(Attribute(node, "ID"));
      if (name == "Font") {
        bold_.emplace(id,
                      Attribute(node, "Bold") == "true" || NamesBold(Attribute(node, "FontName")));
      } else if (name == "CompositeGraphicUnit") {
        groups_.emplace(id, Child(node, "Content"));
      }
    }
  }
  files_.push_back(std::move(file));
}

bool OfdResources::IsBold(std::string_view font) const {
  const auto known = bold_.find(font);
  return known != bold_.end() && known->second;
}

pugi::xml_node OfdResources::Group(std::string_view id) const {
  const auto known = groups_.find(id);
  return known == groups_.end() ? pugi::xml_node() : known->second;
}

}  // namespace wenyuan::parse
