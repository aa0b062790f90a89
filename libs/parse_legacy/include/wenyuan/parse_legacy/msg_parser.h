#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Outlook messages (msg): docs/formats/msg.md.
std::unique_ptr<Parser> MakeMsgParser();

}  // namespace wenyuan::parse
