#pragma once

#include <vector>

#include "document_info.h"
#include "page_layout.h"
#include "wenyuan/parse/document.h"

namespace wenyuan::parse_pdf {

// The blocks of a document from its laid-out pages, in reading order: running lines and footnotes
// told apart, paragraphs and tables joined over columns and pages, headings marked.
std::vector<parse::Block> JoinPages(std::vector<LaidOutPage> pages,
                                    const std::vector<OutlineEntry>& outline);

// Each behind what else its page has.
void InsertHidden(std::vector<parse::Block> hidden, std::vector<parse::Block>& blocks);

}  // namespace wenyuan::parse_pdf
