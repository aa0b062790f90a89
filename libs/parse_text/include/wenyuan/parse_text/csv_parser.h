#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Tables as text with a delimiter (comma, semicolon, tab, bar) in any charset: docs/formats/csv.md.
std::unique_ptr<Parser> MakeCsvParser();

}  // namespace wenyuan::parse
