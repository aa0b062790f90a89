#pragma once

#include <utility>
#include <vector>

namespace wenyuan::answer {

// What a model says of a question, and whether that is so.
using Judged = std::vector<std::pair<double, bool>>;

// P(true) = 1 / (1 + exp(-(slope·x + bias))), the likeliest (Platt).
struct Calibration {
  double slope = 1;
  double bias = 0;
};
Calibration Calibrate(const Judged& scores);

// Of probabilities: the mean distance between what is said and what is, over ten equal ranges.
double CalibrationError(const Judged& chances);

// The chance that a true one is above a false one.
double AreaUnderCurve(Judged chances);

// The share of the true (or the false) ones below a bound; and the bound below which this share of
// the true ones is.
double ShareBelow(const Judged& chances, bool of, double bound);
double BoundOf(const Judged& chances, double share_of_true);

}  // namespace wenyuan::answer
