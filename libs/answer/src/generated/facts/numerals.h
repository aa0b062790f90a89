#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "folded.h"

namespace wenyuan::answer {

struct Numeral {
  double value = 0;
  std::size_t end = 0;    // behind it
  bool digits = false;    // written in digits, not in words
  bool grouped = false;   // 1,000: no year
  std::size_t whole = 0;  // digits before the point
};

// "1,234.5", "3千5百万", "1.2亿", "2 million".
std::optional<Numeral> DigitsAt(const Folded& text, std::size_t at);
// "三十", "一千二百万", "二〇二五"; not what only looks like one ("一些", "十分").
std::optional<Numeral> ChineseNumeralAt(const Folded& text, std::size_t at);
// "twenty-one", "three hundred", "two million".
std::optional<Numeral> EnglishNumeralAt(const Folded& text, std::size_t at);
// "third", "twenty-first", "3rd".
std::optional<Numeral> EnglishOrdinalAt(const Folded& text, std::size_t at);

// Whether Latin letters stand on neither side of [at, end).
bool StandsAlone(const Folded& text, std::size_t at, std::size_t end);

}  // namespace wenyuan::answer
