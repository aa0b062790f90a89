#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// JSON: docs/formats/data.md.
std::unique_ptr<Parser> MakeJsonParser();

}  // namespace wenyuan::parse
