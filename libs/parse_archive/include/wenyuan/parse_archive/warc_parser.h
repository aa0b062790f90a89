#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Web archives (WARC 0.17 to 1.1, not compressed): docs/formats/archive.md.
std::unique_ptr<Parser> MakeWarcParser();

}  // namespace wenyuan::parse
