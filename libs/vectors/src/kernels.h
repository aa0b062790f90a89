#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace wenyuan::vectors {

// Rows, queries and sketches are padded to so many numbers (bits).
inline constexpr std::size_t kLanes = 64;
// Sketches lie in groups of so many vectors, word by word.
inline constexpr std::size_t kGroup = 8;
inline constexpr std::size_t kPlanes = 4;  // bits of a query's number against sketches

// A query for rows: numbers of 15 bits, so that no way of adding overflows up to 4,096 of them.
struct RowQuery {
  std::vector<std::int16_t> codes;  // -16,383..16,383, padded with 0
  std::vector<std::int8_t> high;    // codes = 256 high + low
  std::vector<std::int8_t> low;
  std::int64_t sum = 0;  // of the codes
  float scale = 0;       // the numbers are codes · scale
};

// A query for sketches: odd numbers from -15 to 15, plane by plane of their bits.
struct SketchQuery {
  std::vector<std::uint64_t> planes;  // kPlanes for each word
  std::size_t words = 0;
  std::int32_t most = 0;  // 15 · dimension
  float scale = 0;
};

// Sketches in groups of kGroup, one behind the other: the bits, kGroup words of the first 64
// numbers, kGroup of the next; then kGroup factors f and kGroup offsets g in f32. What is estimated
// of a vector is base + f · (scale · agreement + slack) + g.
struct SketchGroups {
  const std::uint64_t* blocks = nullptr;
  std::size_t groups = 0;
};
[[nodiscard]] constexpr std::size_t GroupWords(std::size_t words) { return kGroup * (words + 1); }

// What all vectors of one list have in common.
struct SketchTerms {
  float base = 0;
  float slack = 0;
  float floor = 0;
};

// The inner loops, for one kind of processor. All kinds give the same integers.
struct Kernels {
  std::string_view name;
  // Σ (row[i] - 128) · query[i]. Up to kLanes - 1 bytes behind the row may be read.
  std::int64_t (*dot_row)(const std::uint8_t* row, const RowQuery& query);
  float (*dot)(const float* left, const float* right, std::size_t count);
  // out[l · rights + r] = <l-th row of left, r-th row of right>
  void (*dots)(const float* left, std::size_t lefts, const float* right, std::size_t rights,
               std::size_t dimension, float* out);
  // x[i], x[i + half] become their sum and their difference, for all i < half.
  void (*butterfly)(float* left, float* right, std::size_t count);
  // Writes the estimates, and of each group which of them are above the floor.
  void (*estimate)(const SketchGroups& sketches, const SketchQuery& query, const SketchTerms& terms,
                   float* estimates, std::uint8_t* above);
};

const Kernels& PlainKernels();
// Nothing where the processor has no such instructions.
const Kernels* Avx2Kernels();
const Kernels* Avx512Kernels();
// The fastest of this machine.
const Kernels& BestKernels();

}  // namespace wenyuan::vectors
