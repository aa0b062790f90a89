#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Rich Text (rtf): docs/formats/rtf.md. Warms up what reading text of any charset needs.
std::unique_ptr<Parser> MakeRtfParser();

}  // namespace wenyuan::parse
