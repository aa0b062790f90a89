#include "passage_reading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "instructions.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kMostSentences = 3;
// A sentence more must bring so much of the words, or a fact.
constexpr double kLeastGain = .1;
// … and one that brings a fact must speak of the same matter.
constexpr double kLeastOfAFactsSentence = .1;
constexpr double kWorthOfAFact = .15;
constexpr std::size_t kLeastClauseTerms = 5;

struct Scale {
  std::string_view words;
  double factor;
};
constexpr std::array kScales = {
    Scale{"in millions"sv, 1e6},  Scale{"in thousands"sv, 1e3}, Scale{"in billions"sv, 1e9},
    Scale{"In millions"sv, 1e6},  Scale{"In thousands"sv, 1e3}, Scale{"单位：万元"sv, 1e4},
    Scale{"单位:万元"sv, 1e4},    Scale{"单位：亿元"sv, 1e8},   Scale{"单位:亿元"sv, 1e8},
    Scale{"单位：千元"sv, 1e3},   Scale{"单位:千元"sv, 1e3},    Scale{"（万元）"sv, 1e4},
    Scale{"（亿元）"sv, 1e8},     Scale{"(万元)"sv, 1e4},       Scale{"(亿元)"sv, 1e8},
    Scale{"单位：百万元"sv, 1e6}, Scale{"单位:百万元"sv, 1e6}};
// A place is also named without them: 北京市, 北京.
constexpr std::array kKindsOfPlaces = {"市"sv, "省"sv, "县"sv, "区"sv,   "国"sv,   "州"sv,
                                       "镇"sv, "村"sv, "人"sv, "公司"sv, "集团"sv, "大学"sv};

// What is spelt with blanks between what does not stand together.
std::string SpellAll(const TextReading& reading) {
  std::string spelt = " ";
  std::uint32_t end = 0;
  bool han_before = false;
  for (const Atom& atom : reading.atoms) {
    const bool joined = han_before && atom.han && atom.begin == end;
    if (!joined && spelt.back() != ' ') spelt += ' ';
    spelt += atom.key;
    if (atom.key.empty()) spelt += ' ';
    han_before = atom.han;
    end = atom.end;
  }
  return spelt + " ";
}

// Clauses as ranges of bytes.
std::vector<std::pair<std::size_t, std::size_t>> ClausesOf(std::string_view text) {
  constexpr std::array kMarks = {"，"sv, "；"sv, "。"sv, "："sv, ", "sv, "; "sv, "、"sv};
  std::vector<std::pair<std::size_t, std::size_t>> clauses;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    for (const std::string_view mark : kMarks) {
      if (text.substr(at).starts_with(mark)) length = mark.size();
    }
    if (length > 0) {
      clauses.emplace_back(begin, at);
      begin = at + length;
    }
    at += std::max<std::size_t>(length, 1);
  }
  clauses.emplace_back(begin, text.size());
  return clauses;
}

double WeightOf(const std::unordered_set<std::string>& terms, const TermWeights& weights) {
  double sum = 0;
  for (const std::string& term : terms) sum += weights.Of(term);
  return sum;
}

// The share of what `said` says in words, by weight, that `there` holds.
double ShareOf(const TextReading& said, const TextReading& there, const TermWeights& weights) {
  double all = 0;
  double held = 0;
  for (const std::string& term : said.terms) {
    all += weights.Of(term);
    if (there.terms.contains(term)) held += weights.Of(term);
  }
  return all == 0 ? 0 : held / all;
}

bool AnyHolds(const TextReading& reading, const Fact& said) {
  return std::any_of(reading.facts.begin(), reading.facts.end(),
                     [&](const Fact& there) { return answer::Holds(there, said); });
}

PassageReading::Gap::Kind KindOf(const Fact& fact) {
  using Kind = PassageReading::Gap::Kind;
  if (fact.kind == Fact::Kind::kDate) return Kind::kDate;
  return fact.kind == Fact::Kind::kCode ? Kind::kCode : Kind::kNumber;
}

PassageReading::Gap GapOf(const TextReading& said, std::size_t fact) {
  const Fact& one = said.facts[fact];
  return {KindOf(one), said.text.substr(one.begin, one.end - one.begin), one.begin, one.end,
          static_cast<int>(fact)};
}

PassageReading::Gap GapOf(const TextReading& said, const Name& name) {
  return {PassageReading::Gap::Kind::kName, said.text.substr(name.begin, name.end - name.begin),
          name.begin, name.end, -1};
}

