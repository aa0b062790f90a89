#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace wenyuan {

// The parsers that the fuzzer tries together, by Parser::Name.
using FuzzGroup = std::pair<std::string_view, std::vector<std::string_view>>;

// Every parser of the registry is in one of them; "scan" has those that recognise text once more,
// with a recogniser that makes lines up.
const std::vector<FuzzGroup>& FuzzGroups();
constexpr std::string_view kScanGroup = "scan";

}  // namespace wenyuan
