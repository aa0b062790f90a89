#include "wenyuan/parse_kit/list_number.h"

#include <array>
#include <utility>

namespace wenyuan::parse {
namespace {

std::string Letters(unsigned number, char first) {
  // Word repeats the letter: 27 is "aa", 28 "bb".
  if (number == 0 || number > 780) return std::to_string(number);
  return std::string((number - 1) / 26 + 1,
                     static_cast<char>(first + static_cast<int>((number - 1) % 26)));
}

std::string Roman(unsigned number, bool upper) {
  if (number == 0 || number > 3'999) return std::to_string(number);
  static constexpr std::array<std::pair<unsigned, std::string_view>, 13> kParts = {{{1000, "m"},
                                                                                    {900, "cm"},
                                                                                    {500, "d"},
                                                                                    {400, "cd"},
                                                                                    {100, "c"},
                                                                                    {90, "xc"},
                                                                                    {50, "l"},
                                                                                    {40, "xl"},
                                                                                    {10, "x"},
                                                                                    {9, "ix"},
                                                                                    {5, "v"},
                                                                                    {4, "iv"},
                                                                                    {1, "i"}}};
  std::string out;
  for (const auto& [value, text] : kParts) {
    for (; number >= value; number -= value) out += text;
  }
  if (upper) {
    for (char& c : out) c = static_cast<char>(c - 32);
  }
  return out;
}

struct HanDigits {
  std::array<std::string_view, 10> digits;
  std::array<std::string_view, 4> units;
  bool drop_leading_one;  // 十一 rather than 一十一
};

constexpr HanDigits kCounting = {
    {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}, {"", "十", "百", "千"}, true};
constexpr HanDigits kLegal = {
    {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}, {"", "拾", "佰", "仟"}, false};

std::string Han(unsigned number, const HanDigits& han) {
  if (number > 9'999) return std::to_string(number);
  if (number == 0) return std::string(han.digits[0]);
  std::string out;
  bool zero = false;
  unsigned weight = 1'000;
  for (std::size_t unit = 4; unit-- > 0; weight /= 10) {
    const unsigned digit = number / weight % 10;
    if (digit == 0) {
      zero = !out.empty();
      continue;
    }
    if (zero) out += han.digits[0];
    zero = false;
    const bool silent = digit == 1 && unit == 1 && out.empty() && han.drop_leading_one;
    if (!silent) out += han.digits[digit];
    out += han.units[unit];
  }
  return out;
}

std::string Circled(unsigned number) {
  if (number == 0 || number > 20) return std::to_string(number);
  std::string out = "①";
  out.back() = static_cast<char>(static_cast<unsigned char>(out.back()) + number - 1);
  return out;
}

std::string Digits(unsigned number) {
  std::string out;
  for (const char c : std::to_string(number)) {
    out += c == '0' ? "〇" : kCounting.digits[static_cast<std::size_t>(c - '0')];
  }
  return out;
}

}  // namespace

std::string FormatListNumber(unsigned number, std::string_view format) {
  if (format == "none" || format == "bullet") return {};
  if (format == "lowerLetter") return Letters(number, 'a');
  if (format == "upperLetter") return Letters(number, 'A');
  if (format == "lowerRoman") return Roman(number, false);
  if (format == "upperRoman") return Roman(number, true);
  if (format == "decimalZero") return (number < 10 ? "0" : "") + std::to_string(number);
  if (format == "chineseCounting" || format == "chineseCountingThousand" ||
      format == "taiwaneseCounting" || format == "taiwaneseCountingThousand" ||
      format == "japaneseCounting") {
    return Han(number, kCounting);
  }
  if (format == "ideographDigital" || format == "japaneseDigitalTenThousand" ||
      format == "taiwaneseDigital") {
    return Digits(number);
  }
  if (format == "chineseLegalSimplified" || format == "ideographLegalTraditional") {
    return Han(number, kLegal);
  }
  if (format == "decimalEnclosedCircle" || format == "decimalEnclosedCircleChinese") {
    return Circled(number);
  }
  return std::to_string(number);
}

}  // namespace wenyuan::parse
