#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// YAML, one or more documents: docs/formats/data.md.
std::unique_ptr<Parser> MakeYamlParser();

}  // namespace wenyuan::parse
