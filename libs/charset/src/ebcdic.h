#pragma once

#include <string_view>

namespace wenyuan::charset {

// The charset of a text that a mainframe wrote in Latin letters, "" when the bytes are no such
// text. Its letters, digits, spaces and line ends lie where no other charset has many of them.
std::string_view EbcdicCharset(std::string_view bytes);

}  // namespace wenyuan::charset
