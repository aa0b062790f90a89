#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Source code in any of the usual languages, as one class: docs/formats/source.md.
std::unique_ptr<Parser> MakeSourceParser();

}  // namespace wenyuan::parse
