#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
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

// What is added up of a vector's rest, vector - base.
struct RestSums {
  float squared = 0;   // |rest|²
  float absolute = 0;  // Σ |rest[i]|
  float largest = 0;   // |rest[i]|
  float along = 0;     // <rest, base>
  float signs = 0;     // Σ base[i], taken off where rest[i] is not above 0
};

// A vector in 8 bits a number, filled up with 0 to a multiple of 4.
struct CodedVector {
  const std::int8_t* codes = nullptr;
  std::int32_t sum = 0;  // of the codes
  float scale = 0;
};

// Centroids as rows are coded, in groups of kSides: four numbers of each, then the next four.
inline constexpr std::size_t kSides = 16;
struct SideBySide {
  const std::uint8_t* codes = nullptr;
  const float* scales = nullptr;
  const float* halves = nullptr;  // of the squared lengths
  std::size_t groups = 0;
  std::size_t quads = 0;  // fours of numbers
};

// The inner loops, for one kind of processor. All kinds give the same integers.
struct Kernels {
  std::string_view name;
  // Σ (row[i] - 128) · query[i]. Up to kLanes - 1 bytes behind the row may be read.
  std::int64_t (*dot_row)(const std::uint8_t* row, const RowQuery& query);
  float (*dot)(const float* left, const float* right, std::size_t count);
  // x[i], x[i + half] become their sum and their difference, for all i < half.
  void (*butterfly)(float* left, float* right, std::size_t count);
  // The same for count / 2, then in both halves for count / 4, and so on; count is a power of two.
  void (*hadamard)(float* vector, std::size_t count);
  // rest = vector - base; signs: a bit for each number, set where it is above 0.
  RestSums (*rest)(const float* vector, const float* base, std::size_t count, float* rest,
                   std::uint8_t* signs);
  // codes = 128 + rest · steps to the nearest whole number within ±127. The squared length of
  // base + scale · (codes - 128).
  float (*quantise)(const float* rest, const float* base, std::size_t count, float steps,
                    float scale, std::uint8_t* codes);
  // out = (base + scale · (codes - 128)) · length
  void (*decode)(const std::uint8_t* codes, const float* base, std::size_t count, float scale,
                 float length, float* out);
  // Of each vector, kSides numbers for each group of centroids: |centroid|² / 2 - <vector,
  // centroid>.
  void (*distances)(std::span<const CodedVector> vectors, const SideBySide& centroids, float* out);
  // The place of the least, the first of equal ones; count is a multiple of kSides.
  std::size_t (*least)(const float* numbers, std::size_t count);
  // Writes the estimates, and of each group which of them are above the floor.
  void (*estimate)(const SketchGroups& sketches, const SketchQuery& query, const SketchTerms& terms,
                   float* estimates, std::uint8_t* above);
};

const Kernels& PlainKernels();
// Nothing where the processor has no such instructions.
const Kernels* Avx2Kernels();
const Kernels* Avx512Kernels();
// Gives the bits of the plain ones, sums of floats too.
const Kernels* NeonKernels();
// The fastest of this machine.
const Kernels& BestKernels();

}  // namespace wenyuan::vectors
