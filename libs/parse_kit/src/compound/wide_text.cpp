#include "wenyuan/parse_kit/wide_text.h"

#include <array>
#include <utility>

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr unsigned kUtf8 = 65'001;
constexpr unsigned kUtf16 = 1'200;

}  // namespace

std::string_view CharsetOfCodePage(unsigned code_page) {
  static constexpr std::array<std::pair<unsigned, std::string_view>, 31> kNames = {{
      {437, "IBM437"},         {850, "IBM850"},        {874, "windows-874"},
      {932, "windows-31j"},    {936, "GB18030"},       {949, "windows-949"},
      {950, "Big5"},           {1250, "windows-1250"}, {1251, "windows-1251"},
      {1252, "windows-1252"},  {1253, "windows-1253"}, {1254, "windows-1254"},
      {1255, "windows-1255"},  {1256, "windows-1256"}, {1257, "windows-1257"},
      {1258, "windows-1258"},  {10000, "macintosh"},   {20127, "windows-1252"},
      {20866, "KOI8-R"},       {21866, "KOI8-U"},      {28591, "windows-1252"},
      {28592, "ISO-8859-2"},   {28605, "ISO-8859-15"}, {32768, "macintosh"},
      {32769, "windows-1252"}, {50220, "ISO-2022-JP"}, {51932, "EUC-JP"},
      {51949, "windows-949"},  {52936, "HZ"},          {54936, "GB18030"},
      {kUtf8, "UTF-8"},
  }};
  for (const auto& [number, name] : kNames) {
    if (number == code_page) return name;
  }
  return {};
}

std::string WideToUtf8(std::string_view wide) {
  const Bytes bytes(wide);
  std::string out;
  out.reserve(wide.size());
  for (std::size_t at = 0; at + 2 <= wide.size(); at += 2) {
    char32_t c = bytes.U16(at);
    if (c >= 0xD800 && c < 0xE000) {
      const char32_t low = bytes.U16(at + 2);
      if (c < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
        at += 2;
      } else {
        c = 0xFFFD;
      }
    }
    AppendUtf8(out, c);
  }
  return out;
}

std::string Utf8ToWide(std::string_view utf8) {
  std::string out;
  const auto unit = [&out](char32_t value) {
    out += static_cast<char>(value & 0xFFU);
    out += static_cast<char>(value >> 8U);
  };
  for (std::size_t at = 0; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length && at + i < utf8.size(); ++i) {
      c = c << 6U | (static_cast<unsigned char>(utf8[at + i]) & 0x3FU);
    }
    at += length;
    if (c < 0x10000) {
      unit(c);
    } else {
      unit(0xD800 + ((c - 0x10000) >> 10U));
      unit(0xDC00 + ((c - 0x10000) & 0x3FFU));
    }
  }
  return out;
}

std::string CodePageToUtf8(std::string_view bytes, unsigned code_page) {
  if (code_page == kUtf16) return WideToUtf8(bytes);
  const std::string_view name = CharsetOfCodePage(code_page);
  if (name.empty()) return charset::ToUtf8(bytes).utf8;
  return charset::FromCharset(bytes, name).utf8;
}

unsigned CodePageOfLanguage(unsigned language) {
  switch (language & 0x3FFU) {
    case 0x04:
      return language == 0x0804 || language == 0x1004 ? 936 : 950;
    case 0x11:
      return 932;
    case 0x12:
      return 949;
    case 0x05:  // Czech and its neighbours
    case 0x0E:
    case 0x15:
    case 0x18:
    case 0x1A:
    case 0x1B:
    case 0x24:
      return 1250;
    case 0x02:  // Cyrillic
    case 0x19:
    case 0x22:
    case 0x23:
      return 1251;
    case 0x08:
      return 1253;
    case 0x1F:
      return 1254;
    case 0x0D:
      return 1255;
    case 0x01:
      return 1256;
    case 0x25:
    case 0x26:
    case 0x27:
      return 1257;
    case 0x1E:
      return 874;
    default:
      return 1252;
  }
}

}  // namespace wenyuan::parse
