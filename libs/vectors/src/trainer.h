#pragma once

#include <cstddef>

#include "codebook.h"
#include "sample_set.h"

namespace wenyuan::vectors {

// Centroids for about `lists` lists: k-means in two levels, so that its cost grows with the square
// root of the lists. The same samples give the same centroids. Requires a sample.
Centroids TrainCentroids(const SampleSet& samples, std::size_t lists);

}  // namespace wenyuan::vectors
