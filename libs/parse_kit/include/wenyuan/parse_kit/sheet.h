#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

struct SheetPosition {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
};

struct SheetCell {
  std::uint32_t column = 0;
  std::string text;
};

struct SheetMerge {
  SheetPosition from;
  SheetPosition to;
};

constexpr std::uint32_t kMaxMergedColumns = 1'000;

// The cells of a spreadsheet's sheet that have text, by row.
struct Sheet {
  std::map<std::uint32_t, std::vector<SheetCell>> rows;  // cells by column
  std::vector<SheetMerge> merges;

  // Sorts the cells of each row; of two at one place the first stays.
  void Tidy();
  // Left out when it is no rectangle of sane size.
  void Merge(SheetPosition from, SheetPosition to);
};

// Each block of cells that empty rows and columns separate becomes a table; a single column of
// texts becomes paragraphs. Long tables are cut and repeat their header. Requires a tidy sheet.
void AddRegions(const Sheet& sheet, DocumentBuilder& out);

}  // namespace wenyuan::parse
