#pragma once

#include <vector>

#include "page_content.h"
#include "table_draft.h"

namespace wenyuan::parse_pdf {

// Each finder returns what it is sure of and takes those words out of `words`.

// Tables whose cells are closed by drawn lines.
std::vector<FoundTable> FindRuledTables(const PageContent& page, std::uint32_t number,
                                        std::vector<Word>& words);
// Tables whose cells have backgrounds, white ones included, as documents made from HTML have.
std::vector<FoundTable> FindFilledTables(const PageContent& page, std::uint32_t number,
                                         std::vector<Word>& words);
// Rows of labels and numbers that line up, without any drawing.
std::vector<FoundTable> FindAlignedTables(std::uint32_t number, std::vector<Word>& words);

// Rows right above or below a table of numbers that fit its columns: the titles of the columns,
// which have no background, or a first or last row without one.
void AttachRows(FoundTable& table, std::uint32_t number, std::vector<Word>& words);

}  // namespace wenyuan::parse_pdf
