#include "simplified.h"

#include <exception>
#include <opencc/SimpleConverter.hpp>
#include <string_view>

#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

std::string OnePerLine(const std::u32string& characters) {
  std::string lines;
  lines.reserve(characters.size() * 4);
  for (const char32_t character : characters) {
    AppendCharacter(lines, character);
    lines += '\n';  // keeps phrases from forming
  }
  return lines;
}

}  // namespace

Result<std::vector<std::pair<char32_t, char32_t>>> SimplifiedForms(
    const std::u32string& characters) {
  std::string converted;
  try {
    converted = opencc::SimpleConverter("t2s.json").Convert(OnePerLine(characters));
  } catch (const std::exception& error) {
    return Error{ErrorCode::kUnavailable,
                 std::string("cannot load the table of simplified characters: ") + error.what() +
                     "; install the package libopencc-data"};
  }
  std::vector<std::pair<char32_t, char32_t>> pairs;
  std::size_t at = 0;
  for (const char32_t from : characters) {
    const std::size_t end = converted.find('\n', at);
    if (end == std::string::npos || end == at) break;
    std::size_t next = at;
    const char32_t to = NextCharacter(converted, next);
    if (next == end && to != from) pairs.emplace_back(from, to);
    at = end + 1;
  }
  return pairs;
}

}  // namespace wenyuan::text
