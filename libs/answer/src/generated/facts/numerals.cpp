#include "numerals.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

struct NumberWord {
  std::u32string_view word;
  double value;
};

constexpr std::array<NumberWord, 28> kSmall = {{
    {U"one"sv, 1},        {U"two"sv, 2},       {U"three"sv, 3},     {U"four"sv, 4},
    {U"five"sv, 5},       {U"six"sv, 6},       {U"seven"sv, 7},     {U"eight"sv, 8},
    {U"nine"sv, 9},       {U"ten"sv, 10},      {U"eleven"sv, 11},   {U"twelve"sv, 12},
    {U"thirteen"sv, 13},  {U"fourteen"sv, 14}, {U"fifteen"sv, 15},  {U"sixteen"sv, 16},
    {U"seventeen"sv, 17}, {U"eighteen"sv, 18}, {U"nineteen"sv, 19}, {U"twenty"sv, 20},
    {U"thirty"sv, 30},    {U"forty"sv, 40},    {U"fifty"sv, 50},    {U"sixty"sv, 60},
    {U"seventy"sv, 70},   {U"eighty"sv, 80},   {U"ninety"sv, 90},   {U"zero"sv, 0},
}};
constexpr std::array<NumberWord, 5> kLarge = {{{U"hundred"sv, 1e2},
                                               {U"thousand"sv, 1e3},
                                               {U"million"sv, 1e6},
                                               {U"billion"sv, 1e9},
                                               {U"trillion"sv, 1e12}}};
constexpr std::array<NumberWord, 31> kOrdinals = {{
    {U"first"sv, 1},        {U"second"sv, 2},      {U"third"sv, 3},       {U"fourth"sv, 4},
    {U"fifth"sv, 5},        {U"sixth"sv, 6},       {U"seventh"sv, 7},     {U"eighth"sv, 8},
    {U"ninth"sv, 9},        {U"tenth"sv, 10},      {U"eleventh"sv, 11},   {U"twelfth"sv, 12},
    {U"thirteenth"sv, 13},  {U"fourteenth"sv, 14}, {U"fifteenth"sv, 15},  {U"sixteenth"sv, 16},
    {U"seventeenth"sv, 17}, {U"eighteenth"sv, 18}, {U"nineteenth"sv, 19}, {U"twentieth"sv, 20},
    {U"thirtieth"sv, 30},   {U"fortieth"sv, 40},   {U"fiftieth"sv, 50},   {U"sixtieth"sv, 60},
    {U"seventieth"sv, 70},  {U"eightieth"sv, 80},  {U"ninetieth"sv, 90},  {U"hundredth"sv, 100},
    {U"thousandth"sv, 1e3}, {U"millionth"sv, 1e6}, {U"billionth"sv, 1e9},
}};
constexpr std::u32string_view kChineseDigits = U"〇零一二三四五六七八九";
constexpr std::u32string_view kNotNumbers[] = {
    U"一些",   U"一样", U"一直", U"一般", U"一定",   U"一起", U"一方", U"一面",
    U"一切",   U"一致", U"一旦", U"一再", U"一律",   U"一向", U"一度", U"一体",
    U"一时",   U"万一", U"十分", U"千万", U"三明治", U"万物", U"百姓", U"百科",
    U"千古",   U"万能", U"万事", U"万达", U"万科",   U"零售", U"零食", U"零件",
    U"零部件", U"一带", U"一一", U"四川", U"五金",   U"九龙", U"三亚", U"千方百计"};

template <std::size_t N>
const NumberWord* WordAt(const Folded& text, std::size_t at,
                         const std::array<NumberWord, N>& words) {
  for (const NumberWord& one : words) {
    if (text.StandsAt(at, one.word) && StandsAlone(text, at, at + one.word.size())) return &one;
  }
  return nullptr;
}

std::size_t SkipBlank(const Folded& text, std::size_t at, bool hyphen) {
  if (at < text.text.size() && (text.text[at] == U' ' || (hyphen && text.text[at] == U'-'))) {
    return at + 1;
  }
  return at;
}

