#pragma once

#include <pugixml.hpp>

#include "odf/odf_file.h"
#include "odf/odf_styles.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Adds each page of an office:presentation or office:drawing, its shapes from top to bottom.
void ReadOdfSlides(pugi::xml_node presentation, OdfFile& file, const OdfStyles& styles,
                   DocumentBuilder& out);

}  // namespace wenyuan::parse
