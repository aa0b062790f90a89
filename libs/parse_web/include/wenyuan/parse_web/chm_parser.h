#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Compiled HTML help (chm): docs/formats/chm.md.
std::unique_ptr<Parser> MakeChmParser();

}  // namespace wenyuan::parse
