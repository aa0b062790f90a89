#pragma once

#include <cstdint>
#include <string_view>

namespace wenyuan::text {

// What a passage is written in, as far as it matters for comparing vectors of passages.
enum class Script : std::uint8_t { kOther, kHan };

// kHan when more of the letters are Han characters (Japanese kana included) than words of other
// scripts: a Chinese text with English names in it is Chinese. Requires valid UTF-8.
Script DominantScript(std::string_view text);

}  // namespace wenyuan::text
