#pragma once

#include <cstdint>
#include <string_view>

#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Adds the paragraphs, tables and notes of an unpacked section.
void AddHwpSection(std::string_view section, DocumentBuilder& out);

}  // namespace wenyuan::parse
