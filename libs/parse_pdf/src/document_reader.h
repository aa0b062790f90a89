#pragma once

#include "pdfium_handles.h"
#include "wenyuan/base/result.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/parse/parser.h"
#include "wenyuan/parse/recognise.h"

namespace wenyuan::parse_pdf {

// Reads all of an open PDF: its pages, outline, metadata and attached files. Without `recogniser`,
// or where nobody asked for it, pages that show their text as a picture stay unread.
Result<parse::Document> ReadDocument(FPDF_DOCUMENT pdf, const parse::ParseRequest& request,
                                     parse::TextRecogniser* recogniser);

}  // namespace wenyuan::parse_pdf
