#pragma once

#include <span>
#include <vector>

#include "kernels.h"
#include "rotation.h"
#include "wenyuan/vectors/vector_index.h"

namespace wenyuan::vectors {

// A question in the forms that rows and sketches are compared with.
struct Query {
  Metric metric = Metric::kCosine;
  std::vector<float> vector;  // rotated; of length 1 under cosine
  double squared_length = 0;
  float length = 0;
  RowQuery row;
  SketchQuery sketch;
};

// kInvalidArgument for one of another dimension, not finite, or zero under cosine.
Result<Query> PrepareQuery(const Space& space, const Rotation& rotation,
                           std::span<const float> vector);

// The form of `vector` that rows are compared with.
RowQuery ForRows(std::span<const float> vector);

}  // namespace wenyuan::vectors
