#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// One JSON value a line (jsonl, ndjson): docs/formats/data.md.
std::unique_ptr<Parser> MakeJsonlParser();

}  // namespace wenyuan::parse
