#pragma once

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "wenyuan/parse_kit/sheet.h"
#include "xlsx_values.h"

namespace wenyuan::parse {

Sheet ReadSheet(pugi::xml_node worksheet, const XlsxStyles& styles,
                const std::vector<std::string>& strings);

}  // namespace wenyuan::parse