double ChineseFactor(char32_t c) {
  switch (c) {
    case U'十':
      return 10;
    case U'百':
      return 100;
    case U'千':
      return 1'000;
    case U'万':
      return 1e4;
    case U'亿':
      return 1e8;
    default:
      return 0;
  }
}

int ChineseDigit(char32_t c) {
  if (c == U'两') return 2;
  const std::size_t at = kChineseDigits.find(c);
  if (at == std::u32string_view::npos) return -1;
  return at == 0 ? 0 : static_cast<int>(at) - 1;
}

// What 万 and 亿 multiply is gathered in `section`.
struct ChineseSum {
  double total = 0;
  double section = 0;
  double digit = 0;
  double last_factor = 1;

  void Multiply(double factor) {
    if (factor < 1e4) {
      section += (digit == 0 ? 1 : digit) * factor;
    } else {
      total =
          factor == 1e8 ? (total + section + digit) * factor : total + (section + digit) * factor;
      section = 0;
    }
    digit = 0;
    last_factor = factor;
  }
  [[nodiscard]] double Value() const { return total + section + digit; }
};

bool EndsWord(const Folded& text, std::size_t end) {
  return end >= text.text.size() || !IsLatin(text.text[end]);
}

// "million", "thousand", "bn" behind a number.
double MultiplierBehind(const Folded& text, std::size_t& at) {
  const std::size_t word = SkipBlank(text, at, true);
  if (const NumberWord* large = WordAt(text, word, kLarge)) {
    at = word + large->word.size();
    return large->value;
  }
  for (const auto& [letters, value] :
       {NumberWord{U"bn"sv, 1e9}, NumberWord{U"mn"sv, 1e6}, NumberWord{U"k"sv, 1e3}}) {
    if (text.StandsAt(at, letters) && EndsWord(text, at + letters.size())) {
      at += letters.size();
      return value;
    }
  }
  return 1;
}

}  // namespace

bool StandsAlone(const Folded& text, std::size_t at, std::size_t end) {
  return (at == 0 || !IsLatin(text.text[at - 1])) && EndsWord(text, end);
}

std::optional<Numeral> DigitsAt(const Folded& text, std::size_t at) {
  const std::u32string& letters = text.text;
  if (at >= letters.size() || !IsDigit(letters[at])) return std::nullopt;
  const auto digit = [&](std::size_t place) {
    return place < letters.size() && IsDigit(letters[place]);
  };
  Numeral read;
  read.digits = true;
  std::size_t end = at;
  for (;; ++end) {
    if (digit(end)) {
      read.value = read.value * 10 + static_cast<double>(letters[end] - U'0');
      ++read.whole;
      continue;
    }
    const bool group = end < letters.size() && (letters[end] == U',' || letters[end] == U'\'') &&
                       digit(end + 1) && digit(end + 2) && digit(end + 3) && !digit(end + 4) &&
                       read.whole > 0 && (read.whole <= 3 || read.grouped);
    if (!group) break;
    read.grouped = true;
  }
  if (end < letters.size() && letters[end] == U'.' && digit(end + 1)) {
    double place = .1;
    for (++end; digit(end); ++end, place /= 10) {
      read.value += place * static_cast<double>(letters[end] - U'0');
    }
  }
  while (end < letters.size() && ChineseFactor(letters[end]) > 0) {
    read.value *= ChineseFactor(letters[end++]);
    // "3千5百": what follows is added.
    if (digit(end) && read.value >= 100) {
      if (const auto rest = DigitsAt(text, end); rest && rest->value < read.value) {
        read.value += rest->value;
        end = rest->end;
      }
      break;
    }
  }
  read.value *= MultiplierBehind(text, end);
  read.end = end;
  return read;
}

