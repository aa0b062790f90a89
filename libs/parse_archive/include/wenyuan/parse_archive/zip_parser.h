#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// ZIP archives: every file inside becomes an attachment. docs/formats/zip.md.
std::unique_ptr<Parser> MakeZipParser();

}  // namespace wenyuan::parse
