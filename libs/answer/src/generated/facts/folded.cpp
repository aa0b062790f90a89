#include "folded.h"

#include <array>
#include <utility>

#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::u32string_view kTraditional =
    U"億萬兩點號時週個鐘圓錢噸倍歲後幾餘壹貳參肆伍陸柒捌玖拾佰仟";
constexpr std::u32string_view kSimplified =
    U"亿万两点号时周个钟圆钱吨倍岁后几余一二三四五六七八九十百千";

char32_t FoldOne(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (c == 0x3000 || c == 0xA0 || c == 0x2009 || c == 0x202F) return U' ';
  if (c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2212) return U'-';
  if (c == 0xFFE5) return 0xA5;  // the yen's sign
  if (c >= U'A' && c <= U'Z') return c - U'A' + U'a';
  const std::size_t at = kTraditional.find(c);
  return at == std::u32string_view::npos ? c : kSimplified[at];
}

bool IsCapital(char32_t c) {
  if (c >= 0xFF21 && c <= 0xFF3A) return true;
  return (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE);
}

}  // namespace

Folded Fold(std::string_view text) {
  Folded folded;
  folded.text.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    folded.begin.push_back(static_cast<std::uint32_t>(at));
    const char32_t c = text::NextCharacter(text, at);
    folded.text += FoldOne(c);
    folded.capital.push_back(IsCapital(c));
  }
  folded.begin.push_back(static_cast<std::uint32_t>(text.size()));
  return folded;
}

}  // namespace wenyuan::answer
