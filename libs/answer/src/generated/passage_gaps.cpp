#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "enumeration.h"
#include "passage_reading.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

// A place is also named without them: 北京市, 北京.
constexpr std::array kKindsOfPlaces = {"市"sv, "省"sv, "县"sv, "区"sv,   "国"sv,   "州"sv,
                                       "镇"sv, "村"sv, "人"sv, "公司"sv, "集团"sv, "大学"sv};

bool AnyHolds(const TextReading& reading, const Fact& said) {
  return std::any_of(reading.facts.begin(), reading.facts.end(),
                     [&](const Fact& there) { return answer::Holds(there, said); });
}

// 14:00 as 14时00分.
std::optional<std::string> TimeOf(const Fact& fact) {
  const bool time =
      fact.kind == Fact::Kind::kCode && fact.code.size() == 4 &&
      std::all_of(fact.code.begin(), fact.code.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!time) return std::nullopt;
  return fact.code.substr(0, 2) + "时" + fact.code.substr(2) + "分";
}

PassageReading::Gap::Kind KindOf(const Fact& fact) {
  using Kind = PassageReading::Gap::Kind;
  if (fact.kind == Fact::Kind::kDate || IsEra(fact)) return Kind::kDate;
  return fact.kind == Fact::Kind::kCode ? Kind::kCode : Kind::kNumber;
}

std::string Beginning(const TextReading& sentence) {
  constexpr std::size_t kAtoms = 12;
  if (sentence.atoms.empty()) return {};
  const std::size_t last = std::min(kAtoms, sentence.atoms.size()) - 1;
  return " " + sentence.Spell(0, sentence.atoms[last].end);
}

bool IsHanFirst(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && text::IsHan(text::NextCharacter(text, at));
}

// `kind`: Name::kind.
bool HasName(std::string_view text, std::string_view spelt, std::size_t kind) {
  if (!IsHanFirst(spelt))
    return text.find(" " + std::string(spelt) + " ") != std::string_view::npos;
  if (text.find(spelt) != std::string_view::npos) return true;
  // Before a house's name a verb may stand: 收购绿野电影有限公司.
  constexpr std::array kVerbs = {"收购"sv, "投资"sv, "成立"sv, "通过"sv, "加入"sv, "担任"sv,
                                 "创办"sv, "控股"sv, "进入"sv, "隶属"sv, "属于"sv, "来自"sv,
                                 "完成"sv, "持有"sv, "出售"sv, "起诉"sv, "位于"sv, "作为"sv,
                                 "创立"sv, "就读"sv, "毕业"sv, "并购"sv, "合作"sv, "联合"sv};
  for (std::size_t from = 3; kind > 0 && from + kind + 2 * 3 <= spelt.size(); from += 3) {
    const std::string_view before = spelt.substr(0, from);
    const bool verb = std::any_of(kVerbs.begin(), kVerbs.end(),
                                  [&](std::string_view one) { return before.ends_with(one); });
    if (verb && text.find(spelt.substr(from)) != std::string_view::npos) return true;
  }
  return std::any_of(kKindsOfPlaces.begin(), kKindsOfPlaces.end(), [&](std::string_view place) {
    return spelt.ends_with(place) && spelt.size() >= place.size() + 2 * 3 &&
           text.find(spelt.substr(0, spelt.size() - place.size())) != std::string_view::npos;
  });
}

}  // namespace

PassageReading::Gap PassageReading::GapOf(const TextReading& said, std::size_t fact) {
  const Fact& one = said.facts[fact];
  return {KindOf(one), said.text.substr(one.begin, one.end - one.begin), one.begin, one.end,
          static_cast<int>(fact)};
}

PassageReading::Gap PassageReading::GapOfName(const TextReading& said, const Name& name) {
  return {PassageReading::Gap::Kind::kName, said.text.substr(name.begin, name.end - name.begin),
          name.begin, name.end, -1};
}

// A date that the evidence has in part: its year may stand before, in the passage or above it.
bool PassageReading::HoldsInPart(const Fact& date, const Evidence& evidence) const {
  if (date.kind != Fact::Kind::kDate || date.year == 0) return false;
  Fact year;
  year.kind = Fact::Kind::kDate;
  year.year = date.year;
  const auto in_that_year = [&](std::size_t at) {
    for (std::size_t before = at + 1; before-- > 0;) {
      const auto& facts = sentences_[before].facts;
      const auto last = std::find_if(facts.rbegin(), facts.rend(), [](const Fact& there) {
        return there.kind == Fact::Kind::kDate && there.year != 0;
      });
      if (last != facts.rend()) return AnyHolds(sentences_[before], year);
    }
    return date.year == year_ || AnyHolds(topic_, year);
  };
  const bool known = AnyHolds(topic_, year) || std::any_of(evidence.sentences.begin(),
                                                           evidence.sentences.end(), in_that_year);
  if (!known) return false;
  Fact rest = date;
  rest.year = 0;
  for (const std::size_t at : evidence.sentences) {
    for (const Fact& there : sentences_[at].facts) {
      const bool other_year = there.kind == Fact::Kind::kDate && there.year != 0;
      if (date.month == 0 && other_year) return false;
      if (date.month != 0 && !other_year && answer::Holds(there, rest)) return true;
    }
  }
  return date.month == 0;
}

