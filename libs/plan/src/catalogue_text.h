#pragma once

#include <string_view>

namespace wenyuan::plan {

// data/devices.csv as it was when the program was built.
std::string_view CatalogueText();

}  // namespace wenyuan::plan
