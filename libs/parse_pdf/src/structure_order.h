#pragma once

#include "page_layout.h"

namespace wenyuan::parse_pdf {

// Puts a page into the order of the file's structure where that knows nearly all of its text and
// does not lead back up a column; else its list items and cells are forgotten, and all stays as it
// is.
void FollowStructure(LaidOutPage& page);

}  // namespace wenyuan::parse_pdf
