#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Excel workbooks (xlsx, xlsm, xltx): docs/formats/xlsx.md.
std::unique_ptr<Parser> MakeXlsxParser();

}  // namespace wenyuan::parse
