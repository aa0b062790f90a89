#include "binding.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "clauses.h"

namespace wenyuan::answer {
namespace {

using Terms = std::unordered_set<std::string>;
using Range = std::pair<std::size_t, std::size_t>;

// A clause with fewer is understood only with its neighbour: "In March 2021, …".
constexpr std::size_t kFewestTerms = 4;
// By so much more another place must speak of the same: of the words' weight, and in proportion.
constexpr double kLeastMore = .12;
constexpr double kLeastTimesMore = 1.25;
constexpr double kFirstYear = 1000;
constexpr double kLastYear = 2100;
constexpr double kTheSameWords = .9;
constexpr std::size_t kDateCarries = 3;  // sentences

bool IsDate(const Fact& fact) { return fact.kind == Fact::Kind::kDate; }

// Also a year that stands alone: "in 2014".
bool IsDateOrYear(const Fact& fact) {
  return IsDate(fact) ||
         (fact.kind == Fact::Kind::kQuantity && fact.dimension.empty() &&
          fact.written >= kFirstYear && fact.written <= kLastYear && fact.end - fact.begin == 4);
}

// "July" and "July 2018" can be the same day.
bool CanBeTheSame(const Fact& there, const Fact& said) {
  if (!IsDate(there) || !IsDate(said)) return Holds(there, said) || Holds(said, there);
  const auto same = [](int a, int b) { return a == 0 || b == 0 || a == b; };
  return same(there.year, said.year) && same(there.month, said.month) && same(there.day, said.day);
}

// Whether one could stand where the other does.
bool AreOfAKind(const Fact& there, const Fact& said) {
  if (there.vague || there.kind != said.kind) return false;
  if (IsDate(said)) return true;
  return said.kind == Fact::Kind::kQuantity && there.ordinal == said.ordinal &&
         there.dimension == said.dimension;
}

Terms TermsIn(const TextReading& reading, const Range& range) {
  Terms terms;
  for (const TermAt& place : reading.places) {
    if (place.begin >= range.first && place.end <= range.second) terms.insert(place.term);
  }
  return terms;
}

// What the statement says of a fact: the words of its clause, or of that and the next.
Terms MatterOf(const TextReading& said, const Fact& fact, const TextReading& topic) {
  const std::vector<Range> clauses = ClausesOf(said.text);
  std::size_t at = 0;
  while (at + 1 < clauses.size() && clauses[at].second <= fact.begin) ++at;
  Range range = clauses[at];
  const auto read = [&] {
    Terms terms = TermsIn(said, range);
    std::erase_if(terms, [&](const std::string& term) { return topic.terms.contains(term); });
    return terms;
  };
  Terms terms = read();
  if (terms.size() < kFewestTerms && at + 1 < clauses.size()) {
    range.second = clauses[at + 1].second;
    terms = read();
  }
  if (terms.size() < kFewestTerms && at > 0) {
    range.first = clauses[at - 1].first;
    terms = read();
  }
  return terms;
}

// A stretch of the text with the facts that count there.
struct Stretch {
  Terms terms;
  std::vector<Fact> facts;
};

// Sentences; each with its date, or with that before it.
std::vector<Stretch> ByDate(std::span<const TextReading> sentences) {
  std::vector<Stretch> stretches;
  std::vector<Fact> dates;
  std::size_t age = 0;
  for (const TextReading& sentence : sentences) {
    std::vector<Fact> own;
    std::copy_if(sentence.facts.begin(), sentence.facts.end(), std::back_inserter(own), IsDate);
    if (!own.empty()) {
      dates = std::move(own);
      age = 0;
    } else if (++age > kDateCarries) {
      dates.clear();
    }
    stretches.push_back({sentence.terms, dates});
  }
  return stretches;
}

// Clauses that have facts, each with those before it that have none.
std::vector<Stretch> ByClause(std::span<const TextReading> sentences) {
  std::vector<Stretch> stretches;
  for (const TextReading& sentence : sentences) {
    Stretch open;
    for (const Range& range : ClausesOf(sentence.text)) {
      open.terms.merge(TermsIn(sentence, range));
      for (const Fact& fact : sentence.facts) {
        const bool inside = fact.begin >= range.first && fact.begin < range.second;
        if (inside && !IsDate(fact)) open.facts.push_back(fact);
      }
      if (!open.facts.empty()) stretches.push_back(std::exchange(open, {}));
    }
    if (!stretches.empty() && !open.terms.empty()) stretches.back().terms.merge(open.terms);
  }
  return stretches;
}

// Then it is compared word by word anyway.
bool StandsInTheSameWords(const TextReading& said, const Fact& fact,
                          std::span<const TextReading> sentences, const TermWeights& weights) {
  double all = 0;
  for (const std::string& term : said.terms) all += weights.Of(term);
  return all > 0 && std::any_of(sentences.begin(), sentences.end(), [&](const TextReading& one) {
           double held = 0;
           for (const std::string& term : said.terms) {
             if (one.terms.contains(term)) held += weights.Of(term);
           }
           return held >= kTheSameWords * all &&
                  std::any_of(one.facts.begin(), one.facts.end(),
                              [&](const Fact& there) { return Holds(there, fact); });
         });
}

std::vector<Fact> FactsIn(const TextReading& reading, const Range& range) {
  std::vector<Fact> facts;
  for (const Fact& fact : reading.facts) {
    if (!fact.vague && fact.begin >= range.first && fact.begin < range.second)
      facts.push_back(fact);
  }
  return facts;
}

// "1,345,596 in 2010": a number beside a date in its clause belongs to it.
bool StandsBesideAnotherDate(const TextReading& said, const Fact& number,
                             std::span<const TextReading> sentences) {
  std::vector<Fact> dates;
  for (const Range& range : ClausesOf(said.text)) {
    if (number.begin < range.first || number.begin >= range.second) continue;
    for (const Fact& fact : FactsIn(said, range)) {
      if (IsDateOrYear(fact)) dates.push_back(fact);
    }
  }
  if (dates.empty()) return false;
  bool there = false;
  for (const TextReading& sentence : sentences) {
    for (const Range& range : ClausesOf(sentence.text)) {
      const std::vector<Fact> facts = FactsIn(sentence, range);
      const bool has = std::any_of(facts.begin(), facts.end(), [&](const Fact& one) {
        return !IsDateOrYear(one) && Holds(one, number);
      });
      if (!has) continue;
      there = true;
      const bool own_date = std::any_of(facts.begin(), facts.end(), IsDateOrYear);
      const bool same = std::any_of(facts.begin(), facts.end(), [&](const Fact& one) {
        return IsDateOrYear(one) && std::any_of(dates.begin(), dates.end(), [&](const Fact& date) {
                 return CanBeTheSame(one, date);
               });
      });
      if (!own_date || same) return false;
    }
  }
  return there;
}

bool IsMisplaced(const Fact& fact, const Terms& matter, const std::vector<Stretch>& stretches,
                 const TermWeights& weights) {
  double all = 0;
  for (const std::string& term : matter) all += weights.Of(term);
  double here = -1;
  double elsewhere = 0;
  for (const Stretch& stretch : stretches) {
    double common = 0;
    for (const std::string& term : matter) {
      if (stretch.terms.contains(term)) common += weights.Of(term);
    }
    const auto has = [&](auto&& test) {
      return std::any_of(stretch.facts.begin(), stretch.facts.end(),
                         [&](const Fact& there) { return test(there, fact); });
    };
    if (has(CanBeTheSame)) {
      here = std::max(here, common);
    } else if (has(AreOfAKind)) {
      elsewhere = std::max(elsewhere, common);
    }
  }
  // Where it stands nowhere, others have found it: above the text, or as a sum.
  return here >= 0 && elsewhere > here + kLeastMore * all && elsewhere > here * kLeastTimesMore;
}

}  // namespace

std::optional<std::size_t> FindMisplaced(const TextReading& said,
                                         std::span<const TextReading> sentences,
                                         const TextReading& topic,
                                         const std::unordered_set<std::string>& asked,
                                         const TermWeights& weights) {
  std::vector<Stretch> by_date;
  std::vector<Stretch> by_clause;
  for (std::size_t at = 0; at < said.facts.size(); ++at) {
    const Fact& fact = said.facts[at];
    if (fact.vague || fact.kind == Fact::Kind::kCode) continue;
    if (!IsDateOrYear(fact) && StandsBesideAnotherDate(said, fact, sentences)) return at;
    if (StandsInTheSameWords(said, fact, sentences, weights)) continue;
    Terms matter = MatterOf(said, fact, topic);
    if (matter.size() < kFewestTerms) matter.insert(asked.begin(), asked.end());
    if (matter.empty()) continue;
    std::vector<Stretch>& stretches = IsDate(fact) ? by_date : by_clause;
    if (stretches.empty()) stretches = IsDate(fact) ? ByDate(sentences) : ByClause(sentences);
    if (IsMisplaced(fact, matter, stretches, weights)) return at;
  }
  return std::nullopt;
}

std::optional<Name> FindStranger(const TextReading& said, const PassageReading& passage,
                                 const PassageReading::Evidence& evidence,
                                 const TermWeights& weights) {
  if (evidence.sentences.size() < 2) return std::nullopt;
  for (const Name& name : said.names) {
    const std::string spelt = said.Spell(name.begin, name.end);
    if (!name.sure || spelt.empty() || passage.spelt_topic().find(spelt) != std::string::npos) {
      continue;
    }
    Fact place;
    place.begin = name.begin;
    Terms matter = MatterOf(said, place, passage.topic());
    for (const TermAt& term : said.places) {
      if (term.begin >= name.begin && term.end <= name.end) matter.erase(term.term);
    }
    std::size_t best = evidence.sentences.front();
    double most = -1;
    for (const std::size_t at : evidence.sentences) {
      double common = 0;
      for (const std::string& term : matter) {
        if (passage.sentence(at).terms.contains(term)) common += weights.Of(term);
      }
      if (common > most) {
        most = common;
        best = at;
      }
    }
    const auto has = [&](std::size_t at) {
      const TextReading& sentence = passage.sentence(at);
      return sentence.Spell(0, static_cast<std::uint32_t>(sentence.text.size())).find(spelt) !=
             std::string::npos;
    };
    if (has(best) || (best > 0 && has(best - 1))) continue;
    const std::vector<Name>& others = passage.sentence(best).names;
    const bool somebody_else = std::any_of(others.begin(), others.end(), [&](const Name& other) {
      const TextReading& sentence = passage.sentence(best);
      return other.sure &&
             said.Spell(0, static_cast<std::uint32_t>(said.text.size()))
                     .find(sentence.Spell(other.begin, other.end)) == std::string::npos;
    });
    if (somebody_else) return name;
  }
  return std::nullopt;
}

}  // namespace wenyuan::answer
