#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace wenyuan::parse {

// Which charset the bytes of a text in each font are in.
class RtfFonts {
 public:
  // \ansicpg936: what fonts without a charset of their own mean.
  void SetCodePage(int page);
  // \f3 and then \fcharset134 or \cpg936 in the font table.
  void SetCharset(int font, int charset);
  void SetFontCodePage(int font, int page);

  [[nodiscard]] std::string_view CharsetOf(int font) const;
  [[nodiscard]] bool IsSymbol(int font) const;

 private:
  struct Font {
    std::string charset;
    bool symbol = false;
  };
  std::unordered_map<int, Font> fonts_;
  std::string default_ = "windows-1252";
  bool wide_default_ = false;  // Chinese, Japanese or Korean
};

}  // namespace wenyuan::parse
