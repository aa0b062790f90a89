#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Web pages: docs/formats/html.md.
std::unique_ptr<Parser> MakeHtmlParser();

}  // namespace wenyuan::parse
