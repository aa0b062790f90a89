#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Drawings of Visio (vsdx, vsdm, vstx): docs/formats/vsdx.md.
std::unique_ptr<Parser> MakeVsdxParser();

}  // namespace wenyuan::parse
