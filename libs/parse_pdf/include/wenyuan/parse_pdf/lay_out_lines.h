#pragma once

#include <vector>

#include "wenyuan/parse/document.h"
#include "wenyuan/parse/recognise.h"

namespace wenyuan::parse_pdf {

// Recognised lines of pages as blocks in reading order: tables, paragraphs, headings, running
// lines, as for the lines of a PDF. Boxes are where the page shows them.
std::vector<parse::Block> LayOutLines(const std::vector<parse::RecognisedPage>& pages);

}  // namespace wenyuan::parse_pdf
