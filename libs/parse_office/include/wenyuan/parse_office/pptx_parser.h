#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// PowerPoint presentations (pptx, pptm, ppsx): docs/formats/pptx.md.
std::unique_ptr<Parser> MakePptxParser();

}  // namespace wenyuan::parse
