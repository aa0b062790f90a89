#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Word documents of the versions 6 to 2003 (doc, dot): docs/formats/doc.md.
std::unique_ptr<Parser> MakeDocParser();

}  // namespace wenyuan::parse
