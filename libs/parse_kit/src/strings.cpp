#include "wenyuan/parse_kit/strings.h"

#include <algorithm>

namespace wenyuan::parse {
namespace {

constexpr std::string_view kWideSpaces[] = {"\xC2\xA0",     "\xE3\x80\x80", "\xE2\x80\xAF",
                                            "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF",
                                            "\xE2\x80\x83", "\xE2\x80\x82", "\xE2\x80\x89"};

// The bytes of the white space at `at`, 0 when there is none.
std::size_t SpaceAt(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
  if (c < 0xC2) return 0;
  for (const std::string_view space : kWideSpaces) {
    if (text.substr(at, space.size()) == space) return space.size();
  }
  return 0;
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

std::string Collapse(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool gap = false;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t space = SpaceAt(text, at); space != 0) {
      gap = true;
      at += space;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += text[at++];
  }
  return out;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty()) {
    const std::size_t space = SpaceAt(text, 0);
    if (space == 0) break;
    text.remove_prefix(space);
  }
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80) --last;
    if (SpaceAt(text, last) == 0) break;
    text.remove_suffix(text.size() - last);
  }
  return text;
}

std::string AsciiLower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  return lower;
}

bool EndsWithIgnoringCase(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() &&
         AsciiLower(text.substr(text.size() - ending.size())) == AsciiLower(ending);
}

std::size_t FindIgnoringCase(std::string_view text, std::string_view wanted, std::size_t from) {
  if (from > text.size()) return std::string_view::npos;
  const auto found =
      std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), wanted.begin(),
                  wanted.end(), [](char a, char b) { return Lower(a) == b; });
  return found == text.end() ? std::string_view::npos
                             : static_cast<std::size_t>(found - text.begin());
}

std::size_t DisplayWidth(std::string_view text) {
  std::size_t width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80) width += byte >= 0xE3 ? 2 : 1;
  }
  return width;
}

bool LooksNumeric(std::string_view text) {
  text = Trim(text);
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if (std::string_view("+-.,/:%()$ eE").find(c) == std::string_view::npos &&
               text.substr(i, 2) != "\xC2\xA5" && text.substr(i, 3) != "\xE2\x82\xAC" &&
               (static_cast<unsigned char>(c) & 0xC0U) != 0x80) {
      return false;
    }
  }
  return digits > 0 && digits * 3 >= text.size();
}

void AppendUtf8(std::string& text, char32_t c) {
  if (c >= 0x110000 || (c >= 0xD800 && c < 0xE000)) c = 0xFFFD;
  const auto byte = [&](char32_t value) { text.push_back(static_cast<char>(value)); };
  if (c == 0) return;
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0U | (c >> 6U));
    byte(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    byte(0xE0U | (c >> 12U));
    byte(0x80U | ((c >> 6U) & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  } else {
    byte(0xF0U | (c >> 18U));
    byte(0x80U | ((c >> 12U) & 0x3FU));
    byte(0x80U | ((c >> 6U) & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  }
}

}  // namespace wenyuan::parse
