#pragma once

#include <cstddef>
#include <vector>

#include "wenyuan/answer/answerer.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/search/searcher.h"

namespace wenyuan::answer {

// Proof by the bytes [begin, end) of a hit's text, with the boxes of the lines that they touch.
Citation Cite(const search::Hit& hit, std::size_t begin, std::size_t end);

// Proof by a table's row: the quote is the whole row, the boxes are those of the cells.
Citation CiteCells(const search::Hit& hit, std::size_t begin, std::size_t end,
                   const std::vector<const parse::TableCell*>& cells);

}  // namespace wenyuan::answer
