#include "opposites.h"

#include <algorithm>
#include <array>
#include <string>

namespace wenyuan::answer {

using std::string_view_literals::operator""sv;

std::size_t Negations(Atoms atoms) {
  return static_cast<std::size_t>(
      std::count_if(atoms.begin(), atoms.end(), [](const Atom& atom) { return atom.negates; }));
}

bool Has(Atoms atoms, std::string_view what) {
  std::string joined;
  for (const Atom& atom : atoms) {
    if (!atom.han) joined += ' ';
    joined += atom.key;
  }
  const std::size_t at = joined.find(what);
  if (at == std::string::npos) return false;
  const bool latin = what.front() >= 'a' && what.front() <= 'z';
  return !latin || at == 0 || joined[at - 1] == ' ';
}

bool OnlyTheStatementDenies(const TextReading& text, const TextReading& statement) {
  constexpr std::array kDenying = {
      "禁止"sv,   "拒绝"sv,    "缺"sv,    "避免"sv, "停止"sv,   "取消"sv, "否"sv,     "失败"sv,
      "免"sv,     "除"sv,      "失"sv,    "停"sv,   "lack"sv,   "fail"sv, "refus"sv,  "prohibit"sv,
      "unabl"sv,  "deni"sv,    "avoid"sv, "stop"sv, "exclud"sv, "free"sv, "reject"sv, "absent"sv,
      "except"sv, "prevent"sv, "unlik"sv, "litt"sv, "few"sv,    "rare"sv, "less"sv,   "un"sv};
  const Atoms there = text.atoms;
  return Negations(statement.atoms) > 0 && Negations(there) == 0 &&
         std::none_of(kDenying.begin(), kDenying.end(),
                      [&](std::string_view word) { return Has(there, word); });
}

bool DirectionsDiffer(const TextReading& text, const TextReading& statement) {
  constexpr std::array kMore = {"增加"sv,     "增长"sv, "上升"sv,   "提高"sv,    "提升"sv,
                                "增强"sv,     "扩大"sv, "上涨"sv,   "increas"sv, "rais"sv,
                                "grow"sv,     "grew"sv, "enhanc"sv, "expand"sv,  "improv"sv,
                                "strength"sv, "rise"sv, "rose"sv,   "higher"sv};
  constexpr std::array kLess = {"减少"sv,  "下降"sv,   "降低"sv,   "减弱"sv,    "缩小"sv,
                                "下跌"sv,  "削弱"sv,   "减轻"sv,   "decreas"sv, "reduc"sv,
                                "lower"sv, "declin"sv, "shrink"sv, "weaken"sv,  "fall"sv,
                                "fell"sv,  "drop"sv,   "less"sv,   "降"sv,      "减"sv};
  const auto any = [](Atoms atoms, const auto& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return Has(atoms, word); });
  };
  const Atoms there = text.atoms;
  const Atoms said = statement.atoms;
  return (any(said, kMore) && !any(there, kMore) && any(there, kLess)) ||
         (any(said, kLess) && !any(there, kLess) && any(there, kMore));
}

}  // namespace wenyuan::answer
