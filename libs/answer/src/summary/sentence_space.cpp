#include "sentence_space.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "../units.h"
#include "../words.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/sentences.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kLeastUnits = 6;
constexpr std::size_t kMostUnits = 240;
constexpr double kMostOther = .4;  // digits and signs among the characters
constexpr double kDamping = .85;
constexpr int kMostSteps = 30;
constexpr double kStillMoves = 1e-4;  // of the whole

constexpr std::array<std::string_view, 36> kLeaning = {
    "this ", "that ", "these ",    "those ",  "it ",         "its ",        "they ", "their ",
    "he ",   "she ",  "such ",     "however", "moreover",    "furthermore", "also",  "but ",
    "and ",  "thus",  "therefore", "hence",   "in addition", "instead",     "这",    "该",
    "此",    "其",    "它",        "他",      "她",          "但",          "因此",  "所以",
    "另外",  "此外",  "同时",      "而且"};

bool Leans(std::string_view sentence) {
  const std::string lower = Lower(sentence.substr(0, 16));
  return std::any_of(kLeaning.begin(), kLeaning.end(),
                     [&](std::string_view word) { return lower.starts_with(word); });
}

// More than letters and Han in it: numbers, rules, formulas, lists of contents.
bool IsWords(std::string_view sentence) {
  std::size_t letters = 0;
  std::size_t others = 0;
  for (std::size_t at = 0; at < sentence.size();) {
    const char32_t c = text::NextCharacter(sentence, at);
    if (text::IsHan(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
        (c >= 0xC0 && c < 0x2000)) {
      ++letters;
    } else if (c > ' ') {
      ++others;
    }
  }
  return letters > 0 &&
         static_cast<double>(others) < kMostOther * static_cast<double>(letters + others);
}

bool EndsOne(std::string_view sentence) {
  static constexpr std::array<std::string_view, 12> kEnds = {"。", "！", "；", "…", "”",  "」",
                                                             "）", ".",  "!",  ";", "\"", ")"};
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::string_view end) { return sentence.ends_with(end); });
}

// Single Han characters say little of what a sentence is about.
bool Tells(std::string_view term) {
  std::size_t at = 0;
  const bool han = text::IsHan(text::NextCharacter(term, at));
  return !(han && at == term.size()) && !text::IsFunctionWord(term);
}

class Space {
 public:
  explicit Space(const text::Analyzer& analyzer) : analyzer_(analyzer) {}

  // False when it has too few or too many units.
  bool Add(std::string_view text, SummarySentence sentence, bool any_length) {
    std::map<std::uint32_t, float> counts;
    std::size_t units = 0;
    for (const Unit& unit : UnitsOf(analyzer_, text)) {
      ++units;
      if (!Tells(unit.term)) continue;
      const auto next = static_cast<std::uint32_t>(terms_.size());
      ++counts[terms_.emplace(unit.term, next).first->second];
    }
    if (!any_length && (units < kLeastUnits || units > kMostUnits)) return false;
    if (!any_length && counts.empty()) return false;
    frequency_.resize(terms_.size());
    for (const auto& [term, count] : counts) {
      ++frequency_[term];
      sentence.terms.push_back({term, count});
    }
    sentences_.push_back(std::move(sentence));
    return true;
  }

  std::vector<SummarySentence> Weighed() {
    const auto all = static_cast<double>(sentences_.size());
    for (SummarySentence& sentence : sentences_) {
      double square = 0;
      for (TermWeight& term : sentence.terms) {
        const double rarity = std::log((all + 1) / (frequency_[term.term] + .5));
        const double weight = (1 + std::log(term.weight)) * std::max(rarity, .01);
        term.weight = static_cast<float>(weight);
        square += weight * weight;
      }
      const auto length = static_cast<float>(std::sqrt(square));
      for (TermWeight& term : sentence.terms) term.weight /= length;
    }
    return std::move(sentences_);
  }

  [[nodiscard]] std::size_t size() const { return sentences_.size(); }

 private:
  const text::Analyzer& analyzer_;
  std::unordered_map<std::string, std::uint32_t> terms_;
  std::vector<std::uint32_t> frequency_;
  std::vector<SummarySentence> sentences_;
};

