#pragma once

#include "page_content.h"
#include "page_tags.h"
#include "pdfium_handles.h"

namespace wenyuan::parse_pdf {

// Adds the rectangles and the share of pictures of all objects of the page, and by its tags where
// that stands which has an alternative text.
void ReadShapes(FPDF_PAGE page, const Affine& display, PageContent& content,
                const PageTags* tags = nullptr);

}  // namespace wenyuan::parse_pdf
