#include "compounds.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "stemmer.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

using Kind = CharacterKind;
using Text = std::vector<Folded>;

constexpr std::size_t kLongestWhole = 96;

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
  int digits = 0;
  bool lower_case_word = false;  // of three letters or more, as in 24-hour
  bool single_letters = true;    // as in U.S.A.
};

Contents Look(const Text& text, const CompoundText& compound) {
  Contents contents;
  for (const UnitText& unit : compound.units) {
    bool lower = unit.end - unit.begin >= 3;
    for (std::size_t i = unit.begin; i < unit.end; ++i) {
      const bool digit = text[i].kind == Kind::kDigit;
      contents.digits += digit ? 1 : 0;
      contents.letters = contents.letters || !digit;
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

bool IsCode(const Text& text, const CompoundText& compound, const Contents& has,
            std::string_view whole) {
  const bool several = compound.units.size() > 1;
  const auto with = [whole](std::string_view signs) {
    return whole.find_first_of(signs) != std::string_view::npos;
  };
  if (has.digits == 0) return several && !has.single_letters && with("_@.");
  if (!has.letters) return with("%") || (has.digits > 2 && with(".-"));
  if (!several) return whole.size() >= 3 && !IsOrdinal(whole);
  const bool starts_with_digit = text[compound.units.front().begin].kind == Kind::kDigit;
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
    if (!all && end - begin >= 2 && IsWordCharacter(text[begin])) {
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
  const Contents has = Look(text, compound);
  const bool code = IsCode(text, compound, has, whole);
  if (code || !is_unit) {
    analysis.compounds.push_back({static_cast<std::uint32_t>(analysis.tokens.size()), position,
                                  static_cast<std::uint32_t>(compound.units.size()), code,
                                  !has.letters});
  }
  if (!is_unit) {
    add_whole(TokenKind::kWhole, 0, whole);
    const bool joined_freely =  // PPR-9087 and PPR9087, open_files and openFiles
        has.letters && (has.digits > 0 || whole.find('_') != std::string::npos);
    if (code && joined_freely && compound.units.size() > 1) {
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
