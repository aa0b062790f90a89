#include "dates.h"

#include <array>

#include "numerals.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kMonths = {U"january"sv,   U"february"sv, U"march"sv,    U"april"sv,
                                U"may"sv,       U"june"sv,     U"july"sv,     U"august"sv,
                                U"september"sv, U"october"sv,  U"november"sv, U"december"sv};

bool IsYear(const Numeral& number) {
  return number.whole == 4 && !number.grouped && number.value >= 1000 && number.value <= 2999;
}

struct Part {
  int value = 0;
  std::size_t end = 0;
};

// Digits alone, of a number of `least` to `most` digits.
std::optional<Part> PlainDigits(const Folded& text, std::size_t at, std::size_t least,
                                std::size_t most) {
  Part part{0, at};
  while (part.end < text.text.size() && IsDigit(text.text[part.end]) && part.end - at <= most) {
    part.value = part.value * 10 + static_cast<int>(text.text[part.end++] - U'0');
  }
  const std::size_t size = part.end - at;
  if (size < least || size > most) return std::nullopt;
  return part;
}

bool StandsThere(const Folded& text, std::size_t at, char32_t c) {
  return at < text.text.size() && text.text[at] == c;
}

std::size_t SkipBlanks(const Folded& text, std::size_t at) {
  while (StandsThere(text, at, U' ')) ++at;
  return at;
}

// A number in digits or characters before one of `marks`.
std::optional<Part> Before(const Folded& text, std::size_t at, std::u32string_view marks,
                           int most) {
  at = SkipBlanks(text, at);
  std::optional<Part> part = PlainDigits(text, at, 1, 2);
  if (!part) {
    const auto number = ChineseNumeralAt(text, at);
    if (!number || number->value != static_cast<int>(number->value)) return std::nullopt;
    part = Part{static_cast<int>(number->value), number->end};
  }
  part->end = SkipBlanks(text, part->end);
  if (part->value < 1 || part->value > most || part->end >= text.text.size() ||
      marks.find(text.text[part->end]) == std::u32string_view::npos) {
    return std::nullopt;
  }
  ++part->end;
  return part;
}

std::optional<DateAt> ChineseDate(const Folded& text, std::size_t at) {
  DateAt date;
  std::size_t next = at;
  std::optional<Numeral> year = DigitsAt(text, at);
  if (year && year->value != static_cast<int>(year->value)) year.reset();
  if (!year) year = ChineseNumeralAt(text, at);
  if (year && IsYear(*year)) {
    const std::size_t mark = SkipBlanks(text, year->end);
    if (!StandsThere(text, mark, U'年') || text.StandsAt(mark, U"年代")) return std::nullopt;
    date.year = static_cast<int>(year->value);
    next = date.end = mark + 1;
  }
  if (const auto month = Before(text, next, U"月", 12)) {
    date.month = month->value;
    date.end = month->end;
    if (const auto day = Before(text, month->end, U"日号", 31)) {
      date.day = day->value;
      date.end = day->end;
    }
  }
  if (date.year == 0 && date.month == 0) return std::nullopt;
  return date;
}

// 2025-03-01, 2025/3/1, 2025.3.1, 2025-03; 3/1/2025.
std::optional<DateAt> NumericDate(const Folded& text, std::size_t at) {
  const auto first = PlainDigits(text, at, 1, 4);
  if (!first || first->end >= text.text.size()) return std::nullopt;
  const char32_t mark = text.text[first->end];
  if (mark != U'-' && mark != U'/' && mark != U'.') return std::nullopt;
  const auto second = PlainDigits(text, first->end + 1, 1, 2);
  if (!second) return std::nullopt;
  const bool third = StandsThere(text, second->end, mark);
  DateAt date;
  if (first->end - at == 4) {
    const auto day = third ? PlainDigits(text, second->end + 1, 1, 2) : std::nullopt;
    if (!day && (mark != U'-' || second->end - first->end != 3 || third)) return std::nullopt;
    date = {first->value, second->value, day ? day->value : 0, day ? day->end : second->end};
  } else {
    const auto year =
        third && mark != U'-' ? PlainDigits(text, second->end + 1, 4, 4) : std::nullopt;
    if (!year) return std::nullopt;
    const bool day_first = first->value > 12;
    date = {year->value, day_first ? second->value : first->value,
            day_first ? first->value : second->value, year->end};
  }
  const bool whole = date.end >= text.text.size() || !IsDigit(text.text[date.end]);
  const bool possible = date.year >= 1000 && date.year <= 2999 && date.month >= 1 &&
                        date.month <= 12 && date.day <= 31;
  return whole && possible ? std::optional(date) : std::nullopt;
}

std::optional<Part> MonthName(const Folded& text, std::size_t at) {
  for (std::size_t month = 0; month < kMonths.size(); ++month) {
    const std::u32string_view name = kMonths[month];
    const bool abbreviated = !text.StandsAt(at, name);
    const std::u32string_view written = abbreviated ? name.substr(0, 3) : name;
    if (!text.StandsAt(at, written) || !text.capital[at]) continue;
    std::size_t end = at + written.size();
    if (abbreviated && StandsThere(text, end, U't')) ++end;  // Sept.
    if (!StandsAlone(text, at, end)) continue;
    if (abbreviated && StandsThere(text, end, U'.')) ++end;
    return Part{static_cast<int>(month) + 1, end};
  }
  return std::nullopt;
}

std::optional<Part> Day(const Folded& text, std::size_t at) {
  std::optional<Part> day;
  if (const auto ordinal = EnglishOrdinalAt(text, at); ordinal && IsDigit(text.text[at])) {
    day = Part{static_cast<int>(ordinal->value), ordinal->end};
  } else {
    day = PlainDigits(text, at, 1, 2);
  }
  if (!day || day->value < 1 || day->value > 31) return std::nullopt;
  const bool number = StandsThere(text, day->end, U'%') ||
                      (StandsThere(text, day->end, U'.') && day->end + 1 < text.text.size() &&
                       IsDigit(text.text[day->end + 1]));
  if (number) return std::nullopt;
  return day;
}

std::optional<Part> Year(const Folded& text, std::size_t at) {
  at = SkipBlanks(text, at);
  if (StandsThere(text, at, U',')) at = SkipBlanks(text, at + 1);
  if (text.StandsAt(at, U"of ")) at += 3;
  const auto year = PlainDigits(text, at, 4, 4);
  if (!year || year->value < 1000 || year->value > 2999) return std::nullopt;
  return year;
}

std::optional<DateAt> EnglishDate(const Folded& text, std::size_t at) {
  DateAt date;
  std::size_t next = at;
  if (const auto day = Day(text, at)) {  // 1 March 2025, 1st of March
    next = SkipBlanks(text, day->end);
    if (text.StandsAt(next, U"of ")) next += 3;
    const auto month = MonthName(text, next);
    if (!month) return std::nullopt;
    date = {0, month->value, day->value, month->end};
  } else {
    const auto month = MonthName(text, at);
    if (!month) return std::nullopt;
    date = {0, month->value, 0, month->end};
    if (const auto number = Day(text, SkipBlanks(text, month->end))) {
      date.day = number->value;
      date.end = number->end;
    }
  }
  if (const auto year = Year(text, date.end)) {
    date.year = year->value;
    date.end = year->end;
  }
  return date;
}

}  // namespace

std::optional<DateAt> ReadDate(const Folded& text, std::size_t at) {
  if (auto date = ChineseDate(text, at)) return date;
  if (auto date = NumericDate(text, at)) return date;
  return EnglishDate(text, at);
}

}  // namespace wenyuan::answer
