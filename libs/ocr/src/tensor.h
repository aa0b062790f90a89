#pragma once

#include <cstdint>
#include <vector>

namespace wenyuan::ocr {

struct Tensor {
  std::vector<std::int64_t> shape;
  std::vector<float> values;  // the last dimension runs fastest
};

}  // namespace wenyuan::ocr
