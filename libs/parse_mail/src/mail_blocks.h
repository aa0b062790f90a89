#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Subject as title and heading; sender, receivers and date as metadata and as first paragraph.
void AddMailHeaders(const std::vector<std::pair<std::string, std::string>>& headers,
                    DocumentBuilder& out);

// Paragraphs between empty lines. What the writer quoted (">") becomes notes that keep their marks,
// so that nobody takes it for the writer's own words. Lines that "format=flowed" cut are joined.
void AddMailText(std::string_view text, bool flowed, DocumentBuilder& out);

}  // namespace wenyuan::parse
