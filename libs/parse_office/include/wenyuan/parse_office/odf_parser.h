#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// OpenDocument texts, sheets, presentations and drawings (odt, ods, odp, odg, their templates and
// flat forms): docs/formats/odf.md.
std::unique_ptr<Parser> MakeOdfParser();

}  // namespace wenyuan::parse
