#pragma once

#include <memory>
#include <vector>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Recognises, below the readers of single formats, every compound file (OLE2). Encrypted docx, xlsx
// and pptx files are opened with the password and read by one of `inner`; the rest is refused,
// saying what the file is and what to do. docs/formats/compound.md.
std::unique_ptr<Parser> MakeCompoundParser(std::vector<std::unique_ptr<Parser>> inner);

}  // namespace wenyuan::parse
