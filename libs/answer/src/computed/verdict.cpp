#include "verdict.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "../units.h"
#include "../words.h"
#include "quantity.h"
#include "wenyuan/text/function_words.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kMostAspects = 3;

std::set<std::string> WordsOf(const text::Analyzer& analyzer, std::string_view text) {
  std::set<std::string> words;
  for (Unit& unit : UnitsOf(analyzer, text)) {
    if (!text::IsFunctionWord(unit.term)) words.insert(std::move(unit.term));
  }
  return words;
}

bool Has(const std::set<std::string>& all, const std::set<std::string>& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

std::string ValueIn(const ThingFact& fact) {
  if (fact.sentence.cell) return fact.sentence.cell->value;
  if (fact.sentence.spans.empty()) return {};
  const AnswerSpan& span = fact.sentence.spans.front();
  return fact.sentence.text.substr(span.begin, span.end - span.begin);
}

std::string UnitOfFact(const ThingFact& fact) {
  return fact.sentence.cell ? fact.sentence.cell->unit : std::string();
}

const std::string& DocumentOf(const ThingFact& fact) {
  return fact.sentence.citations.front().document_id;
}

// The one fact of this aspect, of this document or (empty) of any; those of what is called exactly
// like the thing first. Nothing when they do not say the same.
const ThingFact* OneFact(const std::vector<ThingFact>& facts, const std::string& thing,
                         const std::string& aspect, const std::string& document) {
  for (const bool exact : {true, false}) {
    const ThingFact* found = nullptr;
    bool several = false;
    for (const ThingFact& fact : facts) {
      if (fact.aspect != aspect || (exact && fact.named != thing)) continue;
      if (!document.empty() && DocumentOf(fact) != document) continue;
      several = several || (found != nullptr && ValueIn(*found) != ValueIn(fact));
      if (found == nullptr) found = &fact;
    }
    if (found != nullptr) return several ? nullptr : found;
  }
  return nullptr;
}

std::string WithUnit(const std::string& value, const std::string& unit, bool chinese) {
  if (unit.empty() || value.find(unit) != std::string::npos) return value;
  return value + (chinese ? "" : " ") + unit;
}

struct Ranked {
  std::vector<Quantity> values;
  std::size_t best = 0;
  bool same = true;
};

// Nothing where not every value can be compared with every other.
std::optional<Ranked> Rank(const Comparative& comparative, const ComparedValues& compared) {
  Ranked ranked;
  for (std::size_t i = 0; i < compared.values.size(); ++i) {
    auto quantity = QuantityOf(compared.values[i], compared.units[i]);
    if (!quantity || (comparative.of_time && !quantity->of_time)) return std::nullopt;
    ranked.values.push_back(*std::move(quantity));
  }
  const bool takes_time = comparative.speed && ranked.values.front().of_time;
  const bool more = comparative.more != takes_time;
  for (std::size_t i = 1; i < ranked.values.size(); ++i) {
    const auto order = Compare(ranked.values[i], ranked.values[ranked.best]);
    if (!order) return std::nullopt;
    if (*order != 0) ranked.same = false;
    if (more ? *order > 0 : *order < 0) ranked.best = i;
  }
  // Two that are best alike among three are not told apart.
  for (std::size_t i = 0; i < ranked.values.size() && !ranked.same; ++i) {
    const auto order = Compare(ranked.values[i], ranked.values[ranked.best]);
    if (i != ranked.best && (!order || *order == 0)) return std::nullopt;
  }
  return ranked;
}

class Writer {
 public:
  Writer(const ThingsCompared& question, Language language)
      : question_(question), chinese_(language == Language::kChinese) {}

  Sentence Write(std::span<const ComparedValues> compared, const std::vector<Ranked>& ranked) {
    const Ranked& first = ranked.front();
    if (question_.yes_or_no) {
      const bool yes = !first.same && first.best == 0;
      sentence_.text = chinese_ ? (yes ? "是。" : "不是。") : (yes ? "Yes. " : "No. ");
    }
    if (first.same) {
      sentence_.text += chinese_ ? "相同。" : "They are the same. ";
    } else {
      const auto begin = static_cast<std::uint32_t>(sentence_.text.size());
      sentence_.text += question_.things[first.best];
      sentence_.spans.push_back({begin, static_cast<std::uint32_t>(sentence_.text.size())});
      sentence_.text += Phrase();
    }
    for (std::size_t i = 0; i < compared.size(); ++i) {
      if (i > 0) sentence_.text += chinese_ ? "；" : "; ";
      Values(compared[i], ranked[i]);
    }
    sentence_.text += chinese_ ? "。" : ".";
    for (const ComparedValues& one : compared) {
      for (const Sentence& said : one.sentences) {
        for (const Citation& proof : said.citations) AddProof(proof);
      }
    }
    sentence_.computed = true;
    return std::move(sentence_);
  }

 private:
  // Of two values in one row the row is proof once.
  void AddProof(const Citation& proof) {
    for (Citation& known : sentence_.citations) {
      const bool same = known.document_id == proof.document_id && known.chunk == proof.chunk &&
                        known.quote == proof.quote;
      if (!same) continue;
      known.boxes.insert(known.boxes.end(), proof.boxes.begin(), proof.boxes.end());
      return;
    }
    sentence_.citations.push_back(proof);
  }
  [[nodiscard]] std::string Phrase() const {
    if (!chinese_) return ": " + question_.phrase + ". ";
    const bool says_more = question_.phrase.starts_with("更") || question_.phrase.starts_with("最");
    return (question_.measure.empty() ? "" : "的" + question_.measure) + (says_more ? "" : "更") +
           question_.phrase + "。";
  }

  void Values(const ComparedValues& compared, const Ranked& ranked) {
    sentence_.text += compared.aspect + (chinese_ ? "：" : ": ");
    std::string unit;
    for (std::size_t i = 0; i < compared.values.size(); ++i) {
      if (i > 0) sentence_.text += chinese_ ? "，" : ", ";
      // The table's unit is of numbers that have none of their own.
      const auto alone = QuantityOf(compared.values[i]);
      const bool has_own = alone && !alone->dimension.empty();
      const bool is_said = compared.aspect.find(compared.units[i]) != std::string::npos;
      unit = has_own || is_said ? std::string() : compared.units[i];
      sentence_.text += question_.things[i] + " " + WithUnit(compared.values[i], unit, chinese_);
    }
    if (ranked.same || ranked.values.size() != 2) return;
    const Quantity& left = ranked.values[0];
    const Quantity& right = ranked.values[1];
    const bool alike = left.before == right.before && left.behind == right.behind &&
                       left.dimension == right.dimension && left.written != right.written &&
                       left.dimension != kTimeOfTheDay;
    if (!alike) return;
    Quantity like = left;
    like.decimals = std::max(left.decimals, right.decimals);
    sentence_.text +=
        (chinese_ ? "，相差 " : "; difference ") +
        WithUnit(Written(std::abs(left.written - right.written), like), unit, chinese_);
  }

  const ThingsCompared& question_;
  const bool chinese_;
  Sentence sentence_;
};

bool AsksFor(const text::Analyzer& analyzer, const ThingsCompared& question,
             const std::set<std::string>& measure, const std::string& aspect) {
  if (!measure.empty()) return Has(WordsOf(analyzer, aspect), measure);
  return HasAny(Lower(aspect), question.comparative.names);
}

}  // namespace

