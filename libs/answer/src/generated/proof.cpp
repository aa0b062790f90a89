#include "proof.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>

#include "../citation.h"
#include "../units.h"
#include "wenyuan/text/sentences.h"

namespace wenyuan::answer {
namespace {

// Of a statement's words, in the passage. Models join and turn sentences, so not all of them.
constexpr double kLeastCoverage = .6;
// The quote takes in the next sentence when that brings so many more of the words.
constexpr double kGainOfASecond = .15;

using Terms = std::unordered_set<std::string>;

bool HasDigit(std::string_view term) {
  return std::any_of(term.begin(), term.end(),
                     [](char letter) { return letter >= '0' && letter <= '9'; });
}

Terms TermsOf(const text::Analyzer& analyzer, std::string_view text) {
  Terms terms;
  for (Unit& unit : UnitsOf(analyzer, text)) terms.insert(std::move(unit.term));
  return terms;
}

double Coverage(const Terms& wanted, const Terms& there) {
  if (wanted.empty()) return 0;
  const auto found = std::count_if(wanted.begin(), wanted.end(),
                                   [&](const std::string& term) { return there.contains(term); });
  return static_cast<double>(found) / static_cast<double>(wanted.size());
}

struct Quote {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The sentence with most of the words, and its neighbour behind when that helps much.
Quote BestQuote(const text::Analyzer& analyzer, const Terms& wanted, std::string_view passage) {
  const auto sentences = text::SplitSentences(passage);
  if (sentences.empty()) return {0, passage.size()};
  std::vector<Terms> terms;
  for (const auto& sentence : sentences) {
    terms.push_back(
        TermsOf(analyzer, passage.substr(sentence.begin, sentence.end - sentence.begin)));
  }
  std::size_t best = 0;
  double best_coverage = -1;
  for (std::size_t at = 0; at < sentences.size(); ++at) {
    const double coverage = Coverage(wanted, terms[at]);
    if (coverage > best_coverage) {
      best = at;
      best_coverage = coverage;
    }
  }
  Quote quote{sentences[best].begin, sentences[best].end};
  const auto with = [&](std::size_t neighbour) {
    Terms both = terms[best];
    both.insert(terms[neighbour].begin(), terms[neighbour].end());
    return Coverage(wanted, both) - best_coverage;
  };
  const double gain_before = best > 0 ? with(best - 1) : 0;
  const double gain_behind = best + 1 < sentences.size() ? with(best + 1) : 0;
  if (std::max(gain_before, gain_behind) < kGainOfASecond) return quote;
  if (gain_behind >= gain_before) {
    quote.end = sentences[best + 1].end;
  } else {
    quote.begin = sentences[best - 1].begin;
  }
  return quote;
}

std::optional<Citation> ProveBy(const text::Analyzer& analyzer, const Terms& wanted,
                                const search::Hit& hit) {
  const Terms there = TermsOf(analyzer, hit.chunk.text);
  for (const std::string& term : wanted) {
    if (HasDigit(term) && !there.contains(term)) return std::nullopt;
  }
  if (Coverage(wanted, there) < kLeastCoverage) return std::nullopt;
  const Quote quote = BestQuote(analyzer, wanted, hit.chunk.text);
  return Cite(hit, quote.begin, quote.end);
}

}  // namespace

class Prover::Reading {
 public:
  Reading(const text::Analyzer& analyzer, std::span<const search::Hit> passages)
      : analyzer_(analyzer), passages_(passages) {}

  [[nodiscard]] Proof Prove(std::string_view statement, std::span<const std::size_t> named) const {
    const Terms wanted = TermsOf(analyzer_, statement);
    Proof proof;
    for (const std::size_t place : named) {
      if (auto citation = ProveBy(analyzer_, wanted, passages_[place])) {
        proof.citations.push_back(*std::move(citation));
      }
    }
    for (std::size_t at = 0; at < passages_.size() && proof.citations.empty(); ++at) {
      if (auto citation = ProveBy(analyzer_, wanted, passages_[at])) {
        proof.citations.push_back(*std::move(citation));
      }
    }
    if (proof.citations.empty()) {
      proof.why = "no passage that was read says this";
      proof.why_zh = "读过的段落中没有这样的内容";
    }
    return proof;
  }

 private:
  const text::Analyzer& analyzer_;
  const std::span<const search::Hit> passages_;
};

Prover::Prover(const text::Analyzer& analyzer, std::span<const search::Hit> passages,
               const llm::Embedder*, std::string_view)
    : reading_(std::make_unique<Reading>(analyzer, passages)) {}
Prover::~Prover() = default;

Proof Prover::Prove(std::string_view statement, std::span<const std::size_t> named) const {
  return reading_->Prove(statement, named);
}

}  // namespace wenyuan::answer
