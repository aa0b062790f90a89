#pragma once

#include <string_view>
#include <vector>

#include "wenyuan/ingest/chunker.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/store/types.h"

namespace wenyuan::ingest {

// The chunks of one table: text, spans and the encoded part of the table; the rest is the caller's.
// Text: the caption, then a line per row with the cells joined by " | ". Each chunk begins with the
// header rows (the leading rows of which every cell is a header), and with the heading that its
// first row stands under, if one was left in the chunk before.
std::vector<store::Chunk> CutTable(const parse::Table& table, std::string_view caption,
                                   const ChunkerOptions& options);

}  // namespace wenyuan::ingest
