#pragma once

#include <vector>

namespace wenyuan::eval {

// The smallest value that at least `percent` of all do not exceed (nearest rank). 0 of none.
// Requires 0 < percent <= 100.
double Percentile(std::vector<double> values, double percent);

}  // namespace wenyuan::eval
