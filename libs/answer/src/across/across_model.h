#pragma once

// Written by `wenyuan_answer_across train` (docs/decisions/0360); not by hand.

#include <array>

namespace wenyuan::answer {

constexpr std::array<double, 12> kAcrossWeights = {
    23.4251, -15.8369,  30.2765,    23.3643,  17.0809,  36.0053,
    61.0216, -0.133982, -0.0257035, 0.515758, 0.316694, 0.00412173,
};
constexpr double kAcrossBias = -9.65297;
constexpr double kAcrossThreshold = 0.46;

}  // namespace wenyuan::answer
