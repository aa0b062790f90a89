#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/parse_kit/sheet.h"
#include "xls/workbook.h"

namespace wenyuan::parse {

// What a sheet, or a chart with its own sheet, holds.
struct XlsSheet {
  Sheet cells;
  std::vector<std::string> page_texts;  // header and footer
  std::vector<std::string> comments;    // "B2: Li: text"
  std::vector<std::string> texts;       // of shapes and charts
  std::vector<Table> charts;            // what they keep of their data
  std::string drawing;                  // its shapes, see ReadArtShapes
};

XlsSheet ReadXlsSheet(std::string_view stream, std::size_t at, const XlsWorkbook& book);

}  // namespace wenyuan::parse
