// Written by wenyuan_answer_across (libs/answer/bench), docs/decisions/0360.
// Do not edit; train again.
#pragma once

#include <array>

namespace wenyuan::answer {

// clang-format off
constexpr std::array<double, 12> kAcrossWeights = {
    6.13555,
    22.6849,
    52.5881,
    19.0419,
    -25.9719,
    30.4606,
    69.22,
    -0.28781,
    -0.162791,
    0.11111,
    0.405031,
    -0.0172764,
};
constexpr double kAcrossBias = -24.3722;
constexpr double kAcrossThreshold = 0.53;

}  // namespace wenyuan::answer
