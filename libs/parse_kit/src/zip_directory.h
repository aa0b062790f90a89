#pragma once

#include <string_view>

namespace wenyuan::parse {

// Whether two entries of the archive's central directory claim the same bytes: what a small file
// does that unpacks to petabytes.
bool HasOverlappingEntries(std::string_view bytes);

}  // namespace wenyuan::parse