std::vector<ComparedValues> ValuesOf(const text::Analyzer& analyzer, const ThingsCompared& question,
                                     std::span<const std::vector<ThingFact>> facts) {
  const std::set<std::string> measure = WordsOf(analyzer, question.measure);
  std::vector<ComparedValues> compared;
  std::set<std::string> done;
  for (const ThingFact& first : facts.front()) {
    if (first.aspect.empty() || compared.size() == kMostAspects) continue;
    if (!AsksFor(analyzer, question, measure, first.aspect) || !done.insert(first.aspect).second) {
      continue;
    }
    for (const std::string& document : {DocumentOf(first), std::string()}) {
      ComparedValues values{first.aspect, {}, {}, {}};
      for (std::size_t i = 0; i < facts.size(); ++i) {
        const ThingFact* fact = OneFact(facts[i], question.things[i], first.aspect, document);
        if (fact == nullptr) break;
        values.sentences.push_back(fact->sentence);
        values.values.push_back(ValueIn(*fact));
        values.units.push_back(UnitOfFact(*fact));
      }
      if (values.sentences.size() < facts.size()) continue;
      if (Rank(question.comparative, values)) compared.push_back(std::move(values));
      break;
    }
  }
  return compared;
}

std::optional<Sentence> Verdict(const ThingsCompared& question,
                                std::span<const ComparedValues> compared, Language language) {
  if (compared.empty()) return std::nullopt;
  std::vector<Ranked> ranked;
  for (const ComparedValues& values : compared) {
    auto one = Rank(question.comparative, values);
    if (!one) return std::nullopt;
    ranked.push_back(*std::move(one));
  }
  const bool agree = std::all_of(ranked.begin(), ranked.end(), [&ranked](const Ranked& one) {
    return one.same == ranked.front().same && (one.same || one.best == ranked.front().best);
  });
  if (!agree) return std::nullopt;
  return Writer(question, language).Write(compared, ranked);
}

}  // namespace wenyuan::answer
