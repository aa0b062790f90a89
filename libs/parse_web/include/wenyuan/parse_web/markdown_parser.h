#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// CommonMark with GitHub's tables and footnotes: docs/formats/md.md.
std::unique_ptr<Parser> MakeMarkdownParser();

}  // namespace wenyuan::parse
