#pragma once

#include <string_view>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// A file of Hangul 2 or 3, which is no compound file.
bool IsOldHangul(std::string_view bytes);

// Reads one of Hangul 3 (also called 96 and 97). Fails as Parser::Parse; kUnsupported for an older
// one and one with a password. Requires charset::WarmUp.
Result<Document> ReadOldHangul(const ParseRequest& request);

}  // namespace wenyuan::parse
