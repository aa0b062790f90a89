#pragma once

#include "one/store.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// The names of a notebook's sections and groups of sections, as its list (`onetoc2`) has them.
void AddOneNotebook(const OneStore& store, DocumentBuilder& out);

}  // namespace wenyuan::parse
