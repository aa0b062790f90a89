#include "wenyuan/eval/interval.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "random.h"

namespace wenyuan::eval {
namespace {

double Over(double part, double whole) { return whole > 0 ? part / whole : 0; }

Interval Middle(std::vector<double> resampled, double level) {
  std::sort(resampled.begin(), resampled.end());
  const double tail = (1 - level) / 2 * static_cast<double>(resampled.size());
  const auto cut = std::min(static_cast<std::size_t>(std::floor(tail)), resampled.size() / 2);
  return {resampled[cut], resampled[resampled.size() - 1 - cut]};
}

Interval Resample(std::span<const Part> parts, const BootstrapOptions& options) {
  Random random(options.seed);
  std::vector<double> resampled(std::max<std::size_t>(options.resamples, 1));
  for (double& one : resampled) {
    double part = 0;
    double whole = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Part& drawn = parts[random.Below(parts.size())];
      part += drawn.part;
      whole += drawn.whole;
    }
    one = Over(part, whole);
  }
  return Middle(std::move(resampled), options.level);
}

}  // namespace

double Ratio(std::span<const Part> parts) {
  double part = 0;
  double whole = 0;
  for (const Part& one : parts) {
    part += one.part;
    whole += one.whole;
  }
  return Over(part, whole);
}

Interval Bootstrap(std::span<const Part> parts, const BootstrapOptions& options) {
  return parts.size() < 2 ? Interval{0, 1} : Resample(parts, options);
}

Interval BootstrapMean(std::span<const double> values, const BootstrapOptions& options) {
  if (values.empty()) return {};
  std::vector<Part> parts;
  parts.reserve(values.size());
  for (const double value : values) parts.push_back({value, 1});
  return Resample(parts, options);
}

Estimate Estimated(std::span<const Part> parts, const BootstrapOptions& options) {
  return {parts.size(), Ratio(parts), Bootstrap(parts, options)};
}

}  // namespace wenyuan::eval
