#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pdfium_handles.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/parse/parser.h"

namespace wenyuan::parse_pdf {

struct OutlineEntry {
  std::string title;
  std::uint8_t level = 1;  // 1-9
  std::uint32_t page = 0;  // from 1; 0 when it leads nowhere
};

// The bookmarks in order; at most 5,000, cycles cut.
std::vector<OutlineEntry> ReadOutline(FPDF_DOCUMENT pdf);

// Title, author, subject, keywords, dates.
void ReadMetadata(FPDF_DOCUMENT pdf, parse::Document& document);

// "3", "iv"; the number where the document names none.
std::string PageLabel(FPDF_DOCUMENT pdf, int index);

// Files embedded in the document, within the limits; what does not fit is a warning.
void ReadAttachments(FPDF_DOCUMENT pdf, const parse::ParseLimits& limits,
                     parse::Document& document);

}  // namespace wenyuan::parse_pdf
