#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// One e-mail message (eml, and web archives as mhtml): docs/formats/eml.md. Construct it before the
// sandbox closes: that loads the charset tables.
std::unique_ptr<Parser> MakeEmlParser();

}  // namespace wenyuan::parse
