#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/parse_kit/cell_format.h"
#include "xls/records.h"

namespace wenyuan::parse {

struct XlsSheetEntry {
  std::string name;
  std::uint32_t at = 0;  // of its records in the stream
  bool hidden = false;
  bool macros = false;  // Visual Basic, not for readers
};

// What all sheets of a workbook share.
struct XlsWorkbook {
  bool excel5 = false;  // 5 or 95: texts are bytes of the code page
  unsigned code_page = 1252;
  int first_day = 0;
  std::vector<std::string> strings;
  std::vector<CellFormat> formats;  // by style index
  std::vector<XlsSheetEntry> sheets;
  std::string drawing_group;  // what the drawings of all sheets share, pictures included

  [[nodiscard]] std::string Show(double value, std::size_t style) const;
};

XlsWorkbook ReadXlsWorkbook(std::string_view stream);

// A number as the record has it in four bytes.
double XlsRkNumber(std::uint32_t rk);

}  // namespace wenyuan::parse
