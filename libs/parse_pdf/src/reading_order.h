#pragma once

#include <cstddef>
#include <vector>

#include "geometry.h"

namespace wenyuan::parse_pdf {

// What is put into order: a line or a table.
struct LayoutItem {
  Box box;
  bool atomic = false;  // a table: it never tells columns apart
};

// One column's worth of items in reading order. Text may flow from one group into the next.
struct ColumnGroup {
  Box box;
  std::vector<std::size_t> items;  // from top to bottom
};

// Finds one, two or more columns between items that run across them.
std::vector<ColumnGroup> ReadingOrder(const std::vector<LayoutItem>& items);

}  // namespace wenyuan::parse_pdf
