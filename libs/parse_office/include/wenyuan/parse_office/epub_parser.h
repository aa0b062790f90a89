#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Books (epub 2 and 3): docs/formats/epub.md. Warms up what reading text of any charset needs.
std::unique_ptr<Parser> MakeEpubParser();

}  // namespace wenyuan::parse
