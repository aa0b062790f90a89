#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Sections of OneNote notebooks (one): docs/formats/one.md. Tables of contents of notebooks are
// recognised and refused.
std::unique_ptr<Parser> MakeOneParser();

}  // namespace wenyuan::parse
