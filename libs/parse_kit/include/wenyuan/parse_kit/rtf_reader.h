#pragma once

#include <string_view>

#include "wenyuan/base/result.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

bool IsRtf(std::string_view bytes);

// Adds the content of a Rich Text to `out`; of one that wraps HTML, as mail programs make, the
// HTML. What is broken or cut off is read as far as it goes. Fails with kTooLarge for groups nested
// deeper than 2,000.
Result<void> ReadRtf(std::string_view rtf, DocumentBuilder& out);

}  // namespace wenyuan::parse
