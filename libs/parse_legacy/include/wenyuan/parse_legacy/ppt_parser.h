#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// PowerPoint presentations of the versions 97 to 2003 (ppt, pps, pot): docs/formats/ppt.md.
std::unique_ptr<Parser> MakePptParser();

}  // namespace wenyuan::parse
