#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "data_tree.h"

namespace wenyuan::parse {

// Adds every document of a stream to a tree as the values of one array. Aliases become what they
// stand for up to 100,000 values in all, later ones stay "*name". Why it is not valid, or nothing;
// then the tree may have half of it, with values open.
std::optional<std::string> ReadYaml(std::string_view utf8, DataTree& tree);

}  // namespace wenyuan::parse
