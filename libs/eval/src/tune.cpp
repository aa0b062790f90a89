#include "wenyuan/eval/tune.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "wenyuan/eval/retrieval.h"

namespace wenyuan::eval {
namespace {

constexpr double kRounding = 1e-9;

struct Quality {
  double hit_at_1 = 0;
  double mrr_at_10 = 0;
};

template <typename ScoreOf>
Quality Measure(std::span<const TuningQuestion> questions, const ScoreOf& score_of) {
  Quality sum;
  std::size_t counted = 0;
  for (const TuningQuestion& question : questions) {
    Ranking ranking;
    for (const FusionCandidate& candidate : question.candidates) {
      ranking.push_back({candidate.document, score_of(candidate)});
    }
    std::stable_sort(ranking.begin(), ranking.end(),
                     [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
    const RetrievalScores scores = ScoreQuery(ranking, question.relevant);
    sum.hit_at_1 += scores.hit_at_1;
    sum.mrr_at_10 += scores.mrr_at_10;
    ++counted;
  }
  if (counted == 0) return sum;
  return {sum.hit_at_1 / static_cast<double>(counted),
          sum.mrr_at_10 / static_cast<double>(counted)};
}

Quality MeasureWeight(std::span<const TuningQuestion> questions, double weight) {
  return Measure(questions, [weight](const FusionCandidate& candidate) {
    return candidate.dense + weight * candidate.coverage;
  });
}

std::vector<TuningQuestion> Judged(std::span<const TuningQuestion> questions) {
  std::vector<TuningQuestion> judged;
  for (const TuningQuestion& question : questions) {
    if (std::any_of(question.relevant.begin(), question.relevant.end(),
                    [](const auto& grade) { return grade.second > 0; })) {
      judged.push_back(question);
    }
  }
  return judged;
}

}  // namespace

TunedWeight TuneOneWeight(std::span<const TuningQuestion> questions, std::span<const double> grid,
                          const TuningOptions& options) {
  const std::vector<TuningQuestion> judged = Judged(questions);
  const Quality dense = MeasureWeight(judged, 0);
  const Quality keywords =
      Measure(judged, [](const FusionCandidate& candidate) { return candidate.coverage; });
  const Quality standard = MeasureWeight(judged, options.default_weight);
  TunedWeight tuned;
  tuned.questions = judged.size();
  tuned.default_hit_at_1 = standard.hit_at_1;
  tuned.dense_hit_at_1 = dense.hit_at_1;
  tuned.keywords_hit_at_1 = keywords.hit_at_1;
  const auto take = [&](TunedWeight::Choice choice, double weight, const Quality& quality) {
    tuned.choice = choice;
    tuned.weight = weight;
    tuned.hit_at_1 = quality.hit_at_1;
    tuned.mrr_at_10 = quality.mrr_at_10;
  };
  take(TunedWeight::Choice::kDefault, options.default_weight, standard);
  if (judged.size() < options.fewest_questions) return tuned;
  const auto rank = [&](const Quality& quality, double weight) {
    return std::tuple(quality.hit_at_1, quality.mrr_at_10,
                      -std::abs(weight - options.default_weight));
  };
  auto best = rank(standard, options.default_weight);
  take(TunedWeight::Choice::kWeight, options.default_weight, standard);
  for (const double weight : grid) {
    const Quality quality = MeasureWeight(judged, weight);
    if (rank(quality, weight) <= best) continue;
    best = rank(quality, weight);
    take(TunedWeight::Choice::kWeight, weight, quality);
  }
  const double floor = std::max(dense.hit_at_1, keywords.hit_at_1) - options.guard;
  if (tuned.hit_at_1 + kRounding >= floor) return tuned;
  if (dense.hit_at_1 >= keywords.hit_at_1) {
    take(TunedWeight::Choice::kDenseOnly, 0, dense);
  } else {
    take(TunedWeight::Choice::kKeywordsOnly, 0, keywords);
  }
  return tuned;
}

}  // namespace wenyuan::eval
