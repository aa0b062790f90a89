#include "pair_reading.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "pair_model.h"
#include "wenyuan/base/log_odds.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kMostRead = 8;
constexpr double kLeastChance = 1e-6;

}  // namespace

std::vector<std::size_t> LikeliestSentences(const Evidence& evidence,
                                            const std::vector<double>& chances) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < chances.size(); ++i) {
    if (!evidence.candidates[i].row) order.push_back(i);
  }
  const std::size_t kept = std::min(kMostRead, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                    [&chances](std::size_t left, std::size_t right) {
                      return chances[left] != chances[right] ? chances[left] > chances[right]
                                                             : left < right;
                    });
  order.resize(kept);
  return order;
}

PairScores ReadPairs(const llm::Reranker& model, const std::string& question,
                     const Evidence& evidence, std::span<const std::size_t> candidates,
                     Deadline deadline) {
  PairScores scores(evidence.candidates.size());
  if (candidates.empty()) return scores;
  std::vector<std::string> texts;
  for (const std::size_t candidate : candidates) {
    const Candidate& sentence = evidence.candidates[candidate];
    const search::Hit& hit = *evidence.passages[sentence.passage].hit;
    // One that leans on the sentence before it ("It …") is shown, and read, with that.
    const std::size_t begin =
        sentence.leans ? evidence.candidates[candidate - 1].begin : sentence.begin;
    const std::string& title = hit.document.title;
    texts.push_back((title.empty() ? "" : title + "\n") +
                    hit.chunk.text.substr(begin, sentence.end - begin));
  }
  const auto said = model.Rerank(question, texts, deadline);
  const bool usable =
      said && said->size() == candidates.size() &&
      std::all_of(said->begin(), said->end(), [](float score) { return std::isfinite(score); });
  for (std::size_t i = 0; usable && i < candidates.size(); ++i) {
    scores[candidates[i]] = (*said)[i];
  }
  return scores;
}

std::vector<double> WithPairScores(const Evidence& evidence, std::vector<double> chances,
                                   const PairScores& scores) {
  std::optional<double> highest;
  std::optional<double> lowest;
  for (const auto& score : scores) {
    if (!score) continue;
    highest = std::max(highest.value_or(*score), *score);
    lowest = std::min(lowest.value_or(*score), *score);
  }
  if (!highest) return chances;
  double likeliest = kLeastChance;  // of the sentences, before
  double best = 0;                  // … and now
  for (std::size_t i = 0; i < chances.size(); ++i) {
    if (evidence.candidates[i].row) continue;
    likeliest = std::max(likeliest, chances[i]);
    // A sentence that was not read is less likely than all that were.
    chances[i] = std::exp(kChanceWeight * std::log(std::max(chances[i], kLeastChance)) +
                          kScoreWeight * (scores[i].value_or(*lowest) - *highest));
    best = std::max(best, chances[i]);
  }
  for (std::size_t i = 0; i < chances.size(); ++i) {
    if (evidence.candidates[i].row) {
      chances[i] = best * std::pow(chances[i] / likeliest, kChanceWeight);
    }
  }
  const double sum = std::accumulate(chances.begin(), chances.end(), 0.0);
  for (double& chance : chances) chance /= sum;
  return chances;
}

double WithPairScore(double answerability, const std::optional<double>& score, Language language) {
  if (!score || answerability <= 0) return answerability;
  const double sum = kAnswerabilityWeight * LogOdds(answerability) + kPairWeight * *score +
                     (language == Language::kChinese ? kPairBiasHan : kPairBiasOther);
  return 1 / (1 + std::exp(-sum));
}

}  // namespace wenyuan::answer
