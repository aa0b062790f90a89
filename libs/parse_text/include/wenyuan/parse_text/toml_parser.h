#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// TOML: docs/formats/data.md.
std::unique_ptr<Parser> MakeTomlParser();

}  // namespace wenyuan::parse
