#pragma once

#include <string>

#include "wenyuan/base/result.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Adds the content of a page (or of a piece of one, when `whole` is false: then nothing is taken
// for frame) to `out`. Requires valid UTF-8.
Result<void> ReadHtml(std::string utf8, bool whole, DocumentBuilder& out);

}  // namespace wenyuan::parse
