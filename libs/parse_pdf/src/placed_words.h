#pragma once

#include <string>

#include "page_content.h"
#include "wenyuan/parse_kit/page_layout.h"

namespace wenyuan::parse_pdf {

// The page as the layout wants it: characters joined to words. What nobody can see is left out and
// added to `hidden`.
PageContent MakeContent(const parse::PlacedPage& page, std::string& hidden);

}  // namespace wenyuan::parse_pdf
