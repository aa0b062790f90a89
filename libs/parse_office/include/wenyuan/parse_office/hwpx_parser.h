#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Hangul's newer format (KS X 6101), a package of XML.
std::unique_ptr<Parser> MakeHwpxParser();

}  // namespace wenyuan::parse
