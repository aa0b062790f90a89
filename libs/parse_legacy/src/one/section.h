#pragma once

#include "one/store.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Whether it is no section but the list of a notebook's.
bool IsOneNotebook(const OneStore& store);

// The pages of a section, each with its title as heading and label.
void AddOneSection(const OneStore& store, DocumentBuilder& out);

}  // namespace wenyuan::parse
