#pragma once

#include <vector>

namespace wenyuan::answer {

// Scores as the chances of things of which one is right: each e to its score, of all together.
std::vector<double> AsChances(std::vector<double> scores);

}  // namespace wenyuan::answer