bool PassageReading::Holds(const Fact& fact, const Evidence& evidence) const {
  if (const auto time = TimeOf(fact)) {
    const bool there =
        std::any_of(evidence.sentences.begin(), evidence.sentences.end(),
                    [&](std::size_t at) { return texts_[at].find(*time) != std::string::npos; });
    if (there) return true;
  }
  if (AnyHolds(topic_, fact) || HoldsInPart(fact, evidence)) return true;
  return std::any_of(evidence.sentences.begin(), evidence.sentences.end(), [&](std::size_t at) {
    if (AnyHolds(sentences_[at], fact)) return true;
    return std::any_of(
        sentences_[at].facts.begin(), sentences_[at].facts.end(), [&](const Fact& there) {
          return there.kind == Fact::Kind::kQuantity && fact.kind == Fact::Kind::kQuantity &&
                 std::any_of(scales_.begin(), scales_.end(), [&](double scale) {
                   return std::abs(there.value * scale - fact.value) <= 1e-9 * fact.value;
                 });
        });
  });
}

std::string PassageReading::Near(const Evidence& evidence) const {
  std::set<std::size_t> places;
  for (const std::size_t at : evidence.sentences) {
    places.insert(at);
    if (at > 0) places.insert(at - 1);
  }
  std::string near = spelt_topic_;
  for (const std::size_t at : places) near += spelt_[at];
  // Whom or what the passage is about it says at its beginning.
  if (!places.contains(0) && !spelt_.empty()) near += Beginning(sentences_.front()) + " ";
  return near;
}

bool PassageReading::NamesThere(const TextReading& said, const Name& name,
                                const Evidence& evidence) const {
  std::string there;
  for (const std::size_t at : evidence.sentences) there += spelt_[at];
  return HasName(there, said.Spell(name.begin, name.end), name.kind);
}

std::string PassageReading::All() const {
  std::string all = spelt_topic_;
  for (const std::string& one : spelt_) all += one;
  return all;
}

std::set<int> PassageReading::Years() const {
  std::set<int> years;
  const auto add = [&](const TextReading& reading) {
    for (const Fact& fact : reading.facts) {
      if (fact.kind == Fact::Kind::kDate && fact.year != 0) years.insert(fact.year);
    }
  };
  add(topic_);
  for (const TextReading& sentence : sentences_) add(sentence);
  return years;
}

std::optional<PassageReading::Gap> PassageReading::FirstGap(const TextReading& said,
                                                            const Evidence& evidence) const {
  const auto counts = CountsOfLists(said.text, said.facts);
  for (std::size_t at = 0; at < said.facts.size(); ++at) {
    const Fact& fact = said.facts[at];
    const auto count = counts.find(at);
    if (count != counts.end() && count->second == Counted::kWrong) return GapOf(said, at);
    if (fact.vague || count != counts.end() || Holds(fact, evidence)) continue;
    return GapOf(said, at);
  }
  const std::string near = Near(evidence);
  const std::string all = All();
  for (const Name& name : said.names) {
    const std::string spelt = said.Spell(name.begin, name.end);
    if (spelt.empty() || HasName(near, spelt, name.kind)) continue;
    if (name.sure) return GapOfName(said, name);
    if (!IsHanFirst(spelt)) continue;  // a sentence begins with it
    bool known = false;                // a pair of its characters stands there
    for (std::size_t from = 0; from + 6 <= spelt.size(); from += 3) {
      known = known || all.find(spelt.substr(from, 6)) != std::string::npos;
    }
    if (!known) return GapOfName(said, name);
  }
  return std::nullopt;
}

std::optional<PassageReading::Gap> PassageReading::FirstGapAcross(const TextReading& said,
                                                                  const Evidence& evidence) const {
  for (std::size_t at = 0; at < said.facts.size(); ++at) {
    const Fact& fact = said.facts[at];
    if (!fact.vague && !Holds(fact, evidence)) return GapOf(said, at);
  }
  if (script_ == text::Script::kHan) return std::nullopt;  // names are written otherwise there
  for (const Name& name : said.names) {
    const std::string spelt = said.Spell(name.begin, name.end);
    if (!spelt.empty() && !IsHanFirst(spelt) && !HasName(All(), spelt, 0))
      return GapOfName(said, name);
  }
  return std::nullopt;
}

bool PassageReading::Has(const TextReading& said, const Gap& gap) const {
  if (gap.fact < 0) return HasName(All(), said.Spell(gap.begin, gap.end), 0);
  const Fact& fact = said.facts[static_cast<std::size_t>(gap.fact)];
  return std::any_of(sentences_.begin(), sentences_.end(),
                     [&](const TextReading& one) { return AnyHolds(one, fact); });
}

}  // namespace wenyuan::answer
