#pragma once

#include <string_view>

#include "wenyuan/base/result.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Requires valid UTF-8.
Result<void> ReadMarkdown(std::string_view utf8, DocumentBuilder& out);

// Registers cmark's extensions; needed once before ReadMarkdown.
void WarmUpMarkdown();

}  // namespace wenyuan::parse
