#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace wenyuan::text {

bool IsValidUtf8(std::string_view text);

// Each invalid sequence becomes U+FFFD, as Unicode 3.9 recommends.
std::string RepairUtf8(std::string_view bytes);

// The character that starts at `at`, and moves `at` behind it. Requires valid UTF-8, at < size.
char32_t NextCharacter(std::string_view text, std::size_t& at);

void AppendCharacter(std::string& text, char32_t character);

std::size_t CountCharacters(std::string_view text);

// Han ideographs of every block, extension planes included.
bool IsHan(char32_t character);

}  // namespace wenyuan::text
