#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/parse_kit/cell_format.h"

namespace wenyuan::parse {

// How the cells of a workbook show their numbers: dates and percentages as such.
class XlsxStyles {
 public:
  void Load(pugi::xml_node styles);
  void CountFrom1904() { first_day_ = kFirstDay1904; }
  // `raw` as the file has it; `style` the cell's style index.
  [[nodiscard]] std::string Show(std::string_view raw, std::size_t style) const;

 private:
  std::vector<CellFormat> formats_;
  int first_day_ = 0;
};

// The text of a shared or inline string, without its reading aids.
std::string XlsxString(pugi::xml_node item);

struct XlsxPosition {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  bool valid = false;
};

// "B3" is row 2, column 1.
XlsxPosition ParseReference(std::string_view reference);

}  // namespace wenyuan::parse
