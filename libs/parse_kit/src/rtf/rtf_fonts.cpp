#include "rtf/rtf_fonts.h"

#include <utility>

namespace wenyuan::parse {
namespace {

std::string CodePageName(int page) {
  switch (page) {
    case 932:
      return "windows-31j";
    case 936:
    case 54936:
      return "GB18030";
    case 949:
    case 1361:
      return "windows-949";
    case 950:
      return "Big5";
    case 65001:
      return "UTF-8";
    case 437:
    case 850:
    case 708:
      return "ibm-" + std::to_string(page);
    case 874:
      return "windows-874";
    case 10000:
      return "macintosh";
    default:
      break;
  }
  return page >= 1250 && page <= 1258 ? "windows-" + std::to_string(page) : "windows-1252";
}

int PageOfCharset(int charset) {
  static constexpr std::pair<int, int> kPages[] = {
      {77, 10000}, {128, 932},  {129, 949},  {130, 1361}, {134, 936},  {136, 950},
      {161, 1253}, {162, 1254}, {163, 1258}, {177, 1255}, {178, 1256}, {179, 1256},
      {186, 1257}, {204, 1251}, {222, 874},  {238, 1250}, {254, 437},  {255, 850}};
  for (const auto& [number, page] : kPages) {
    if (number == charset) return page;
  }
  return 0;
}

}  // namespace

void RtfFonts::SetCodePage(int page) {
  default_ = CodePageName(page);
  wide_default_ = page == 932 || page == 936 || page == 949 || page == 950;
}

void RtfFonts::SetCharset(int font, int charset) {
  Font& known = fonts_[font];
  known.symbol = charset == 2;
  if (const int page = PageOfCharset(charset); page != 0) {
    known.charset = CodePageName(page);
  } else if (charset == 0 && !wide_default_) {
    known.charset = "windows-1252";
  } else {
    known.charset.clear();  // Chinese programs call their own charset "ANSI"
  }
}

void RtfFonts::SetFontCodePage(int font, int page) { fonts_[font].charset = CodePageName(page); }

std::string_view RtfFonts::CharsetOf(int font) const {
  const auto known = fonts_.find(font);
  return known == fonts_.end() || known->second.charset.empty() ? default_ : known->second.charset;
}

bool RtfFonts::IsSymbol(int font) const {
  const auto known = fonts_.find(font);
  return known != fonts_.end() && known->second.symbol;
}

}  // namespace wenyuan::parse
