#include "converter.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace wenyuan::charset {
namespace {

// Labels that mean more than they say, lower case.
constexpr std::array<std::pair<std::string_view, const char*>, 25> kMeaning = {{
    {"gb2312", "GB18030"},        {"gb_2312-80", "GB18030"},
    {"gbk", "GB18030"},           {"x-gbk", "GB18030"},
    {"cp936", "GB18030"},         {"euc-cn", "GB18030"},
    {"big5", "Big5-HKSCS"},       {"big-5", "Big5-HKSCS"},
    {"cp950", "Big5-HKSCS"},      {"x-x-big5", "Big5-HKSCS"},
    {"shift_jis", "windows-31j"}, {"shift-jis", "windows-31j"},
    {"sjis", "windows-31j"},      {"x-sjis", "windows-31j"},
    {"cp932", "windows-31j"},     {"ks_c_5601-1987", "windows-949"},
    {"ks_c_5601", "windows-949"}, {"euc-kr", "windows-949"},
    {"cp949", "windows-949"},     {"iso-8859-1", "windows-1252"},
    {"latin1", "windows-1252"},   {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"}, {"iso-8859-9", "windows-1254"},
    {"unicode", "UTF-16LE"},
}};

}  // namespace

void ConverterCloser::operator()(UConverter* converter) const { ucnv_close(converter); }

Converter OpenConverter(std::string_view name) {
  std::string lower(name.substr(0, 60));
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  // ICU reads a comma as the start of options.
  if (lower.empty() || lower.find_first_of(", ") != std::string::npos) return nullptr;
  const auto* known = std::find_if(kMeaning.begin(), kMeaning.end(),
                                   [&](const auto& entry) { return entry.first == lower; });
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(known == kMeaning.end() ? lower.c_str() : known->second, &status));
  return U_FAILURE(status) != 0 ? nullptr : std::move(converter);
}

std::u16string Decode(UConverter& converter, std::string_view bytes, bool whole) {
  ucnv_reset(&converter);
  std::u16string text;
  std::array<char16_t, 16'384> buffer;
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  while (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    char16_t* out = buffer.data();
    ucnv_toUnicode(&converter, &out, buffer.data() + buffer.size(), &at, end, nullptr,
                   static_cast<UBool>(whole), &status);
    text.append(buffer.data(), out);
  }
  return text;
}

std::string Utf16ToUtf8(std::u16string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    if (c >= 0xD800 && c < 0xDC00 && i + 1 < text.size() && text[i + 1] >= 0xDC00 &&
        text[i + 1] < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10U) + (text[++i] - 0xDC00U);
    } else if (c >= 0xD800 && c < 0xE000) {
      c = 0xFFFD;
    }
    if (c == 0) continue;
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += {static_cast<char>(0xC0 | (c >> 6U)), static_cast<char>(0x80 | (c & 0x3FU))};
    } else if (c < 0x10000) {
      out += {static_cast<char>(0xE0 | (c >> 12U)), static_cast<char>(0x80 | ((c >> 6U) & 0x3FU)),
              static_cast<char>(0x80 | (c & 0x3FU))};
    } else {
      out += {static_cast<char>(0xF0 | (c >> 18U)), static_cast<char>(0x80 | ((c >> 12U) & 0x3FU)),
              static_cast<char>(0x80 | ((c >> 6U) & 0x3FU)), static_cast<char>(0x80 | (c & 0x3FU))};
    }
  }
  return out;
}

}  // namespace wenyuan::charset
