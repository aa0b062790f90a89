#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Without marks: "``code``", "**bold**", ":role:`text <target>`", "`text <target>`_", "|name|".
std::string RstInline(std::string_view text);

// Whether a grid ("+---+") or simple ("=== ===") table starts at this line.
bool IsRstTable(const std::vector<std::string_view>& lines, std::size_t at);
// Adds it and returns its last line. Requires IsRstTable.
std::size_t AddRstTable(const std::vector<std::string_view>& lines, std::size_t at,
                        DocumentBuilder& out);
// The body of a "list-table" directive: "* - cell", "  - cell".
void AddRstListTable(const std::vector<std::string_view>& lines, DocumentBuilder& out);

}  // namespace wenyuan::parse
