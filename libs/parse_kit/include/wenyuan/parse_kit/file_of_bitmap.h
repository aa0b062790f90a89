#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// A Windows bitmap as programs hold it in memory (DIB), with the head that makes it a file. Empty
// when it ends before its pixels.
std::string FileOfBitmap(std::string_view bitmap);

}  // namespace wenyuan::parse
