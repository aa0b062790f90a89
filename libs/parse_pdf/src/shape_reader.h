#pragma once

#include "page_content.h"
#include "pdfium_handles.h"

namespace wenyuan::parse_pdf {

// Adds the rectangles and the share of pictures of all objects of the page.
void ReadShapes(FPDF_PAGE page, const Affine& display, PageContent& content);

}  // namespace wenyuan::parse_pdf
