#include "query.h"

#include <algorithm>
#include <cmath>

#include "bad_input.h"
#include "vector_math.h"

namespace wenyuan::vectors {
namespace {

constexpr float kRowMost = 16'383;

float Largest(std::span<const float> vector) {
  float largest = 0;
  for (const float number : vector) largest = std::max(largest, std::abs(number));
  return largest;
}

// Odd numbers -15..15: Σ 2^plane · ±1.
SketchQuery ForSketches(std::span<const float> vector) {
  SketchQuery query;
  query.words = (vector.size() + 63) / 64;
  query.planes.resize(query.words * kPlanes);
  query.most = 15 * static_cast<std::int32_t>(vector.size());
  query.scale = Largest(vector) / 15;
  const float half_steps = query.scale > 0 ? 0.5F / query.scale : 0;
  for (std::size_t i = 0; i < vector.size(); ++i) {
    const float steps = vector[i] * half_steps + 7.5F;  // 0..15
    const auto code = static_cast<unsigned>(std::clamp(steps + 0.5F, 0.0F, 15.0F));
    for (std::size_t plane = 0; plane < kPlanes; ++plane) {
      if ((code >> plane & 1U) != 0) {
        query.planes[i / 64 * kPlanes + plane] |= std::uint64_t{1} << (i % 64);
      }
    }
  }
  return query;
}

}  // namespace

RowQuery ForRows(std::span<const float> vector) {
  RowQuery query;
  const std::size_t padded = (vector.size() + kLanes - 1) / kLanes * kLanes;
  query.codes.resize(padded);
  query.high.resize(padded);
  query.low.resize(padded);
  query.scale = Largest(vector) / kRowMost;
  if (query.scale == 0) return query;
  const float inverse = 1 / query.scale;
  for (std::size_t i = 0; i < vector.size(); ++i) {
    const float steps = std::clamp(vector[i] * inverse, -kRowMost, kRowMost);
    const auto code = static_cast<int>(steps + (steps < 0 ? -0.5F : 0.5F));
    const int low = ((code + 128) & 255) - 128;
    query.codes[i] = static_cast<std::int16_t>(code);
    query.low[i] = static_cast<std::int8_t>(low);
    query.high[i] = static_cast<std::int8_t>((code - low) / 256);
    query.sum += code;
  }
  return query;
}

Result<Query> PrepareQuery(const Space& space, const Rotation& rotation,
                           std::span<const float> vector) {
  if (vector.size() != space.dimension) return QueryOfAnotherSize(vector.size(), space.dimension);
  Query query;
  query.metric = space.metric;
  query.vector.assign(vector.begin(), vector.end());
  switch (Normalise(space.metric, query.vector)) {
    case Fitness::kNotFinite:
      return QueryNotFinite();
    case Fitness::kZero:
      return QueryIsZero();
    case Fitness::kFit:
      break;
  }
  rotation.Apply(query.vector.data());
  query.squared_length = SquaredLength(query.vector);
  query.length = static_cast<float>(std::sqrt(query.squared_length));
  query.row = ForRows(query.vector);
  query.sketch = ForSketches(query.vector);
  return query;
}

}  // namespace wenyuan::vectors
