#pragma once

#include <pugixml.hpp>

#include "odf/odf_file.h"
#include "odf/odf_styles.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Adds each sheet of an office:spreadsheet as a page: its tables, comments, text boxes and charts.
void ReadOdfSheets(pugi::xml_node spreadsheet, OdfFile& file, const OdfStyles& styles,
                   DocumentBuilder& out);

}  // namespace wenyuan::parse
