#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "geometry.h"
#include "page_content.h"
#include "wenyuan/parse/document.h"

namespace wenyuan::parse_pdf {

// A cell on a grid that may be finer than the table that a reader sees: layout tools draw spacer
// cells, and put "$", ")" and "%" into cells of their own.
struct CellDraft {
  std::uint32_t row = 0;
  std::uint32_t row_end = 1;
  std::uint32_t column = 0;
  std::uint32_t column_end = 1;
  std::vector<Word> words;
  std::string text;            // filled by FinishTable
  Box box;                     // of the words
  bool tagged_header = false;  // so the file says; filled by FinishTable
};

struct TableDraft {
  Box box;
  std::vector<CellDraft> cells;
  bool first_row_is_header = false;  // where no numbers tell
};

struct FoundTable {
  Box box;
  parse::Table table;
};

// The table that a reader sees: pieces of numbers joined, empty rows and columns gone, header cells
// marked. Nothing when what is left is no table: under two columns or two rows, or a list.
std::optional<FoundTable> FinishTable(TableDraft draft, std::uint32_t page);

// "1,234", "(5.6)%", "$ 7", "—": a value, as against a label. A year alone is a label.
bool IsValue(std::string_view text);

}  // namespace wenyuan::parse_pdf