bool IsHanFirst(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && text::IsHan(text::NextCharacter(text, at));
}

}  // namespace

PassageReading::PassageReading(const text::Analyzer& analyzer, const search::Hit& hit,
                               std::string_view question)
    : script_(text::DominantScript(hit.chunk.text)) {
  const std::string_view text = hit.chunk.text;
  const bool orders_count = AddressesModel(question);
  const std::vector<text::Range> ranges = text::SplitSentences(text);
  const std::vector<bool> orders = OrdersAmong(text, ranges);
  for (std::size_t at = 0; at < ranges.size(); ++at) {
    const text::Range& range = ranges[at];
    const std::string_view sentence = text.substr(range.begin, range.end - range.begin);
    if (!orders_count && orders[at]) {
      orders_.push_back(ReadText(analyzer, sentence));
      continue;
    }
    ranges_.push_back(range);
    texts_.emplace_back(sentence);
    sentences_.push_back(ReadText(analyzer, sentence));
    spelt_ += SpellAll(sentences_.back());
  }
  std::string topic = hit.document.title;
  if (!hit.chunk.heading_path.empty()) topic += "\n" + hit.chunk.heading_path;
  if (!orders_count && AddressesModel(topic)) topic.clear();
  topic_ = ReadText(analyzer, topic);
  spelt_ += SpellAll(topic_);
  for (const Scale& scale : kScales) {
    if (text.find(scale.words) != std::string_view::npos ||
        topic.find(scale.words) != std::string::npos) {
      scales_.push_back(scale.factor);
    }
  }
}

void PassageReading::CountTerms(TermWeights& weights) const {
  for (const TextReading& sentence : sentences_) weights.Count(sentence.terms);
}

PassageReading::Evidence PassageReading::Gather(const TextReading& said,
                                                const TermWeights& weights) const {
  const double all = WeightOf(said.terms, weights);
  std::set<std::string> open(said.terms.begin(), said.terms.end());
  double held = 0;
  for (const std::string& term : topic_.terms) {
    if (open.erase(term) > 0) held += weights.Of(term);
  }
  std::set<std::size_t> missing;
  for (std::size_t at = 0; at < said.facts.size(); ++at) {
    if (!said.facts[at].vague) missing.insert(at);
  }
  Evidence evidence;
  while (evidence.sentences.size() < kMostSentences) {
    std::size_t best = sentences_.size();
    double best_score = 0;
    double best_gain = 0;
    for (std::size_t at = 0; at < sentences_.size(); ++at) {
      double gain = 0;
      double common = 0;
      for (const std::string& term : said.terms) {
        if (!sentences_[at].terms.contains(term)) continue;
        common += weights.Of(term);
        if (open.contains(term)) gain += weights.Of(term);
      }
      const auto facts = std::count_if(missing.begin(), missing.end(), [&](std::size_t fact) {
        return AnyHolds(sentences_[at], said.facts[fact]);
      });
      const bool speaks_of_it = all == 0 || common >= kLeastOfAFactsSentence * all;
      const double worth = speaks_of_it ? kWorthOfAFact * static_cast<double>(facts) : 0;
      // Of sentences that bring as much, the one that is most like it.
      const double share = all == 0 ? 0 : (gain + .05 * common) / all;
      const double score = share + worth;
      const bool enough = evidence.sentences.empty()
                              ? score > 0
                              : (all > 0 && gain >= kLeastGain * all) || worth > 0;
      if (enough && score > best_score) {
        best = at;
        best_score = score;
        best_gain = gain;
      }
    }
    if (best == sentences_.size()) break;
    evidence.sentences.push_back(best);
    held += best_gain;
    for (const std::string& term : sentences_[best].terms) open.erase(term);
    std::erase_if(missing,
                  [&](std::size_t fact) { return AnyHolds(sentences_[best], said.facts[fact]); });
  }
  std::sort(evidence.sentences.begin(), evidence.sentences.end());
  if (!evidence.sentences.empty()) evidence.coverage = all == 0 ? 1 : std::min(1.0, held / all);
  return evidence;
}

