#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Word documents (docx, docm, dotx): docs/formats/docx.md.
std::unique_ptr<Parser> MakeDocxParser();

}  // namespace wenyuan::parse
