// Written by wenyuan_answer_across (libs/answer/bench), docs/decisions/0360.
// Do not edit; train again.
#pragma once

#include <array>

namespace wenyuan::answer {

// clang-format off
constexpr std::array<double, 12> kAcrossWeights = {
    3.4227,
    24.7711,
    47.5342,
    26.7099,
    -34.5304,
    37.4069,
    73.2435,
    -0.192626,
    0.751019,
    -0.413753,
    0.394644,
    -0.016292,
};
constexpr double kAcrossBias = -24.0374;
constexpr double kAcrossThreshold = 0.54;

}  // namespace wenyuan::answer
