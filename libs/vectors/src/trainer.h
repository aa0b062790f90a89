#pragma once

#include <cstdint>
#include <vector>

#include "codebook.h"

namespace wenyuan::vectors {

// Centroids for about `lists` lists from row-major samples: k-means in two levels, so that its cost
// grows with the square root of the lists. The same samples give the same centroids. Requires a
// sample.
Centroids TrainCentroids(const std::vector<float>& samples, std::uint32_t dimension,
                         std::size_t lists);

}  // namespace wenyuan::vectors
