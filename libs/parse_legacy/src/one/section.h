#pragma once

#include "one/store.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// The pages of a section, each with its title as heading and label.
void AddOneSection(const OneStore& store, DocumentBuilder& out);

}  // namespace wenyuan::parse