std::optional<Numeral> ChineseNumeralAt(const Folded& text, std::size_t at) {
  const std::u32string& letters = text.text;
  const auto is_numeral = [](char32_t c) { return ChineseDigit(c) >= 0 || ChineseFactor(c) > 0; };
  if (at >= letters.size() || !is_numeral(letters[at])) return std::nullopt;
  for (const std::u32string_view word : kNotNumbers) {
    if (text.StandsAt(at, word)) return std::nullopt;
  }
  std::size_t end = at;
  bool factors = false;
  while (end < letters.size() && is_numeral(letters[end])) {
    factors = factors || ChineseFactor(letters[end]) > 0;
    ++end;
  }
  Numeral read;
  read.end = end;
  if (!factors) {  // 二〇二五: digit by digit
    for (std::size_t i = at; i < end; ++i) read.value = read.value * 10 + ChineseDigit(letters[i]);
    read.whole = end - at;
    return read;
  }
  ChineseSum sum;
  for (std::size_t i = at; i < end; ++i) {
    if (const double factor = ChineseFactor(letters[i]); factor > 0) {
      sum.Multiply(factor);
    } else {
      sum.digit = ChineseDigit(letters[i]);
      const bool shortened = i + 1 == end && sum.last_factor >= 100 && i > at &&
                             ChineseFactor(letters[i - 1]) > 0;  // 两千五
      if (shortened) sum.digit *= sum.last_factor / 10;
    }
  }
  read.value = sum.Value();
  // 三点五
  if (end + 1 < letters.size() && letters[end] == U'点' && ChineseDigit(letters[end + 1]) >= 0 &&
      end + 2 < letters.size() && ChineseFactor(letters[end + 2]) > 0) {
    read.value += ChineseDigit(letters[end + 1]) / 10.0;
    read.value *= ChineseFactor(letters[end + 2]);
    read.end = end + 3;
  }
  return read;
}

std::optional<Numeral> EnglishNumeralAt(const Folded& text, std::size_t at) {
  Numeral read;
  double section = 0;
  bool any = false;
  for (std::size_t end = at;;) {
    const NumberWord* small = WordAt(text, end, kSmall);
    const NumberWord* large = small == nullptr && any ? WordAt(text, end, kLarge) : nullptr;
    if (small == nullptr && large == nullptr) break;
    // "one two": two numbers
    if (small != nullptr && any && section > 0 && static_cast<int>(section) % 100 != 0 &&
        (section < 20 || small->value > 9)) {
      break;
    }
    if (small != nullptr) {
      section += small->value;
      end += small->word.size();
    } else {
      end += large->word.size();
      section = (section == 0 ? 1 : section) * large->value;
      if (large->value >= 1e3) {
        read.value += section;
        section = 0;
      }
    }
    any = true;
    read.end = end;
    end = SkipBlank(text, end, true);
    if (text.StandsAt(end, U"and ")) end += 4;
  }
  if (!any) return std::nullopt;
  read.value += section;
  return read;
}

std::optional<Numeral> EnglishOrdinalAt(const Folded& text, std::size_t at) {
  Numeral read;
  if (const auto number = DigitsAt(text, at)) {
    for (const std::u32string_view ending : {U"st"sv, U"nd"sv, U"rd"sv, U"th"sv}) {
      if (!text.StandsAt(number->end, ending) || !EndsWord(text, number->end + ending.size())) {
        continue;
      }
      read.value = number->value;
      read.end = number->end + 2;
      return read;
    }
    return std::nullopt;
  }
  if (const NumberWord* word = WordAt(text, at, kOrdinals)) {
    read.value = word->value;
    read.end = at + word->word.size();
    return read;
  }
  const NumberWord* tens = WordAt(text, at, kSmall);
  if (tens == nullptr || tens->value < 20) return std::nullopt;
  const std::size_t next = SkipBlank(text, at + tens->word.size(), true);
  const NumberWord* ones = WordAt(text, next, kOrdinals);
  if (ones == nullptr || ones->value > 9) return std::nullopt;
  read.value = tens->value + ones->value;
  read.end = next + ones->word.size();
  return read;
}

}  // namespace wenyuan::answer
