#include "compounds.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "stemmer.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

using Kind = CharacterKind;
using Text = std::vector<Folded>;

constexpr std::size_t kLongestUnit = 64;  // longer runs are data, not words
constexpr std::size_t kMostUnits = 16;
constexpr std::size_t kLongestWhole = 96;

bool IsWordCharacter(const Folded& c) { return c.kind == Kind::kLetter || c.kind == Kind::kDigit; }

bool IsDigitAt(const Text& text, std::size_t at) {
  return at < text.size() && text[at].kind == Kind::kDigit;
}

bool IsHyphen(char32_t c) { return c == U'-' || c == 0x2010; }

// GB/T 22239—2019 is printed with a dash.
bool IsDash(char32_t c) { return (c >= 0x2012 && c <= 0x2015) || c == 0x2212; }

std::size_t EndOfUnit(const Text& text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + kLongestUnit);
  while (at < limit && IsWordCharacter(text[at])) ++at;
  return at;
}

// Behind the "'s" of "company's" or the "'t" of "don't" that starts at `at`, else `at`.
struct Apostrophe {
  std::size_t end = 0;
  bool part_of_word = false;
};

Apostrophe ReadApostrophe(const Text& text, std::size_t at) {
  if (at >= text.size() || (text[at].character != U'\'' && text[at].character != 0x2019)) {
    return {at};
  }
  const std::size_t end = EndOfUnit(text, at + 1);
  std::u32string suffix;
  for (std::size_t i = at + 1; i < end && suffix.size() < 3; ++i) suffix += text[i].character;
  if (suffix == U"s") return {end};
  for (const std::u32string_view contraction : {U"t", U"re", U"ve", U"ll", U"d", U"m"}) {
    if (suffix == contraction) return {end, true};
  }
  return {at};
}

bool IsThousandsGroup(const Text& text, std::size_t at) {
  return IsDigitAt(text, at) && IsDigitAt(text, at + 1) && IsDigitAt(text, at + 2) &&
         !IsDigitAt(text, at + 3);
}

// Whether the sign at `at` joins the unit before it with the one behind it.
bool Joins(const Text& text, std::size_t at) {
  if (at + 1 >= text.size() || !IsWordCharacter(text[at + 1])) return false;
  const char32_t sign = text[at].character;
  const bool between_digits =
      text[at - 1].kind == Kind::kDigit && text[at + 1].kind == Kind::kDigit;
  if (sign == U',') return between_digits && IsThousandsGroup(text, at + 1);
  if (sign == U':' || IsDash(sign)) return between_digits;
  return IsHyphen(sign) || std::u32string_view(U"_./@&+\\").find(sign) != std::u32string_view::npos;
}

// As in "ISO 9001" or "GB/T 22239": capitals, one blank, a number.
bool StandardFollows(const Text& text, std::size_t first, std::size_t at) {
  if (at >= text.size() || text[at].character != U' ' || at - first < 2 || at - first > 8)
    return false;
  for (std::size_t i = first; i < at; ++i) {
    if (text[i].kind == Kind::kLetter ? !text[i].upper_case : text[i].character != U'/')
      return false;
  }
  return IsDigitAt(text, at + 1) && IsDigitAt(text, at + 2) && IsDigitAt(text, at + 3);
}

// Behind a sign that belongs to the last unit: 12.5%, C++, C#.
std::size_t EndOfSign(const Text& text, const UnitText& unit, std::size_t at) {
  const auto is = [&](std::size_t i, char32_t c) {
    return i < text.size() && text[i].character == c;
  };
  if (IsDigitAt(text, at - 1)) return is(at, U'%') || is(at, 0x2030) ? at + 1 : at;
  if (unit.end - unit.begin > 1) return at;
  if (is(at, U'+') && is(at + 1, U'+')) return at + 2;
  return is(at, U'#') ? at + 1 : at;
}

std::string TermOf(const Text& text, std::size_t begin, std::size_t end) {
  std::string term;
  for (std::size_t i = begin; i < end; ++i) {
    if (IsWordCharacter(text[i])) AppendCharacter(term, text[i].character);
  }
  return term;
}

std::string WholeTerm(const Text& text, std::size_t begin, std::size_t end) {
  std::string term;
  for (std::size_t i = begin; i < end; ++i) {
    const char32_t c = text[i].character;
    if (c == U',' || c == U' ') continue;
    AppendCharacter(term, IsHyphen(c) || IsDash(c) ? U'-' : c);
  }
  return term;
}

struct Contents {
  bool letters = false;
  bool digits = false;
  bool lower_case_word = false;  // of three letters or more, as in 24-hour
  bool single_letters = true;    // as in U.S.A.
};

Contents Look(const Text& text, const CompoundText& compound) {
  Contents contents;
  for (const UnitText& unit : compound.units) {
    bool lower = unit.end - unit.begin >= 3;
    for (std::size_t i = unit.begin; i < unit.end; ++i) {
      const bool digit = text[i].kind == Kind::kDigit;
      (digit ? contents.digits : contents.letters) = true;
      lower = lower && !digit && !text[i].upper_case;
      contents.single_letters = contents.single_letters && !digit && unit.end - unit.begin == 1;
    }
    contents.lower_case_word = contents.lower_case_word || lower;
  }
  return contents;
}

