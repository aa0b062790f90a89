#pragma once

#include <vector>

#include "page_layout.h"

namespace wenyuan::parse_pdf {

// Marks the lines that repeat at the top or bottom of pages, page numbers and all.
void MarkRunningLines(std::vector<LaidOutPage>& pages);

}  // namespace wenyuan::parse_pdf
