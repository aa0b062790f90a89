#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// What a Windows metafile (WMF, EMF) writes, line by line in the order of drawing; empty for other
// pictures, and where what is written reads as no text (the signs of a formula). Valid UTF-8.
std::string MetafileText(std::string_view bytes);

}  // namespace wenyuan::parse
