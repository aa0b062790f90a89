#pragma once

#include <string_view>

#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// The inside of a "tabular" environment, behind its column description.
void AddTexTable(std::string_view body, DocumentBuilder& out);

}  // namespace wenyuan::parse
