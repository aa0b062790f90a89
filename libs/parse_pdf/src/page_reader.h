#pragma once

#include "geometry.h"
#include "page_content.h"
#include "pdfium_handles.h"

namespace wenyuan::parse_pdf {

// Displayed coordinates for a page: rotation and crop box are in it.
Affine DisplayTransform(FPDF_PAGE page, float width, float height);

// Everything on one page; its tags where the document has some. A text that cannot be loaded gives
// a page without words.
PageContent ReadPage(FPDF_PAGE page, bool tagged);

}  // namespace wenyuan::parse_pdf