enum class Take { kWholeSentences, kAnySentence, kFirstOfPassage };

void AddSource(std::span<const SourceText> sources, std::size_t number, Take take, Space& space) {
  const SourceText& source = sources[number];
  for (std::size_t at = 0; at < source.chunks.size(); ++at) {
    const store::Chunk& chunk = source.chunks[at];
    if (!chunk.table.empty() && take != Take::kFirstOfPassage) continue;
    const std::string_view all = chunk.text;
    bool first = true;
    for (const text::Range range : text::SplitSentences(all)) {
      const bool is_first = std::exchange(first, false);
      if (take == Take::kFirstOfPassage && !is_first) break;
      const std::string_view text = all.substr(range.begin, range.end - range.begin);
      if (take == Take::kWholeSentences && (!EndsOne(text) || !IsWords(text))) continue;
      space.Add(text, {number, at, range.begin, range.end, {}, !is_first && Leans(text)},
                take == Take::kFirstOfPassage);
    }
  }
}

}  // namespace

std::vector<SummarySentence> SentencesOf(const text::Analyzer& analyzer,
                                         std::span<const SourceText> sources) {
  Space space(analyzer);
  for (std::size_t number = 0; number < sources.size(); ++number) {
    const std::size_t before = space.size();
    for (const Take take : {Take::kWholeSentences, Take::kAnySentence, Take::kFirstOfPassage}) {
      if (space.size() == before) AddSource(sources, number, take, space);
    }
  }
  return space.Weighed();
}

std::vector<SummarySentence> SentencesOf(const text::Analyzer& analyzer,
                                         std::span<const std::string_view> texts) {
  Space space(analyzer);
  for (const std::string_view text : texts)
    space.Add(text, {0, 0, 0, text.size(), {}, false}, true);
  return space.Weighed();
}

double Likeness(const SummarySentence& one, const SummarySentence& other) {
  double sum = 0;
  auto left = one.terms.begin();
  auto right = other.terms.begin();
  while (left != one.terms.end() && right != other.terms.end()) {
    if (left->term < right->term) {
      ++left;
    } else if (right->term < left->term) {
      ++right;
    } else {
      sum += static_cast<double>(left++->weight) * static_cast<double>(right++->weight);
    }
  }
  return sum;
}

std::vector<double> Centrality(std::span<const SummarySentence> sentences) {
  const std::size_t count = sentences.size();
  std::uint32_t most = 0;
  for (const SummarySentence& sentence : sentences) {
    for (const TermWeight& term : sentence.terms) most = std::max(most, term.term + 1);
  }
  std::vector<double> by_term(most);
  // Of each sentence its likeness to the others, weighed by `of`: V Vᵀ of - of, V having length 1.
  const auto likeness_to_others = [&](const std::vector<double>& of) {
    std::fill(by_term.begin(), by_term.end(), 0);
    for (std::size_t at = 0; at < count; ++at) {
      for (const TermWeight& term : sentences[at].terms) {
        by_term[term.term] += static_cast<double>(term.weight) * of[at];
      }
    }
    std::vector<double> sums(count);
    for (std::size_t at = 0; at < count; ++at) {
      if (sentences[at].terms.empty()) continue;
      double sum = 0;
      for (const TermWeight& term : sentences[at].terms) {
        sum += static_cast<double>(term.weight) * by_term[term.term];
      }
      sums[at] = std::max(sum - of[at], 0.);
    }
    return sums;
  };
  const std::vector<double> degree = likeness_to_others(std::vector<double>(count, 1));
  std::vector<double> rank(count, 1);
  std::vector<double> passed_on(count);
  for (int step = 0; step < kMostSteps; ++step) {
    for (std::size_t at = 0; at < count; ++at) {
      passed_on[at] = degree[at] > 1e-9 ? rank[at] / degree[at] : 0;
    }
    std::vector<double> next = likeness_to_others(passed_on);
    double moved = 0;
    for (std::size_t at = 0; at < count; ++at) {
      next[at] = 1 - kDamping + kDamping * next[at];
      moved += std::abs(next[at] - rank[at]);
    }
    rank = std::move(next);
    if (moved < kStillMoves * static_cast<double>(count)) break;
  }
  return rank;
}

}  // namespace wenyuan::answer
