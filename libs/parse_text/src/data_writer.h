#pragma once

#include <cstddef>

#include "data_tree.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// A tree as a reader would want it: small values as lines of "key: value", large ones under
// headings, so that headings give the path; arrays of objects that are alike as tables; arrays of
// other values as lists. Requires a tree without open values.
void WriteData(const DataTree& tree, std::size_t root, DocumentBuilder& out);

}  // namespace wenyuan::parse
