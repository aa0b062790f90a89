#include "wenyuan/eval/compare.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <optional>

#include "random.h"

namespace wenyuan::eval {
namespace {

constexpr std::size_t kMostExact = 16;
constexpr std::size_t kDrawn = 10'000;
constexpr double kAlike = 1e-12;  // sums of the same values in another order

// Adds or takes away each value as the bits say.
double Signed(const std::vector<double>& values, std::uint64_t bits) {
  double sum = 0;
  for (const double value : values) {
    sum += (bits & 1U) != 0 ? value : -value;
    bits >>= 1U;
  }
  return sum;
}

double ExactP(const std::vector<double>& values, double observed) {
  const std::uint64_t all = std::uint64_t{1} << values.size();
  std::uint64_t as_large = 0;
  for (std::uint64_t bits = 0; bits < all; ++bits) {
    if (std::abs(Signed(values, bits)) >= observed - kAlike) ++as_large;
  }
  return static_cast<double>(as_large) / static_cast<double>(all);
}

double DrawnP(const std::vector<double>& values, double observed, std::uint64_t seed) {
  Random random(seed);
  std::size_t as_large = 0;
  for (std::size_t draw = 0; draw < kDrawn; ++draw) {
    double sum = 0;
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i % 64 == 0) bits = random.Next();
      sum += (bits & 1U) != 0 ? values[i] : -values[i];
      bits >>= 1U;
    }
    if (std::abs(sum) >= observed - kAlike) ++as_large;
  }
  // What was observed counts as one of the draws: p is never 0.
  return static_cast<double>(as_large + 1) / static_cast<double>(kDrawn + 1);
}

double SignP(const std::vector<double>& changes, std::uint64_t seed) {
  const double observed = std::abs(std::accumulate(changes.begin(), changes.end(), 0.0));
  if (changes.empty()) return 1;
  return changes.size() <= kMostExact ? ExactP(changes, observed) : DrawnP(changes, observed, seed);
}

std::optional<double> Find(const Measures& measures, std::string_view name) {
  const auto found = measures.find(name);
  return found == measures.end() ? std::nullopt : std::optional(found->second);
}

double Mean(std::span<const double> values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

Estimate EstimateOf(const Results& results, std::string_view measure,
                    const BootstrapOptions& options) {
  std::vector<Part> parts;
  for (const auto& [question, measures] : results) {
    if (const auto value = Find(measures, measure)) parts.push_back({*value, 1});
  }
  return Estimated(parts, options);
}

Difference PairedDifference(std::span<const double> before, std::span<const double> after,
                            const BootstrapOptions& options) {
  Difference result;
  result.pairs = std::min(before.size(), after.size());
  before = before.first(result.pairs);
  after = after.first(result.pairs);
  result.before = Mean(before);
  result.after = Mean(after);
  std::vector<double> differences;
  std::vector<double> changes;
  for (std::size_t i = 0; i < result.pairs; ++i) {
    const double difference = after[i] - before[i];
    differences.push_back(difference);
    if (std::abs(difference) <= kAlike) continue;
    changes.push_back(difference);
    ++(difference > 0 ? result.won : result.lost);
  }
  result.difference = Mean(differences);
  result.interval = BootstrapMean(differences, options);
  result.p_value = SignP(changes, options.seed);
  return result;
}

Difference CompareOn(std::string_view measure, const Results& before, const Results& after,
                     const BootstrapOptions& options) {
  std::vector<double> left;
  std::vector<double> right;
  for (const auto& [question, measures] : before) {
    const auto other = after.find(question);
    if (other == after.end()) continue;
    const auto old_value = Find(measures, measure);
    const auto new_value = Find(other->second, measure);
    if (!old_value || !new_value) continue;
    left.push_back(*old_value);
    right.push_back(*new_value);
  }
  return PairedDifference(left, right, options);
}

}  // namespace wenyuan::eval
