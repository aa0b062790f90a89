#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Documents of Apple's Pages, Numbers and Keynote, by their previews: docs/formats/iwork.md.
std::unique_ptr<Parser> MakeIworkParser();

}  // namespace wenyuan::parse
