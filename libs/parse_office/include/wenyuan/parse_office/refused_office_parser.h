#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Recognises Office packages that no other parser reads (binary workbooks, xlsb) and refuses them,
// saying what the file is and what to do.
std::unique_ptr<Parser> MakeRefusedOfficeParser();

}  // namespace wenyuan::parse
