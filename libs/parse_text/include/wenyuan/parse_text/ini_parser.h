#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Settings as "key = value" lines (ini, cfg, conf, properties, env): docs/formats/data.md.
std::unique_ptr<Parser> MakeIniParser();

}  // namespace wenyuan::parse
