#pragma once

#include <cstddef>
#include <cstdint>

namespace wenyuan::vectors {

// Sizes that decide how vectors are kept (docs/decisions/0101). Tests make them small.
struct Tuning {
  std::uint64_t train_from = 20'000;  // open vectors before there are lists
  std::uint64_t flat_rows = 2'048;    // segments of no more rows have no lists
  std::uint64_t rows_per_list = 24;   // at the time of training
  std::uint64_t samples_per_list = 20;
  std::uint64_t sample_bytes = std::uint64_t{192} << 20U;  // at most, all samples together
  std::uint64_t growth_percent = 400;                      // of the vectors trained on: new lists
};

}  // namespace wenyuan::vectors
