#include "span_fitting.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <sstream>

namespace wenyuan::answer {
namespace {

constexpr std::size_t kRounds = 20;
constexpr double kRate = 0.1;
constexpr double kDecay = 1e-5;

class Fitter {
 public:
  Fitter() : weights_(kSpanFeatures + kEdges * EdgeWords()), squares_(weights_.size(), 1e-3) {}

  void Step(const SpanGroup& group) {
    const std::size_t count = group.right.size();
    std::vector<double> chances(count);
    for (std::size_t i = 0; i < count; ++i) chances[i] = Score(group, i);
    const double best = *std::max_element(chances.begin(), chances.end());
    double all = 0;
    double right = 0;
    std::vector<double> share(count);
    for (std::size_t i = 0; i < count; ++i) {
      chances[i] = std::exp(chances[i] - best);
      share[i] = chances[i] * std::pow(static_cast<double>(group.right[i]), 4);
      all += chances[i];
      right += share[i];
    }
    if (right <= 0) return;
    std::vector<double> pull(weights_.size());
    for (std::size_t i = 0; i < count; ++i) {
      const double by = share[i] / right - chances[i] / all;
      if (std::abs(by) < 1e-6) continue;
      const float* row = &group.rows[i * kSpanFeatures];
      for (std::size_t j = 0; j < kSpanFeatures; ++j) pull[j] += by * static_cast<double>(row[j]);
      for (std::size_t edge = 0; edge < kEdges; ++edge) pull[Place(edge, group.edges[i])] += by;
    }
    for (std::size_t j = 0; j < pull.size(); ++j) {
      if (pull[j] == 0) continue;
      pull[j] -= kDecay * weights_[j];
      squares_[j] += pull[j] * pull[j];
      weights_[j] += kRate * pull[j] / std::sqrt(squares_[j]);
    }
  }

  [[nodiscard]] SpanWeights Weights() const {
    const auto middle = weights_.begin() + static_cast<std::ptrdiff_t>(kSpanFeatures);
    return {{weights_.begin(), middle}, {middle, weights_.end()}};
  }

 private:
  [[nodiscard]] static std::size_t Place(std::size_t edge,
                                         const std::array<std::uint16_t, kEdges>& edges) {
    return kSpanFeatures + edge * EdgeWords() + edges[edge];
  }
  [[nodiscard]] double Score(const SpanGroup& group, std::size_t i) const {
    const float* row = &group.rows[i * kSpanFeatures];
    double sum = 0;
    for (std::size_t j = 0; j < kSpanFeatures; ++j)
      sum += weights_[j] * static_cast<double>(row[j]);
    for (std::size_t edge = 0; edge < kEdges; ++edge) sum += weights_[Place(edge, group.edges[i])];
    return sum;
  }

  std::vector<double> weights_;
  std::vector<double> squares_;
};

std::string Numbers(const std::vector<double>& values) {
  std::ostringstream text;
  text.precision(4);
  for (std::size_t i = 0; i < values.size(); ++i) text << (i > 0 ? ", " : "") << values[i];
  return text.str();
}

}  // namespace

void SpanGroup::Add(const SpanCandidate& candidate, double f1) {
  for (const double value : candidate.features) rows.push_back(static_cast<float>(value));
  edges.push_back(candidate.edges);
  right.push_back(static_cast<float>(f1));
}

SpanWeights FitSpans(const std::vector<SpanGroup>& groups) {
  Fitter fitter;
  std::mt19937 random(20261126);
  std::vector<std::size_t> order(groups.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t round = 0; round < kRounds; ++round) {
    std::shuffle(order.begin(), order.end(), random);
    for (const std::size_t i : order) {
      if (!groups[i].right.empty()) fitter.Step(groups[i]);
    }
  }
  return fitter.Weights();
}

std::string WeightsAsCode(const std::string& name, const SpanWeights& weights) {
  return "inline constexpr SpanFeatures kSpanWeights" + name + " = {" + Numbers(weights.features) +
         "};\ninline constexpr std::array<double, " + std::to_string(weights.edges.size()) +
         "> kEdgeWeights" + name + " = {" + Numbers(weights.edges) + "};\n";
}

}  // namespace wenyuan::answer
