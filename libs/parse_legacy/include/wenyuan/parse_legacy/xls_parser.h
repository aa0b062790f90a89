#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Excel workbooks of the versions 5 to 2003 (xls, xlt): docs/formats/xls.md.
std::unique_ptr<Parser> MakeXlsParser();

}  // namespace wenyuan::parse
