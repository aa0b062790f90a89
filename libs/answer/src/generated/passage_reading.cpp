#include "passage_reading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "clauses.h"
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
    spelt_.push_back(SpellAll(sentences_.back()));
  }
  std::string topic = hit.document.title;
  if (!hit.chunk.heading_path.empty()) topic += "\n" + hit.chunk.heading_path;
  if (!orders_count && AddressesModel(topic)) topic.clear();
  topic_ = ReadText(analyzer, topic);
  spelt_topic_ = SpellAll(topic_);
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

double PassageReading::Share(const TextReading& said, std::size_t sentence,
                             const TermWeights& weights) const {
  return said.terms.empty() ? 1 : ShareOf(said, sentences_[sentence], weights);
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
