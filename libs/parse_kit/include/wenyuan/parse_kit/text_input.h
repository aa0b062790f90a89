#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/parser.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// The file as valid UTF-8 with "\n" at the ends of lines. `out` gets the charset as metadata and a
// warning about damaged bytes. kTooLarge above `most` bytes or the limits of the request.
Result<std::string> ReadTextFile(const ParseRequest& request, std::string_view format,
                                 DocumentBuilder& out, std::size_t most = std::size_t{64} << 20U);

// The last part of a path: what people call a file that has no title.
std::string_view BaseName(std::string_view path);

}  // namespace wenyuan::parse
