#include "compound_reader.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace wenyuan::text {
namespace {

using Kind = CharacterKind;
using Text = std::vector<Folded>;

constexpr std::size_t kLongestUnit = 64;  // longer runs are data, not words
constexpr std::size_t kMostUnits = 16;

bool IsDigitAt(const Text& text, std::size_t at) {
  return at < text.size() && text[at].kind == Kind::kDigit;
}

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

}  // namespace wenyuan::text
