#include "logistic.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wenyuan::answer {
namespace {

constexpr double kPrior = 1;  // of each standardised weight, in rows
constexpr int kSteps = 20'000;
constexpr double kPace = 1;

}  // namespace

Logistic FitLogistic(const std::vector<std::pair<std::vector<double>, bool>>& rows) {
  if (rows.empty()) return {};
  const std::size_t count = rows.front().first.size();
  const auto all = static_cast<double>(rows.size());
  std::vector<double> mean(count);
  std::vector<double> spread(count);
  for (std::size_t i = 0; i < count; ++i) {
    for (const auto& row : rows) mean[i] += row.first[i] / all;
    for (const auto& row : rows) spread[i] += (row.first[i] - mean[i]) * (row.first[i] - mean[i]);
    spread[i] = std::max(std::sqrt(spread[i] / all), 1e-9);
  }
  std::vector<double> weights(count);
  double bias = 0;
  for (int step = 0; step < kSteps; ++step) {
    std::vector<double> slope(count);
    double slope_of_bias = 0;
    for (const auto& [features, is_true] : rows) {
      double sum = bias;
      for (std::size_t i = 0; i < count; ++i) {
        sum += weights[i] * (features[i] - mean[i]) / spread[i];
      }
      const double over = 1 / (1 + std::exp(-sum)) - (is_true ? 1 : 0);
      for (std::size_t i = 0; i < count; ++i) {
        slope[i] += over * (features[i] - mean[i]) / spread[i];
      }
      slope_of_bias += over;
    }
    for (std::size_t i = 0; i < count; ++i) {
      weights[i] -= kPace * (slope[i] + kPrior * weights[i]) / all;
    }
    bias -= kPace * slope_of_bias / all;
  }
  Logistic fitted;
  fitted.bias = bias;
  for (std::size_t i = 0; i < count; ++i) {
    fitted.weights.push_back(weights[i] / spread[i]);
    fitted.bias -= weights[i] * mean[i] / spread[i];
  }
  return fitted;
}

}  // namespace wenyuan::answer
