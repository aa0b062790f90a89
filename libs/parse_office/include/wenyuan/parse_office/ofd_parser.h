#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"
#include "wenyuan/parse_kit/page_layout.h"

namespace wenyuan::parse {

// Fixed pages by the Chinese standard GB/T 33190 (ofd): docs/formats/ofd.md.
std::unique_ptr<Parser> MakeOfdParser(PageLayoutMaker make_layout);

}  // namespace wenyuan::parse
