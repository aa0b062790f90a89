#include "asked.h"

#include <algorithm>
#include <array>
#include <utility>

#include "../question/question_type.h"
#include "../units.h"
#include "../words.h"
#include "parts.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

bool AsksForAName(std::string_view question) {
  constexpr std::array kAsking = {"谁"sv,   "誰"sv,   "哪家"sv, "哪个"sv,  "哪個"sv,  "哪一"sv,
                                  "哪些"sv, "哪所"sv, "who"sv,  "which"sv, "whose"sv, "whom"sv};
  return HasAny(Lower(question), kAsking);
}

bool AsksToChoose(std::string_view question) {
  return HasAny(Lower(question), std::array{" or "sv, "还是"sv, "還是"sv, "或"sv});
}

// Nothing that says something stands before it but facts: "In 2021, Acme …", "北京2020年 …".
bool BeginsWithAName(const TextReading& said) {
  const auto first = std::find_if(said.atoms.begin(), said.atoms.end(),
                                  [](const Atom& atom) { return atom.fact < 0 && !atom.function; });
  return first != said.atoms.end() &&
         std::any_of(said.names.begin(), said.names.end(), [&](const Name& name) {
           return name.sure && name.begin <= first->begin && first->begin < name.end;
         });
}

}  // namespace

Asked::Asked(const text::Analyzer& analyzer, std::string_view question)
    : question_(ReadText(analyzer, question)) {
  for (Unit& unit : UnitsOf(analyzer, question)) units_.insert(std::move(unit.term));
  const std::vector<QuestionType> types = TypesOf(question);
  asks_how_ = std::find(types.begin(), types.end(), QuestionType::kManner) != types.end();
  asks_for_a_thing_ = !InterrogativesIn(question).empty() && !AsksToChoose(question);
  FindNames();
  if (AsksForAName(question)) return;
  FindSubjects(ReadText(analyzer, WithoutSource(question)));
  if (subjects_.empty()) FindSubjects(question_);
}

// "Farmington, Vandalia, Court": what has only a blank or a comma between is one name. A month is
// none.
void Asked::FindNames() {
  std::uint32_t end = 0;
  for (const Name& name : question_.names) {
    const bool dated = std::any_of(
        question_.facts.begin(), question_.facts.end(),
        [&](const Fact& fact) { return fact.begin < name.end && name.begin < fact.end; });
    if (!name.sure || dated) continue;
    const bool goes_on =
        !names_.empty() && name.begin >= end &&
        std::string_view(question_.text).substr(end, name.begin - end).find_first_not_of(" ,") ==
            std::string_view::npos;
    if (!goes_on) names_.emplace_back();
    names_.back().push_back(name);
    end = name.end;
  }
}

void Asked::FindSubjects(const TextReading& asked) {
  for (const Name& name : asked.names) {
    if (name.sure) subjects_.push_back(asked.Spell(name.begin, name.end));
  }
}

bool Asked::IsRepeatedBy(const text::Analyzer& analyzer, const TextReading& said) const {
  const bool has_fact = std::any_of(said.facts.begin(), said.facts.end(), [&](const Fact& fact) {
    const auto asked = [&](const Fact& one) { return asks_how_ && Holds(one, fact); };
    return !fact.vague && std::none_of(question_.facts.begin(), question_.facts.end(), asked);
  });
  const std::vector<Unit> units = UnitsOf(analyzer, said.text);
  const auto fresh = std::count_if(units.begin(), units.end(),
                                   [&](const Unit& unit) { return !units_.contains(unit.term); });
  const bool repeats = fresh == 0 && (asks_for_a_thing_ || units.size() * 2 <= units_.size());
  return !has_fact && !units.empty() &&
         (repeats || (asks_how_ && static_cast<std::size_t>(fresh) * 10 <= units.size()));
}

bool Asked::IsSpokenOfIn(std::span<const PassageReading* const> document) const {
  const auto is_there = [&](const Name& name) {
    const auto gap = PassageReading::GapOfName(question_, name);
    return std::any_of(document.begin(), document.end(),
                       [&](const PassageReading* passage) { return passage->Has(question_, gap); });
  };
  return names_.empty() || std::any_of(names_.begin(), names_.end(), [&](const auto& names) {
           const auto there = std::count_if(names.begin(), names.end(), is_there);
           return static_cast<std::size_t>(there) * 2 >= names.size();
         });
}

const Name* Asked::FindAnother(const TextReading& said, const PassageReading& passage,
                               const PassageReading::Evidence& evidence) const {
  if (names_.empty()) return nullptr;
  const std::string asked = question_.Spell(0, static_cast<std::uint32_t>(question_.text.size()));
  const auto found = std::find_if(said.names.begin(), said.names.end(), [&](const Name& name) {
    const std::string spelt = said.Spell(name.begin, name.end);
    return name.sure && !spelt.empty() && asked.find(spelt) == std::string::npos &&
           !passage.NamesThere(said, name, evidence);
  });
  return found == said.names.end() ? nullptr : &*found;
}

bool Asked::IsOfAnother(const TextReading& said) const {
  if (subjects_.empty() || !BeginsWithAName(said)) return false;
  const std::string spelt = said.Spell(0, static_cast<std::uint32_t>(said.text.size()));
  return std::none_of(subjects_.begin(), subjects_.end(), [&](const std::string& subject) {
    return spelt.find(subject) != std::string::npos;
  });
}

}  // namespace wenyuan::answer
