#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace wenyuan::ocr {

struct Tensor {
  std::vector<std::int64_t> shape;
  std::vector<float> values;  // the last dimension runs fastest
};

// One that somebody else holds.
struct TensorView {
  std::span<const std::int64_t> shape;
  std::span<const float> values;
};

}  // namespace wenyuan::ocr
