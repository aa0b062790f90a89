#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wenyuan::eval {

// What one question gives to a measure that is a sum of parts over a sum of wholes: a mean has
// wholes of 1, a share of citations has as many as were given.
struct Part {
  double part = 0;
  double whole = 1;
};

struct Interval {
  double low = 0;
  double high = 0;
};

struct BootstrapOptions {
  std::size_t resamples = 1000;
  double level = 0.95;
  std::uint64_t seed = 20'260'101;  // the same values and seed give the same interval everywhere
};

// Sum of the parts over the sum of the wholes; 0 of nothing.
double Ratio(std::span<const Part> parts);

// The percentile bootstrap over questions (Efron 1979) of Ratio(). Of fewer than two questions it
// is [0, 1], what is known of a share before anything was asked.
Interval Bootstrap(std::span<const Part> parts, const BootstrapOptions& options = {});

// The same of a mean, whatever its range: of one value it is that value, of none 0.
Interval BootstrapMean(std::span<const double> values, const BootstrapOptions& options = {});

// A value with how sure it is.
struct Estimate {
  std::size_t questions = 0;  // that count for it
  double value = 0;
  Interval interval;
};
Estimate Estimated(std::span<const Part> parts, const BootstrapOptions& options = {});

}  // namespace wenyuan::eval
