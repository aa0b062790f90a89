#pragma once

#include <vector>

#include "page_layout.h"

namespace wenyuan::parse_pdf {

// Marks the lines of footnotes: smaller type at the bottom of a page or column, from a line on that
// starts with the mark of a note. Running lines must be marked before.
void MarkFootnotes(std::vector<LaidOutPage>& pages);

// "1 ", "12)", "*", "†", "①", "[3]": what a footnote starts with.
bool StartsFootnote(std::string_view text);

}  // namespace wenyuan::parse_pdf
