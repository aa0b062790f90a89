#pragma once

#include <string>
#include <string_view>

namespace wenyuan::ingest {

// The name a document keeps: valid UTF-8, '/' between folders, no control characters, no empty, "."
// or ".." part, at most 1,024 bytes (the end is kept). "unnamed" when nothing is left.
std::string CleanSourceName(std::string_view name);

}  // namespace wenyuan::ingest
