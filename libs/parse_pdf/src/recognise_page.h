#pragma once

#include "page_content.h"
#include "pdfium_handles.h"
#include "wenyuan/parse/recognise.h"

namespace wenyuan::parse_pdf {

// A picture of more than 100 megapixels: it is not unpacked.
bool HoldsHugePicture(FPDF_PAGE page);

// Of all its pictures together.
double PixelsOfPictures(FPDF_PAGE page);

// Draws the page in grey at 200 dots per inch, coarser when it is very large, and reads the
// drawing.
Result<parse::RecognisedPage> RecognisePage(FPDF_PAGE page, const PageContent& content,
                                            std::uint32_t number,
                                            parse::TextRecogniser& recogniser);

}  // namespace wenyuan::parse_pdf
