#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "doc/file_information.h"

namespace wenyuan::parse {

// Calls visit(code, operand) for each property change (sprm) of Word 97 and later.
template <typename Visit>
void ForEachChange(std::string_view changes, const Visit& visit) {
  const Bytes bytes(changes);
  std::size_t at = 0;
  while (bytes.Has(at, 3)) {
    const std::uint16_t code = bytes.U16(at);
    at += 2;
    static constexpr std::uint8_t kSizes[] = {1, 1, 2, 4, 2, 2, 0, 3};
    std::size_t size = kSizes[code >> 13U];
    if (size == 0) {
      constexpr std::uint16_t kTableDefinition = 0xD608;  // the only one with a longer length
      const bool wide = code == kTableDefinition;
      size = wide ? bytes.U16(at) : bytes.U8(at);
      if (wide && size > 0) --size;
      at += wide ? 2 : 1;
    }
    visit(code, bytes.Sub(at, size));
    at += size;
  }
}

// What changes a paragraph, as far as it matters to us; unset values are negative.
struct DocParagraph {
  std::uint16_t style = 0;
  bool in_table = false;
  bool row_end = false;
  bool inner_cell_end = false;  // of a table inside a table
  bool inner_row_end = false;
  bool header_row = false;
  int outline = -1;  // 0-8, 9 is body text
  int list = -1;     // 0 takes the paragraph out of its style's list
  int level = -1;
  std::vector<std::int16_t> edges;      // of the row's cells, in twips
  std::vector<std::uint8_t> continues;  // by cell: 1 when merged with the cell above
  std::vector<std::uint8_t> joined;     // by cell: 1 when merged with a cell beside it

  // Long changes, such as those of rows with many cells, stand in the stream `data`.
  void Apply(std::string_view changes, std::string_view data = {});
};

struct DocRun {
  std::uint32_t from = 0;  // file positions
  std::uint32_t to = 0;
  std::string_view changes;  // of a paragraph: the style number first
};

// The runs of one kind, sorted by file position and without overlaps, from the pages that `range`
// lists in the table.
std::vector<DocRun> LoadRuns(const DocInformation& information, DocRange range, bool paragraphs,
                             std::string_view stream, std::string_view table);

// The run that holds this file position, or null.
const DocRun* FindRun(const std::vector<DocRun>& runs, std::uint32_t position);

}  // namespace wenyuan::parse
