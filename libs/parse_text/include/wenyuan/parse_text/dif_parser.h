#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Data Interchange Format, how early spreadsheets exported tables: docs/formats/csv.md.
std::unique_ptr<Parser> MakeDifParser();

}  // namespace wenyuan::parse
