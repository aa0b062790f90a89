#pragma once

#include <memory>

#include "wenyuan/parse_kit/page_layout.h"

namespace wenyuan::parse_pdf {

// What PDF pages are laid out with, for other formats of fixed pages.
std::unique_ptr<parse::PageLayout> MakePageLayout();

}  // namespace wenyuan::parse_pdf
