#include "facts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "dates.h"
#include "eras.h"
#include "folded.h"
#include "measures.h"
#include "numerals.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

// A fact, and where it stands in characters.
struct Found {
  Fact fact;
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool IsCodeLetter(char32_t c) { return IsDigit(c) || (c >= U'a' && c <= U'z'); }
bool JoinsCode(char32_t c) {
  return c == U'-' || c == U'.' || c == U'/' || c == U'_' || c == U':' || c == U'@' || c == U'+';
}

// Letters and digits together ("ppr-9087", "v1.2.3", "q3"), or digits in three groups and more
// ("010-6552-1234", "192.168.0.1", "14:30:05").
std::optional<Found> CodeAt(const Folded& text, std::size_t at) {
  const std::u32string& letters = text.text;
  if (!IsCodeLetter(letters[at]) || (at > 0 && IsLatin(letters[at - 1]))) return std::nullopt;
  Found found;
  found.begin = at;
  bool letter = false;
  bool digit = false;
  bool words = true;  // letters and digits in parts of their own: "15-year", "covid-19"
  std::size_t groups = 1;
  std::size_t end = at;
  bool part_digit = false;
  bool part_letter = false;
  while (end < letters.size()) {
    const char32_t c = letters[end];
    if (IsCodeLetter(c)) {
      part_digit = part_digit || IsDigit(c);
      part_letter = part_letter || !IsDigit(c);
      if (part_digit && part_letter) words = false;
      found.fact.code += static_cast<char>(c);
    } else if (JoinsCode(c) && end + 1 < letters.size() && IsCodeLetter(letters[end + 1])) {
      ++groups;
      letter = letter || part_letter;
      digit = digit || part_digit;
      part_digit = part_letter = false;
    } else {
      break;
    }
    ++end;
  }
  letter = letter || part_letter;
  digit = digit || part_digit;
  if (!digit || (!letter && groups < 3)) return std::nullopt;
  // "15-year", "1920s-era": words around a number.
  if (letter && words && IsDigit(letters[at])) return std::nullopt;
  found.end = end;
  found.fact.kind = Fact::Kind::kCode;
  return found;
}

// "https://…", "name@house": what leads somewhere is the same only when it is written the same.
std::optional<Found> AddressAt(const Folded& text, std::size_t at) {
  const std::u32string& letters = text.text;
  const auto part = [](char32_t c) {
    return c > U' ' && c < 0x7F && c != U'"' && c != U'(' && c != U')' && c != U'<' && c != U'>' &&
           c != U'[' && c != U']' && c != U',' && c != U';';
  };
  if (!IsCodeLetter(letters[at]) || (at > 0 && part(letters[at - 1]))) return std::nullopt;
  std::size_t end = at;
  while (end < letters.size() && part(letters[end])) ++end;
  while (end > at && (letters[end - 1] == U'.' || letters[end - 1] == U':')) --end;
  const std::u32string_view run = std::u32string_view(letters).substr(at, end - at);
  const std::size_t sign = run.find(U'@');
  const bool mail = sign != std::u32string_view::npos && sign > 0 && sign + 1 < run.size();
  const bool leads =
      mail || run.starts_with(U"www.") || run.find(U"://") != std::u32string_view::npos;
  if (!leads) return std::nullopt;
  Found found;
  found.fact.kind = Fact::Kind::kCode;
  for (const char32_t c : run) found.fact.code += static_cast<char>(c);
  found.begin = at;
  found.end = end;
  return found;
}

std::optional<Found> EraAtPlace(const Folded& text, std::size_t at) {
  auto era = ReadEra(text, at);
  if (!era) return std::nullopt;
  Found found;
  found.fact.kind = Fact::Kind::kCode;
  found.fact.code = std::move(era->code);
  found.begin = at;
  found.end = era->end;
  return found;
}

std::optional<Found> QuarterAt(const Folded& text, std::size_t at) {
  const std::u32string& letters = text.text;
  if (letters[at] != U'q' || at + 1 >= letters.size()) return std::nullopt;
  if (letters[at + 1] < U'1' || letters[at + 1] > U'4') return std::nullopt;
  const bool alone =
      StandsAlone(text, at, at + 2) && (at + 2 >= letters.size() || !IsDigit(letters[at + 2]));
  if (!alone) return std::nullopt;
  Found found;
  found.fact.value = found.fact.written = static_cast<double>(letters[at + 1] - U'0');
  found.fact.dimension = "quarter";
  found.fact.ordinal = true;
  found.begin = at;
  found.end = at + 2;
  return found;
}

std::optional<Found> DateAtPlace(const Folded& text, std::size_t at) {
  const auto date = ReadDate(text, at);
  if (!date) return std::nullopt;
  Found found;
  found.fact.kind = Fact::Kind::kDate;
  found.fact.year = date->year;
  found.fact.month = date->month;
  found.fact.day = date->day;
  found.begin = at;
  found.end = date->end;
  return found;
}

// A number with what it measures; `known` by words before it.
std::optional<Found> QuantityOf(const Folded& text, std::size_t at, const Numeral& number,
                                bool ordinal) {
  Found found;
  Fact& fact = found.fact;
  fact.written = number.value;
  found.begin = at;
  found.end = number.end;
  const Measure before = MeasureBefore(text, at);
  std::size_t behind = number.end;
  if (behind < text.text.size() && (text.text[behind] == U'多' || text.text[behind] == U'余'))
    ++behind;
  const Measure after = MeasureAt(text, behind);
  fact.ordinal = ordinal || before.dimension == "ordinal";
  // "人民币 22500 美元": the nearer unit, which is what was changed in a slip.
  const bool only_before = after.dimension.empty() || after.dimension == "each";
  const Measure& measure =
      before.dimension.empty() || fact.ordinal || !only_before ? after : before;
  fact.dimension = measure.dimension;
  fact.value = number.value * measure.factor;
  if (!after.dimension.empty()) found.end = after.end;
  if (!before.dimension.empty()) found.begin = before.end;
  return found;
}

// In words, "one" and 一 say a number only before a unit that measures.
bool IsVague(const Fact& fact) {
  return fact.written == 1 && !fact.ordinal &&
         (fact.dimension.empty() || fact.dimension == "each" || fact.dimension == "occasion");
}

std::optional<Found> WordsAt(const Folded& text, std::size_t at) {
  const auto chinese = ChineseNumeralAt(text, at);
  if (chinese) {
    auto found = QuantityOf(text, at, *chinese, false);
    found->fact.vague = IsVague(found->fact);
    // A character alone is a number with a unit or as an ordinal: not in 三明, 九寨沟.
    const bool alone =
        chinese->end - at == 1 && found->fact.dimension.empty() && !found->fact.ordinal;
    return alone ? std::nullopt : found;
  }
  if (!IsLatin(text.text[at]) || (at > 0 && IsLatin(text.text[at - 1]))) return std::nullopt;
  if (const auto ordinal = EnglishOrdinalAt(text, at)) {
    const bool says_order = ordinal->end < text.text.size() && text.text[ordinal->end] == U',';
    if (!says_order) return QuantityOf(text, at, *ordinal, true);
  }
  if (const auto english = EnglishNumeralAt(text, at)) {
    auto found = QuantityOf(text, at, *english, false);
    found->fact.vague = IsVague(found->fact);
    return found;
  }
  return std::nullopt;
}

std::optional<Found> NumberAt(const Folded& text, std::size_t at) {
  const auto digits = DigitsAt(text, at);
  if (!digits) return WordsAt(text, at);
  if (const auto ordinal = EnglishOrdinalAt(text, at)) return QuantityOf(text, at, *ordinal, true);
  auto found = QuantityOf(text, at, *digits, false);
  const std::u32string& letters = text.text;
  // 三分之一 is read as what it is written with; a colon makes a time or a score.
  if (found->fact.dimension.empty() && digits->end + 1 < letters.size() &&
      letters[digits->end] == U':' && IsDigit(letters[digits->end + 1])) {
    Found code;
    code.fact.kind = Fact::Kind::kCode;
    code.begin = at;
    code.end = digits->end + 1;
    while (code.end < letters.size() && IsDigit(letters[code.end])) ++code.end;
    for (std::size_t i = at; i < code.end; ++i) code.fact.code += static_cast<char>(letters[i]);
    return code;
  }
  return found;
}

bool StartsFact(const Folded& text, std::size_t at) {
  return at == 0 || !IsDigit(text.text[at]) || !IsDigit(text.text[at - 1]);
}

std::optional<Found> FactAt(const Folded& text, std::size_t at) {
  if (!StartsFact(text, at)) return std::nullopt;
  if (auto address = AddressAt(text, at)) return address;
  if (auto date = DateAtPlace(text, at)) return date;
  if (auto quarter = QuarterAt(text, at)) return quarter;
  if (auto era = EraAtPlace(text, at)) return era;
  // "15kg", "10k", "3rd" are quantities although letters follow.
  if (const auto digits = DigitsAt(text, at)) {
    const bool letters_follow = digits->end < text.text.size() && IsLatin(text.text[digits->end]);
    const bool unit = MeasureAt(text, digits->end).end > digits->end;
    const bool multiplied = IsLatin(text.text[digits->end - 1]);
    if ((letters_follow && unit) || multiplied || EnglishOrdinalAt(text, at)) {
      return NumberAt(text, at);
    }
  }
  if (auto code = CodeAt(text, at)) return code;
  return NumberAt(text, at);
}

bool SameNumber(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

bool HoldsDate(const Fact& there, const Fact& said) {
  const auto same = [](int known, int wanted) { return wanted == 0 || wanted == known; };
  return same(there.year, said.year) && same(there.month, said.month) && same(there.day, said.day);
}

// 15日 of 3月15日, 2025 of 2025年.
bool PartOfDate(const Fact& date, const Fact& number) {
  const auto is = [&](int part) { return part != 0 && SameNumber(part, number.written); };
  if (number.dimension == "day") return is(date.day);
  if (number.dimension == "month") return is(date.month);
  if (number.dimension == "year") return is(date.year);
  return number.dimension.empty() && is(date.year);
}

// Whether numbers of these dimensions can be the same.
bool Agree(const std::string& there, const std::string& said) {
  if (there == said || there.empty() || said.empty()) return true;
  const auto counts = [](const std::string& dimension) {
    return dimension == "each" || dimension == "occasion" || dimension == "share";
  };
  if (counts(there) && counts(said)) return there == "each" || said == "each";
  const auto years = [](const std::string& one) { return one == "year" || one == "age"; };
  if (years(there) && years(said)) return true;
  const auto days = [](const std::string& one) { return one == "day" || one == "working day"; };
  return days(there) && days(said) && said == "day";
}

// "52 and 53 weeks", 3至5天: the unit behind the second is the first's, too.
void ShareMeasures(std::string_view text, std::vector<Fact>& facts) {
  using std::string_view_literals::operator""sv;
  constexpr std::array kBetween = {" and "sv, " or "sv, " to "sv, "- or "sv, "-"sv,  "–"sv, "至"sv,
                                   "到"sv,    "~"sv,    "、"sv,   "和"sv,    "或"sv, ", "sv};
  for (std::size_t at = facts.size(); at-- > 1;) {
    const Fact& second = facts[at];
    Fact& first = facts[at - 1];
    if (first.kind != Fact::Kind::kQuantity || second.kind != Fact::Kind::kQuantity ||
        !first.dimension.empty() || second.dimension.empty() || second.written == 0 ||
        first.ordinal || second.ordinal) {
      continue;
    }
    const std::string_view between = text.substr(first.end, second.begin - first.end);
    if (std::find(kBetween.begin(), kBetween.end(), between) == kBetween.end()) continue;
    first.dimension = second.dimension;
    first.value = first.written * (second.value / second.written);
  }
}

}  // namespace

bool IsEra(const Fact& fact) {
  return fact.kind == Fact::Kind::kCode && !fact.code.empty() &&
         static_cast<unsigned char>(fact.code.front()) >= 0x80;
}

std::vector<Fact> FactsOf(std::string_view text) {
  const Folded folded = Fold(text);
  std::vector<Fact> facts;
  for (std::size_t at = 0; at < folded.text.size();) {
    auto found = FactAt(folded, at);
    if (!found || found->end <= at) {
      ++at;
      continue;
    }
    found->fact.begin = folded.begin[found->begin];
    found->fact.end = folded.begin[found->end];
    if (!facts.empty() && facts.back().end > found->fact.begin) {
      found->fact.begin = facts.back().end;
    }
    facts.push_back(std::move(found->fact));
    at = found->end;
  }
  ShareMeasures(text, facts);
  return facts;
}

bool Holds(const Fact& there, const Fact& said) {
  using Kind = Fact::Kind;
  if (said.kind == Kind::kCode || there.kind == Kind::kCode) {
    if (said.kind != there.kind) return false;
    return IsEra(said) ? there.code.starts_with(said.code) : said.code == there.code;
  }
  if (said.kind == Kind::kDate && there.kind == Kind::kDate) return HoldsDate(there, said);
  if (said.kind == Kind::kDate) {  // 2025年 where 2025 stands
    return said.month == 0 && said.day == 0 && there.dimension.empty() &&
           SameNumber(there.written, said.year);
  }
  if (there.kind == Kind::kDate) return PartOfDate(there, said);
  if (said.ordinal && !there.ordinal && !there.dimension.empty()) return false;
  if (said.dimension.empty() || there.dimension.empty()) {
    return SameNumber(there.value, said.value) || SameNumber(there.written, said.written);
  }
  return Agree(there.dimension, said.dimension) && SameNumber(there.value, said.value);
}

}  // namespace wenyuan::answer
