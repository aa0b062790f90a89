#include <algorithm>
#include <array>
#include <cmath>

#include "random.h"
#include "wenyuan/eval/answers.h"

namespace wenyuan::eval {
namespace {

constexpr std::size_t kBins = 10;

// `drawn(i)` is the i-th of `count` forecasts.
template <typename Drawn>
double ErrorOf(std::size_t count, const Drawn& drawn) {
  struct Bin {
    double probability = 0;
    double truth = 0;
  };
  std::array<Bin, kBins> bins{};
  for (std::size_t i = 0; i < count; ++i) {
    const Forecast& one = drawn(i);
    const double place = std::clamp(one.probability, 0.0, 1.0) * static_cast<double>(kBins);
    Bin& bin = bins.at(std::min(kBins - 1, static_cast<std::size_t>(place)));
    bin.probability += one.probability;
    bin.truth += one.truth;
  }
  double error = 0;
  for (const Bin& bin : bins) error += std::abs(bin.probability - bin.truth);
  return error / static_cast<double>(count);
}

}  // namespace

Estimate CalibrationError(std::span<const Forecast> forecasts, const BootstrapOptions& options) {
  const std::size_t count = forecasts.size();
  if (count == 0) return {};
  Estimate estimate{count,
                    ErrorOf(
                        count, [&](std::size_t i) -> auto& { return forecasts[i]; }),
                    {0, 1}};
  if (count < 2) return estimate;
  Random random(options.seed);
  std::vector<double> resampled(std::max<std::size_t>(options.resamples, 1));
  for (double& one : resampled) {
    one = ErrorOf(
        count, [&](std::size_t) -> auto& { return forecasts[random.Below(count)]; });
  }
  std::sort(resampled.begin(), resampled.end());
  const double tail = (1 - options.level) / 2 * static_cast<double>(resampled.size());
  const auto cut = std::min(static_cast<std::size_t>(tail), resampled.size() / 2);
  estimate.interval = {resampled[cut], resampled[resampled.size() - 1 - cut]};
  return estimate;
}

}  // namespace wenyuan::eval
