#include "part_pictures.h"

namespace wenyuan::parse {

PartPictures::PartPictures(OoxmlPackage& package, std::string_view part, DocumentBuilder& out)
    : package_(package), out_(out), relationships_(package.Relationships(part)) {}

std::uint32_t PartPictures::Add(std::string_view id) {
  const auto found = relationships_.find(std::string(id));
  if (found == relationships_.end() || found->second.external) return 0;
  const std::string& part = found->second.target;
  if (found->second.type != "image" || !package_.Has(part)) return 0;
  return out_.AddPicture(part, [&] { return package_.ReadBytes(part).value_or(""); });
}

void AddThumbnail(OoxmlPackage& package, DocumentBuilder& out) {
  const std::string part = package.Related("", "thumbnail");
  if (!part.empty() && package.Has(part)) out.SetThumbnail(package.ReadBytes(part).value_or(""));
}

}  // namespace wenyuan::parse
