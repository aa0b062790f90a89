#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Recognises office files that we cannot read (RTF, OpenDocument, EPUB, iWork) and always refuses,
// saying what the file is and what to do.
std::unique_ptr<Parser> MakeLegacyOfficeParser();

}  // namespace wenyuan::parse
