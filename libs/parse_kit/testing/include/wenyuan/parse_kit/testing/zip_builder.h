#pragma once

#include <string>
#include <utility>
#include <vector>

namespace wenyuan::parse::testing {

// A ZIP archive in memory with these files (name, content), compressed.
std::string BuildZip(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace wenyuan::parse::testing
