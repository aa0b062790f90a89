#include "reading.h"

#include <algorithm>
#include <array>

#include "../units.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kNegating = {"不"sv,      "没"sv,  "沒"sv,     "未"sv,   "无"sv,     "無"sv,
                                  "非"sv,      "勿"sv,  "莫"sv,     "not"sv,  "no"sv,     "never"sv,
                                  "neither"sv, "nor"sv, "cannot"sv, "none"sv, "without"sv};
// These only look like it.
constexpr std::array kNotNegating = {
    "不仅"sv, "不但"sv, "不过"sv, "不同"sv,   "不断"sv, "不少"sv,   "不久"sv,   "不锈"sv,
    "不只"sv, "不论"sv, "不管"sv, "不如"sv,   "不妨"sv, "不得不"sv, "不动产"sv, "不良"sv,
    "无论"sv, "无锡"sv, "无线"sv, "无人机"sv, "无形"sv, "无数"sv,   "未来"sv,   "未必"sv,
    "非常"sv, "非洲"sv, "非凡"sv, "莫斯科"sv, "没收"sv, "莫大"sv};
constexpr std::array kBeforeNot = {"是"sv, "除"sv, "南"sv, "东"sv, "北"sv, "西"sv, "并"sv};

bool IsOneHan(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && text::IsHan(text::NextCharacter(text, at)) && at == text.size();
}

bool InFact(const std::vector<Fact>& facts, std::uint32_t begin, std::uint32_t end) {
  return std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) {
    return !fact.vague && fact.begin < end && begin < fact.end;
  });
}

bool Negates(std::string_view text, const Atom& atom) {
  if (std::find(kNegating.begin(), kNegating.end(), atom.key) == kNegating.end()) return false;
  if (atom.key == "no") {  // "No. 5"
    const std::string_view behind = text.substr(atom.end, 2);
    return !behind.starts_with(".");
  }
  if (!atom.han) return !text.substr(atom.end).starts_with(" only");
  const std::string_view rest = text.substr(atom.begin);
  for (const std::string_view word : kNotNegating) {
    if (rest.starts_with(word)) return false;
  }
  if (atom.key != "非") return true;
  const std::string_view before = text.substr(0, atom.begin);
  // 除非, 南非, 北非
  return std::none_of(kBeforeNot.begin() + 1, kBeforeNot.begin() + 6,
                      [&](std::string_view word) { return before.ends_with(word); });
}

void MarkNames(const std::vector<Name>& names, std::vector<Atom>& atoms) {
  for (const Name& name : names) {
    for (Atom& atom : atoms) {
      if (atom.begin < name.end && name.begin < atom.end && atom.fact < 0) atom.name = true;
    }
  }
}

// "don't", "isn't": the negation is in the word.
void AddContractions(std::string_view text, std::vector<Atom>& atoms) {
  for (Atom& atom : atoms) {
    const std::string_view behind = text.substr(atom.end);
    const std::string_view word = text.substr(atom.begin, atom.end - atom.begin);
    const bool contracted =
        word.ends_with("n't") || word.ends_with("n’t") ||
        (word.ends_with("n") && (behind.starts_with("'t") || behind.starts_with("’t")));
    if (contracted) atom.negates = true;
  }
}

}  // namespace

std::string TextReading::Spell(std::uint32_t begin, std::uint32_t end) const {
  std::string spelt;
  bool han_before = true;
  for (const Atom& atom : atoms) {
    if (atom.begin < begin || atom.end > end || atom.key.empty()) continue;
    if (!spelt.empty() && !(han_before && atom.han)) spelt += ' ';
    spelt += atom.key;
    han_before = atom.han;
  }
  return spelt;
}

TextReading ReadText(const text::Analyzer& analyzer, std::string_view text) {
  TextReading reading;
  reading.text = text;
  reading.facts = FactsOf(text);
  std::vector<Atom> atoms;
  for (std::size_t at = 0; at < reading.facts.size(); ++at) {
    const Fact& fact = reading.facts[at];
    if (fact.vague) continue;
    Atom atom;
    atom.begin = fact.begin;
    atom.end = fact.end;
    atom.fact = static_cast<int>(at);
    atoms.push_back(std::move(atom));
  }
  std::uint32_t covered = 0;  // by words of Latin letters: parts of a code come beside it
  for (Unit& unit : UnitsOf(analyzer, text)) {
    if (InFact(reading.facts, unit.begin, unit.end)) continue;
    const std::string_view raw = text.substr(unit.begin, unit.end - unit.begin);
    const bool one_han = IsOneHan(raw);
    const bool function = text::IsFunctionWord(unit.term);
    if (!function) {
      reading.terms.insert(unit.term);
      reading.places.push_back({unit.term, unit.begin, unit.end});
    }
    std::size_t first = 0;
    const bool han = text::IsHan(text::NextCharacter(raw, first));
    if ((han && !one_han) || (!han && unit.begin < covered)) continue;
    Atom atom;
    atom.begin = unit.begin;
    atom.end = unit.end;
    atom.han = han;
    atom.function = function;
    atom.key = std::move(unit.term);
    atom.negates = Negates(text, atom);
    if (!han) covered = unit.end;
    atoms.push_back(std::move(atom));
  }
  std::sort(atoms.begin(), atoms.end(),
            [](const Atom& a, const Atom& b) { return a.begin < b.begin; });
  AddContractions(text, atoms);
  reading.names = NamesOf(analyzer, text);
  MarkNames(reading.names, atoms);
  reading.atoms = std::move(atoms);
  return reading;
}

}  // namespace wenyuan::answer
