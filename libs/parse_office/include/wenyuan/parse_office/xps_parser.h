#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"
#include "wenyuan/parse_kit/page_layout.h"

namespace wenyuan::parse {

// Fixed pages of Windows (xps, oxps): docs/formats/xps.md.
std::unique_ptr<Parser> MakeXpsParser(PageLayoutMaker make_layout);

}  // namespace wenyuan::parse
