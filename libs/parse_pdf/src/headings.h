#pragma once

#include <vector>

#include "document_info.h"
#include "paragraphs.h"

namespace wenyuan::parse_pdf {

// Tells headings and captions from paragraphs: by the file's tags where they are of nearly all
// text, else by the outline, by larger or bold type.
void MarkHeadings(const std::vector<OutlineEntry>& outline, std::vector<Paragraph>& paragraphs);

}  // namespace wenyuan::parse_pdf
