#include "kernels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace wenyuan::vectors {
namespace {

std::int64_t DotRow(const std::uint8_t* row, const RowQuery& query) {
  constexpr std::size_t kRun = 64;  // 64 · 255 · 16,383 fits 32 bits
  std::int64_t total = 0;
  for (std::size_t begin = 0; begin < query.codes.size(); begin += kRun) {
    std::int32_t part = 0;
    for (std::size_t i = begin; i < begin + kRun; ++i) part += row[i] * query.codes[i];
    total += part;
  }
  return total - 128 * query.sum;
}

float Dot(const float* left, const float* right, std::size_t count) {
  float parts[8] = {};
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    for (std::size_t lane = 0; lane < 8; ++lane) parts[lane] += left[i + lane] * right[i + lane];
  }
  for (; i < count; ++i) parts[i % 8] += left[i] * right[i];
  return ((parts[0] + parts[4]) + (parts[1] + parts[5])) +
         ((parts[2] + parts[6]) + (parts[3] + parts[7]));
}

void Butterfly(float* left, float* right, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const float sum = left[i] + right[i];
    right[i] = left[i] - right[i];
    left[i] = sum;
  }
}

void Hadamard(float* vector, std::size_t count) {
  for (std::size_t step = count / 2; step > 0; step /= 2) {
    for (std::size_t begin = 0; begin < count; begin += 2 * step) {
      Butterfly(vector + begin, vector + begin + step, step);
    }
  }
}

RestSums Rest(const float* vector, const float* base, std::size_t count, float* rest,
              std::uint8_t* signs) {
  RestSums sums;
  for (std::size_t i = 0; i < count; ++i) {
    const float difference = vector[i] - base[i];
    rest[i] = difference;
    sums.squared += difference * difference;
    sums.absolute += std::abs(difference);
    sums.largest = std::max(sums.largest, std::abs(difference));
    sums.along += difference * base[i];
    sums.signs += difference > 0 ? base[i] : -base[i];
    if (i % 8 == 0) signs[i / 8] = 0;
    if (difference > 0) signs[i / 8] = static_cast<std::uint8_t>(signs[i / 8] | 1U << (i % 8));
  }
  return sums;
}

float Quantise(const float* rest, const float* base, std::size_t count, float steps, float scale,
               std::uint8_t* codes) {
  constexpr float kMost = 127;
  float squared = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const float code = std::clamp(std::nearbyint(rest[i] * steps), -kMost, kMost);
    codes[i] = static_cast<std::uint8_t>(static_cast<int>(code) + 128);
    const float decoded = base[i] + scale * code;
    squared += decoded * decoded;
  }
  return squared;
}

void Decode(const std::uint8_t* codes, const float* base, std::size_t count, float scale,
            float length, float* out) {
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = (base[i] + scale * static_cast<float>(codes[i] - 128)) * length;
  }
}

void Distances(std::span<const CodedVector> vectors, const SideBySide& centroids, float* out) {
  for (const CodedVector& vector : vectors) {
    for (std::size_t at = 0; at < centroids.groups * kSides; ++at) {
      const std::uint8_t* codes =
          centroids.codes + (at / kSides * centroids.quads * kSides + at % kSides) * 4;
      std::int32_t dot = -128 * vector.sum;
      for (std::size_t quad = 0; quad < centroids.quads; ++quad, codes += 4 * kSides) {
        for (std::size_t i = 0; i < 4; ++i) dot += codes[i] * vector.codes[quad * 4 + i];
      }
      *out++ = centroids.halves[at] - centroids.scales[at] * vector.scale * static_cast<float>(dot);
    }
  }
}

std::size_t Least(const float* numbers, std::size_t count) {
  return static_cast<std::size_t>(std::min_element(numbers, numbers + count) - numbers);
}

void Estimate(const SketchGroups& sketches, const SketchQuery& query, const SketchTerms& terms,
              float* estimates, std::uint8_t* above) {
  const std::uint64_t* block = sketches.blocks;
  for (std::size_t group = 0; group < sketches.groups; ++group, block += GroupWords(query.words)) {
    std::int32_t apart[kGroup] = {};
    for (std::size_t word = 0; word < query.words; ++word) {
      for (std::size_t plane = 0; plane < kPlanes; ++plane) {
        const std::uint64_t ones = query.planes[word * kPlanes + plane];
        for (std::size_t lane = 0; lane < kGroup; ++lane) {
          apart[lane] += std::popcount(block[word * kGroup + lane] ^ ones) << plane;
        }
      }
    }
    float tail[2 * kGroup];  // factors, offsets
    std::memcpy(tail, block + kGroup * query.words, sizeof tail);
    unsigned mask = 0;
    for (std::size_t lane = 0; lane < kGroup; ++lane) {
      const auto agreement = static_cast<float>(query.most - 2 * apart[lane]);
      const float estimate =
          terms.base + tail[lane] * (query.scale * agreement + terms.slack) + tail[kGroup + lane];
      estimates[group * kGroup + lane] = estimate;
      if (estimate > terms.floor) mask |= 1U << lane;
    }
    above[group] = static_cast<std::uint8_t>(mask);
  }
}

}  // namespace

const Kernels& PlainKernels() {
  static const Kernels kernels{"plain",  DotRow, Dot,       Butterfly, Hadamard, Rest,
                               Quantise, Decode, Distances, Least,     Estimate};
  return kernels;
}

const Kernels& BestKernels() {
  static const Kernels& best = []() -> const Kernels& {
    if (const Kernels* const wide = Avx512Kernels()) return *wide;
    if (const Kernels* const middle = Avx2Kernels()) return *middle;
    if (const Kernels* const arm = NeonKernels()) return *arm;
    return PlainKernels();
  }();
  return best;
}

}  // namespace wenyuan::vectors
