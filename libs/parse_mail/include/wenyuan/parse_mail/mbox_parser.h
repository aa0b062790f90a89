#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Mailboxes in one file; each message becomes a document: docs/formats/eml.md.
std::unique_ptr<Parser> MakeMboxParser();

}  // namespace wenyuan::parse