double PassageReading::LeastClause(const TextReading& said, const Evidence& evidence,
                                   const TermWeights& weights) const {
  double least = 1;
  for (const auto& [begin, end] : ClausesOf(said.text)) {
    double all = 0;
    double held = 0;
    std::size_t terms = 0;
    for (const Atom& atom : said.atoms) {
      if (atom.begin < begin || atom.end > end || atom.key.empty() || atom.function) continue;
      ++terms;
      all += weights.Of(atom.key);
      const bool there =
          topic_.terms.contains(atom.key) ||
          std::any_of(evidence.sentences.begin(), evidence.sentences.end(),
                      [&](std::size_t at) { return sentences_[at].terms.contains(atom.key); });
      if (there) held += weights.Of(atom.key);
    }
    if (terms >= kLeastClauseTerms && all > 0) least = std::min(least, held / all);
  }
  return least;
}

std::string PassageReading::Text(const Evidence& evidence) const {
  std::string text;
  for (const std::size_t at : evidence.sentences) text += texts_[at] + "\n";
  return text;
}

std::vector<text::Range> PassageReading::Quotes(const Evidence& evidence) const {
  std::vector<text::Range> quotes;
  std::size_t last = 0;
  for (const std::size_t at : evidence.sentences) {
    if (!quotes.empty() && at == last + 1) {
      quotes.back().end = ranges_[at].end;
    } else {
      quotes.push_back(ranges_[at]);
    }
    last = at;
  }
  return quotes;
}

// A date that the evidence has in part: its year may stand before, in the passage or above it.
bool PassageReading::HoldsInPart(const Fact& date, const Evidence& evidence) const {
  if (date.kind != Fact::Kind::kDate || date.year == 0) return false;
  Fact year;
  year.kind = Fact::Kind::kDate;
  year.year = date.year;
  const bool known = AnyHolds(topic_, year) ||
                     std::any_of(sentences_.begin(), sentences_.end(),
                                 [&](const TextReading& one) { return AnyHolds(one, year); });
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

bool PassageReading::HasName(std::string_view spelt) const {
  if (!IsHanFirst(spelt)) return spelt_.find(" " + std::string(spelt) + " ") != std::string::npos;
  if (spelt_.find(spelt) != std::string::npos) return true;
  return std::any_of(kKindsOfPlaces.begin(), kKindsOfPlaces.end(), [&](std::string_view kind) {
    return spelt.ends_with(kind) && spelt.size() >= kind.size() + 2 * 3 &&
           spelt_.find(spelt.substr(0, spelt.size() - kind.size())) != std::string::npos;
  });
}

std::optional<PassageReading::Gap> PassageReading::FirstGap(const TextReading& said,
                                                            const Evidence& evidence) const {
  for (std::size_t at = 0; at < said.facts.size(); ++at) {
    const Fact& fact = said.facts[at];
    if (!fact.vague && !Holds(fact, evidence)) return GapOf(said, at);
  }
  for (const Name& name : said.names) {
    const std::string spelt = said.Spell(name.begin, name.end);
    if (spelt.empty() || HasName(spelt)) continue;
    if (name.sure) return GapOf(said, name);
    if (!IsHanFirst(spelt)) continue;  // a sentence begins with it
    bool known = false;                // a pair of its characters stands there
    for (std::size_t from = 0; from + 6 <= spelt.size(); from += 3) {
      known = known || spelt_.find(spelt.substr(from, 6)) != std::string::npos;
    }
    if (!known) return GapOf(said, name);
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
    if (!spelt.empty() && !IsHanFirst(spelt) && !HasName(spelt)) return GapOf(said, name);
  }
  return std::nullopt;
}

bool PassageReading::Has(const TextReading& said, const Gap& gap) const {
  if (gap.fact < 0) return HasName(said.Spell(gap.begin, gap.end));
  const Fact& fact = said.facts[static_cast<std::size_t>(gap.fact)];
  return std::any_of(sentences_.begin(), sentences_.end(),
                     [&](const TextReading& one) { return AnyHolds(one, fact); });
}

double PassageReading::Share(const TextReading& said, std::size_t sentence,
                             const TermWeights& weights) const {
  return ShareOf(said, sentences_[sentence], weights);
}

bool PassageReading::OrdersSay(const TextReading& said, const TermWeights& weights,
                               double least) const {
  return std::any_of(orders_.begin(), orders_.end(), [&](const TextReading& order) {
    return ShareOf(said, order, weights) >= least;
  });
}

PassageReading::Evidence PassageReading::Around(std::size_t sentence) const {
  Evidence evidence{{}, 1};
  const std::size_t first = sentence == 0 ? 0 : sentence - 1;
  for (std::size_t at = first; at < std::min(sentences_.size(), sentence + 2); ++at) {
    evidence.sentences.push_back(at);
  }
  return evidence;
}

}  // namespace wenyuan::answer
