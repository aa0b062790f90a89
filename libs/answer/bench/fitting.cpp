#include "fitting.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace wenyuan::answer {
namespace {

constexpr std::size_t kSteps = 1500;
constexpr double kRate = 0.5;
constexpr double kMomentum = 0.9;
constexpr double kDecay = 1e-4;

double Dot(const std::vector<double>& left, const std::vector<double>& right) {
  return std::inner_product(left.begin(), left.end(), right.begin(), 0.0);
}

// Makes each feature's mean 0 and its deviation 1, so that one rate suits all.
class Scale {
 public:
  explicit Scale(const std::vector<std::vector<double>>& rows)
      : mean_(rows.front().size()), deviation_(mean_.size()) {
    const auto count = static_cast<double>(rows.size());
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) mean_[i] += row[i] / count;
    }
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        deviation_[i] += (row[i] - mean_[i]) * (row[i] - mean_[i]) / count;
      }
    }
    for (double& deviation : deviation_) deviation = std::max(std::sqrt(deviation), 1e-9);
  }

  void Apply(std::vector<double>& row) const {
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = (row[i] - mean_[i]) / deviation_[i];
  }

  // Weights of scaled rows as weights of rows as they were; what it adds to the bias.
  double Undo(std::vector<double>& weights) const {
    double bias = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      weights[i] /= deviation_[i];
      bias -= weights[i] * mean_[i];
    }
    return bias;
  }

 private:
  std::vector<double> mean_;
  std::vector<double> deviation_;
};

using Gradient = std::function<void(const std::vector<double>& weights, std::vector<double>& sum)>;

// Gradient ascent with momentum; the functions are concave or nearly so.
std::vector<double> Climb(std::size_t features, double count, const Gradient& gradient) {
  std::vector<double> weights(features);
  std::vector<double> speed(features);
  std::vector<double> sum(features);
  for (std::size_t step = 0; step < kSteps; ++step) {
    std::fill(sum.begin(), sum.end(), 0.0);
    gradient(weights, sum);
    for (std::size_t i = 0; i < features; ++i) {
      speed[i] = kMomentum * speed[i] + kRate * (sum[i] / count - kDecay * weights[i]);
      weights[i] += speed[i];
    }
  }
  return weights;
}

}  // namespace

std::vector<double> FitChoice(const std::vector<Group>& all) {
  std::vector<Group> groups;
  std::vector<std::vector<double>> rows;
  for (const Group& group : all) {
    const auto right = std::count(group.right.begin(), group.right.end(), true);
    if (right == 0 || static_cast<std::size_t>(right) == group.right.size()) continue;
    groups.push_back(group);
    rows.insert(rows.end(), group.rows.begin(), group.rows.end());
  }
  const Scale scale(rows);
  for (Group& group : groups) {
    for (auto& row : group.rows) scale.Apply(row);
  }
  std::vector<double> chances;
  auto weights = Climb(rows.front().size(), static_cast<double>(groups.size()),
                       [&](const std::vector<double>& at, std::vector<double>& sum) {
                         for (const Group& group : groups) {
                           chances.clear();
                           for (const auto& row : group.rows) chances.push_back(Dot(at, row));
                           const double best = *std::max_element(chances.begin(), chances.end());
                           double total = 0;
                           double right = 0;
                           for (std::size_t i = 0; i < chances.size(); ++i) {
                             chances[i] = std::exp(chances[i] - best);
                             total += chances[i];
                             if (group.right[i]) right += chances[i];
                           }
                           for (std::size_t i = 0; i < chances.size(); ++i) {
                             const double pull =
                                 (group.right[i] ? chances[i] / right : 0) - chances[i] / total;
                             for (std::size_t j = 0; j < sum.size(); ++j)
                               sum[j] += pull * group.rows[i][j];
                           }
                         }
                       });
  scale.Undo(weights);
  return weights;
}

Logistic FitLogistic(const std::vector<std::vector<double>>& rows,
                     const std::vector<bool>& labels) {
  const Scale scale(rows);
  std::vector<std::vector<double>> scaled = rows;
  for (auto& row : scaled) {
    scale.Apply(row);
    row.push_back(1);
  }
  auto weights = Climb(scaled.front().size(), static_cast<double>(scaled.size()),
                       [&](const std::vector<double>& at, std::vector<double>& sum) {
                         for (std::size_t i = 0; i < scaled.size(); ++i) {
                           const double chance = 1 / (1 + std::exp(-Dot(at, scaled[i])));
                           const double pull = (labels[i] ? 1 : 0) - chance;
                           for (std::size_t j = 0; j < sum.size(); ++j)
                             sum[j] += pull * scaled[i][j];
                         }
                       });
  Logistic result;
  result.bias = weights.back();
  weights.pop_back();
  result.bias += scale.Undo(weights);
  result.weights = std::move(weights);
  return result;
}

}  // namespace wenyuan::answer
