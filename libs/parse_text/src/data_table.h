#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data_tree.h"

namespace wenyuan::parse {

struct DataTable {
  std::vector<std::vector<std::string>> rows;
  bool header = false;  // the first row names the columns
};

// A value on one line: "a, b" for an array, "x: 1; y: 2" for an object.
std::string OnOneLine(const DataTree& tree, std::size_t value);

// Whether a value is small enough for OnOneLine.
bool FitsOnOneLine(const DataTree& tree, std::size_t value);

// An array of two or more objects with mostly the same keys and short values, or of arrays of the
// same length; nothing for other values.
std::optional<DataTable> AsTable(const DataTree& tree, std::size_t array);

}  // namespace wenyuan::parse
