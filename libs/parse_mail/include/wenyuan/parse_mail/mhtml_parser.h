#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Web pages that a browser saved as one file (mht, mhtml): docs/formats/eml.md.
std::unique_ptr<Parser> MakeMhtmlParser();

}  // namespace wenyuan::parse
