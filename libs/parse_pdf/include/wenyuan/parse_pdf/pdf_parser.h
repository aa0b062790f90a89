#pragma once

#include <memory>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/parser.h"
#include "wenyuan/parse/recognise.h"

namespace wenyuan::parse_pdf {

// Reads PDF with PDFium: lines, paragraphs, headings, tables, running headers, form values, outline
// levels, attached files (docs/formats/pdf.md). PDFium has one state for the whole process: make
// one parser, use it from one thread. The factory reads a small document, so that everything
// PDFium opens lazily is open before a sandbox closes; kInternal when that does not work.
// `recogniser` reads pages that show their text as a picture, when a request asks for it; it must
// outlive the parser.
Result<std::unique_ptr<parse::Parser>> MakePdfParser(parse::TextRecogniser* recogniser = nullptr);

}  // namespace wenyuan::parse_pdf
