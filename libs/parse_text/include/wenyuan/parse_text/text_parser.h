#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Plain text in any charset: docs/formats/txt.md. The parser of last resort: it recognises whatever
// looks like text, with little confidence.
std::unique_ptr<Parser> MakeTextParser();

}  // namespace wenyuan::parse
