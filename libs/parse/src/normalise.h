#pragma once

#include "wenyuan/parse/document.h"

namespace wenyuan::parse {

// Makes any document one that Validate accepts, so that a parser's slip in one place does not cost
// the whole file: cleans text, clamps boxes to their pages, drops what cannot be kept and says so
// in the warnings. Empty blocks go.
void Normalise(Document& document);

}  // namespace wenyuan::parse
