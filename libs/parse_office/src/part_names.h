#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// `target` as seen from the folder of `part`, without "." and ".."; one with '/' in front starts at
// the top of the package.
std::string ResolvePart(std::string_view part, std::string_view target);

// The same for a link as in HTML: "%20" means a space, and a fragment does not count.
std::string ResolveLink(std::string_view part, std::string_view link);

}  // namespace wenyuan::parse
