#pragma once

#include "pdfium_handles.h"
#include "wenyuan/base/result.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/parse/parser.h"

namespace wenyuan::parse_pdf {

// Reads all of an open PDF: its pages, outline, metadata and attached files.
Result<parse::Document> ReadDocument(FPDF_DOCUMENT pdf, const parse::ParseRequest& request);

}  // namespace wenyuan::parse_pdf
