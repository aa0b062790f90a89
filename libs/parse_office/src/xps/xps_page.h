#pragma once

#include <map>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "ooxml_package.h"
#include "placed/font_file.h"
#include "wenyuan/parse_kit/page_layout.h"

namespace wenyuan::parse {

// The fonts of a package, each read when first needed. One thread at a time.
class XpsFonts {
 public:
  // `package` must outlive the object.
  explicit XpsFonts(OoxmlPackage& package) : package_(package) {}
  // Lives as long as this object. A font that is missing, or beyond what we keep of all of them
  // together, knows nothing.
  const FontFile& Find(const std::string& part);

 private:
  OoxmlPackage& package_;
  std::map<std::string, FontFile> fonts_;
  std::size_t steps_ = 0;  // of all
};

// What a FixedPage draws, in points.
PlacedPage ReadXpsPage(pugi::xml_node page, std::string_view part, XpsFonts& fonts);

}  // namespace wenyuan::parse
