#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Hangul documents of version 5 (hwp): docs/formats/hwp.md. Older ones are recognised and refused.
std::unique_ptr<Parser> MakeHwpParser();

}  // namespace wenyuan::parse
