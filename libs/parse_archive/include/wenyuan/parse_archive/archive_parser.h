#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// tar, 7z, rar, cab, iso, and what gzip, bzip2, xz, lzma, zstd, lz4 and compress have made of them
// or of a single file: docs/formats/archive.md.
std::unique_ptr<Parser> MakeArchiveParser();

}  // namespace wenyuan::parse
