#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wenyuan::parse {

// What the headers of archives are written with.
void PutLittle(std::string& out, std::uint64_t value, int bytes);
std::uint32_t Crc32(std::string_view bytes);

}  // namespace wenyuan::parse