// 1st, 20th, 1990s.
bool IsOrdinal(std::string_view term) {
  const std::size_t digits = std::min(term.find_first_not_of("0123456789"), term.size());
  const std::string_view rest = term.substr(digits);
  return digits > 0 &&
         (rest == "st" || rest == "nd" || rest == "rd" || rest == "th" || rest == "s");
}

bool IsCode(const Text& text, const CompoundText& compound, std::string_view whole) {
  const Contents has = Look(text, compound);
  const bool several = compound.units.size() > 1;
  const bool starts_with_digit = text[compound.units.front().begin].kind == Kind::kDigit;
  const auto with = [whole](std::string_view signs) {
    return whole.find_first_of(signs) != std::string_view::npos;
  };
  if (!has.digits) return several && !has.single_letters && with("_@.");
  if (!has.letters) return with(".-%");
  if (!several) return whole.size() >= 3 && !IsOrdinal(whole);
  return !(starts_with_digit && has.lower_case_word);
}

// Where a unit falls into parts: camelCase, HTMLParser, a17.
bool PartStartsAt(const Text& text, const UnitText& unit, std::size_t at) {
  const Folded& before = text[at - 1];
  const Folded& here = text[at];
  if (before.kind != here.kind) return true;
  if (!here.upper_case) return false;
  return !before.upper_case ||
         (at + 1 < unit.end && !text[at + 1].upper_case && text[at + 1].kind == Kind::kLetter);
}

void AddParts(const Text& text, const UnitText& unit, std::uint32_t position, Analysis& analysis) {
  for (std::size_t begin = unit.begin; begin < unit.end;) {
    std::size_t end = begin + 1;
    while (end < unit.end && !PartStartsAt(text, unit, end)) ++end;
    const bool all = begin == unit.begin && end == unit.end;
    if (!all && end - begin >= 2) {
      analysis.Add(TokenKind::kPart,
                   {TermOf(text, begin, end), position, 1, text[begin].begin, text[end - 1].end});
    }
    begin = end;
  }
}

bool IsEnglishWord(std::string_view term) {
  return term.size() >= 3 &&
         std::all_of(term.begin(), term.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

void AddUnit(const Text& text, const UnitText& unit, std::uint32_t position, Analysis& analysis) {
  Token token{TermOf(text, unit.begin, unit.end), position, 1, text[unit.begin].begin,
              text[unit.end - 1].end};
  analysis.units.push_back(token);
  std::string stem;
  if (IsEnglishWord(token.term)) {
    stem = EnglishStem(token.term);
    if (stem == token.term) stem.clear();
  }
  Token stemmed = token;
  analysis.Add(TokenKind::kUnit, std::move(token));
  if (!stem.empty()) {
    stemmed.term = std::move(stem);
    analysis.Add(TokenKind::kStem, std::move(stemmed));
  }
  AddParts(text, unit, position, analysis);
}

}  // namespace

std::size_t ReadCompound(const Text& text, std::size_t first, CompoundText& compound) {
  compound = {};
  std::size_t at = first;
  while (true) {
    UnitText unit{at, EndOfUnit(text, at)};
    const Apostrophe apostrophe = ReadApostrophe(text, unit.end);
    if (apostrophe.part_of_word) unit.end = apostrophe.end;
    compound.units.push_back(unit);
    at = apostrophe.end;
    if (at != unit.end || compound.units.size() == kMostUnits) break;
    if (at < text.size() && Joins(text, at)) {
      ++at;
    } else if (compound.standard == 0 && StandardFollows(text, first, at)) {
      compound.standard = compound.units.size();
      ++at;
    } else {
      break;
    }
  }
  const UnitText& last = compound.units.back();
  compound.end = at == last.end ? EndOfSign(text, last, at) : last.end;
  return std::max(at, compound.end);
}

void AddCompound(const Text& text, const CompoundText& compound, std::uint32_t position,
                 Analysis& analysis) {
  const std::size_t first = compound.units.front().begin;
  const bool is_unit = compound.units.size() == 1 && compound.end == compound.units.front().end;
  const auto add_whole = [&](TokenKind kind, std::size_t unit, std::string term) {
    if (term.size() > kLongestWhole) return;
    analysis.Add(kind, {std::move(term), position + static_cast<std::uint32_t>(unit),
                        static_cast<std::uint32_t>(compound.units.size() - unit),
                        text[compound.units[unit].begin].begin, text[compound.end - 1].end});
  };
  const std::string whole = WholeTerm(text, first, compound.end);
  const bool code = IsCode(text, compound, whole);
  if (code || !is_unit) {
    analysis.compounds.push_back({static_cast<std::uint32_t>(analysis.tokens.size()), position,
                                  static_cast<std::uint32_t>(compound.units.size()), code});
  }
  if (!is_unit) {
    add_whole(TokenKind::kWhole, 0, whole);
    if (code && compound.units.size() > 1) {
      std::string compact = TermOf(text, first, compound.end);
      if (compact != whole) add_whole(TokenKind::kCompact, 0, std::move(compact));
    }
  }
  for (std::size_t i = 0; i < compound.units.size(); ++i) {
    if (i > 0 && i == compound.standard && i + 1 < compound.units.size()) {
      add_whole(TokenKind::kWhole, i, WholeTerm(text, compound.units[i].begin, compound.end));
    }
    AddUnit(text, compound.units[i], position + static_cast<std::uint32_t>(i), analysis);
  }
}

}  // namespace wenyuan::text
