#pragma once

#include <memory>
#include <span>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Parses with the parser that recognises the content best; among equals the first. A file that is
// mislabelled is read as what it is. Fails with kInvalidArgument for an empty file, kTooLarge above
// `request.limits` (the result's text included), kUnsupported when no parser wants the file (the
// message names what it looks like) or there is nothing to read in it. Third-party exceptions
// become errors. The document is one that Decode (wire.h) accepts.
Result<Document> ParseByContent(std::span<const std::unique_ptr<Parser>> parsers,
                                const ParseRequest& request);

}  // namespace wenyuan::parse
