#pragma once

#include <cstdint>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <utility>
#include <vector>

#include "wenyuan/parse_kit/document_builder.h"
#include "xlsx_values.h"

namespace wenyuan::parse {

struct XlsxCell {
  std::uint32_t column = 0;
  std::string text;
};

struct XlsxMerge {
  XlsxPosition from;
  XlsxPosition to;
};

// The cells of a sheet that have text, by row.
struct XlsxSheet {
  std::map<std::uint32_t, std::vector<XlsxCell>> rows;  // cells by column
  std::vector<XlsxMerge> merges;
};

XlsxSheet ReadSheet(pugi::xml_node worksheet, const XlsxStyles& styles,
                    const std::vector<std::string>& strings);

// Each block of cells that empty rows and columns separate becomes a table; a single column of
// texts becomes paragraphs. Long tables are cut and repeat their header.
void AddRegions(const XlsxSheet& sheet, DocumentBuilder& out);

}  // namespace wenyuan::parse
