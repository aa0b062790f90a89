#pragma once

#include <string_view>

#include "wenyuan/parse/document.h"

namespace wenyuan::parse {

// "heading", "list_item", …: as the API and other programs call it.
std::string_view NameOf(BlockKind kind);

}  // namespace wenyuan::parse
