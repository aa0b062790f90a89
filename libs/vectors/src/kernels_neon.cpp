#include "kernels.h"

#if defined(__aarch64__)

#include <arm_neon.h>

#include <array>
#include <cstring>

namespace wenyuan::vectors {
namespace {

// 512 additions of 255 · 16,383 just fit a lane of 32 bits.
std::int64_t DotRow(const std::uint8_t* row, const RowQuery& query) {
  int32x4_t low = vdupq_n_s32(0);
  int32x4_t high = vdupq_n_s32(0);
  const std::int16_t* const codes = query.codes.data();
  for (std::size_t i = 0; i < query.codes.size(); i += 8) {
    const int16x8_t wide = vreinterpretq_s16_u16(vmovl_u8(vld1_u8(row + i)));
    const int16x8_t part = vld1q_s16(codes + i);
    low = vmlal_s16(low, vget_low_s16(wide), vget_low_s16(part));
    high = vmlal_s16(high, vget_high_s16(wide), vget_high_s16(part));
  }
  return vaddlvq_s32(low) + vaddlvq_s32(high) - 128 * query.sum;
}

// In the eight sums of the plain kernel, so that the result is its bits.
float Dot(const float* left, const float* right, std::size_t count) {
  float32x4_t low = vdupq_n_f32(0);
  float32x4_t high = vdupq_n_f32(0);
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    low = vaddq_f32(low, vmulq_f32(vld1q_f32(left + i), vld1q_f32(right + i)));
    high = vaddq_f32(high, vmulq_f32(vld1q_f32(left + i + 4), vld1q_f32(right + i + 4)));
  }
  std::array<float, 8> parts;
  vst1q_f32(parts.data(), low);
  vst1q_f32(parts.data() + 4, high);
  for (; i < count; ++i) parts[i % 8] += left[i] * right[i];
  return ((parts[0] + parts[4]) + (parts[1] + parts[5])) +
         ((parts[2] + parts[6]) + (parts[3] + parts[7]));
}

void Butterfly(float* left, float* right, std::size_t count) {
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    const float32x4_t a = vld1q_f32(left + i);
    const float32x4_t b = vld1q_f32(right + i);
    vst1q_f32(left + i, vaddq_f32(a, b));
    vst1q_f32(right + i, vsubq_f32(a, b));
  }
  PlainKernels().butterfly(left + i, right + i, count - i);
}

void Hadamard(float* vector, std::size_t count) {
  if (count < 8) return PlainKernels().hadamard(vector, count);
  for (std::size_t step = count / 2; step >= 4; step /= 2) {
    for (std::size_t begin = 0; begin < count; begin += 2 * step) {
      Butterfly(vector + begin, vector + begin + step, step);
    }
  }
  // The last two stages within a register: halves, then neighbours.
  for (std::size_t i = 0; i < count; i += 4) {
    const float32x4_t four = vld1q_f32(vector + i);
    const float32x2_t low = vget_low_f32(four);
    const float32x2_t high = vget_high_f32(four);
    const float32x2_t sum = vadd_f32(low, high);
    const float32x2_t difference = vsub_f32(low, high);
    const float32x2_t even = vtrn1_f32(sum, difference);
    const float32x2_t odd = vtrn2_f32(sum, difference);
    const float32x2_t sums = vadd_f32(even, odd);
    const float32x2_t differences = vsub_f32(even, odd);
    vst1q_f32(vector + i, vcombine_f32(vtrn1_f32(sums, differences), vtrn2_f32(sums, differences)));
  }
}

void Decode(const std::uint8_t* codes, const float* base, std::size_t count, float scale,
            float length, float* out) {
  const int16x8_t middle = vdupq_n_s16(128);
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const int16x8_t wide = vsubq_s16(vreinterpretq_s16_u16(vmovl_u8(vld1_u8(codes + i))), middle);
    const auto write = [&](std::size_t at, int16x4_t four) {
      const float32x4_t code = vcvtq_f32_s32(vmovl_s16(four));
      const float32x4_t sum = vaddq_f32(vld1q_f32(base + at), vmulq_n_f32(code, scale));
      vst1q_f32(out + at, vmulq_n_f32(sum, length));
    };
    write(i, vget_low_s16(wide));
    write(i + 4, vget_high_s16(wide));
  }
  PlainKernels().decode(codes + i, base + i, count - i, scale, length, out + i);
}

// Codes less 128 fit eight bits with a sign, and the sum of two products 16.
void DistancesOfOne(const CodedVector& vector, const SideBySide& centroids, float* out) {
  const uint8x16_t sign = vdupq_n_u8(0x80);
  for (std::size_t group = 0; group < centroids.groups; ++group) {
    const std::uint8_t* codes = centroids.codes + group * centroids.quads * 4 * kSides;
    std::array<int32x4_t, kSides / 2> sums;  // of two centroids each, in two parts
    sums.fill(vdupq_n_s32(0));
    for (std::size_t quad = 0; quad < centroids.quads; ++quad, codes += 4 * kSides) {
      std::int32_t four = 0;
      std::memcpy(&four, vector.codes + quad * 4, sizeof four);
      const int8x16_t all = vreinterpretq_s8_s32(vdupq_n_s32(four));
#pragma GCC unroll 4
      for (std::size_t part = 0; part < kSides / 4; ++part) {
        const int8x16_t bytes = vreinterpretq_s8_u8(veorq_u8(vld1q_u8(codes + part * 16), sign));
        sums[2 * part] =
            vpadalq_s16(sums[2 * part], vmull_s8(vget_low_s8(bytes), vget_low_s8(all)));
        sums[2 * part + 1] =
            vpadalq_s16(sums[2 * part + 1], vmull_s8(vget_high_s8(bytes), vget_high_s8(all)));
      }
    }
#pragma GCC unroll 4
    for (std::size_t part = 0; part < kSides / 4; ++part) {
      const std::size_t at = group * kSides + part * 4;
      const float32x4_t dot = vcvtq_f32_s32(vpaddq_s32(sums[2 * part], sums[2 * part + 1]));
      const float32x4_t scale = vmulq_n_f32(vld1q_f32(centroids.scales + at), vector.scale);
      vst1q_f32(out + at, vsubq_f32(vld1q_f32(centroids.halves + at), vmulq_f32(scale, dot)));
    }
  }
}

void Distances(std::span<const CodedVector> vectors, const SideBySide& centroids, float* out) {
  for (const CodedVector& vector : vectors) {
    DistancesOfOne(vector, centroids, out);
    out += centroids.groups * kSides;
  }
}

// In how many bits eight sketches differ from a query, each plane by its weight.
inline std::array<uint32x4_t, 2> BitsApart(const std::uint64_t* block, const SketchQuery& query) {
  std::array<uint16x8_t, kGroup / 2> counts;  // of two sketches each, in four parts
  counts.fill(vdupq_n_u16(0));
  for (std::size_t word = 0; word < query.words; ++word) {
    const std::uint64_t* const planes = query.planes.data() + word * kPlanes;
#pragma GCC unroll 4
    for (std::size_t pair = 0; pair < kGroup / 2; ++pair) {
      const uint64x2_t two = vld1q_u64(block + word * kGroup + pair * 2);
      const auto apart = [&](std::size_t plane) {
        return vcntq_u8(vreinterpretq_u8_u64(veorq_u64(two, vdupq_n_u64(planes[plane]))));
      };
      // 8 · 15 at most: it fits a byte.
      uint8x16_t sum = apart(3);
      sum = vaddq_u8(vaddq_u8(sum, sum), apart(2));
      sum = vaddq_u8(vaddq_u8(sum, sum), apart(1));
      sum = vaddq_u8(vaddq_u8(sum, sum), apart(0));
      counts[pair] = vpadalq_u8(counts[pair], sum);
    }
  }
  const auto four = [&](std::size_t pair) {
    return vpaddq_u32(vpaddlq_u16(counts[pair]), vpaddlq_u16(counts[pair + 1]));
  };
  return {four(0), four(2)};
}

void Estimate(const SketchGroups& sketches, const SketchQuery& query, const SketchTerms& terms,
              float* estimates, std::uint8_t* above) {
  static_assert(kPlanes == 4);
  constexpr std::array<std::uint32_t, 4> kBits = {1, 2, 4, 8};
  const int32x4_t most = vdupq_n_s32(query.most);
  const std::uint64_t* block = sketches.blocks;
  for (std::size_t group = 0; group < sketches.groups; ++group, block += GroupWords(query.words)) {
    const std::array<uint32x4_t, 2> apart = BitsApart(block, query);
    const auto* const tail = reinterpret_cast<const float*>(block + kGroup * query.words);
    std::uint32_t mask = 0;
#pragma GCC unroll 2
    for (std::size_t half = 0; half < 2; ++half) {
      const int32x4_t twice = vreinterpretq_s32_u32(vshlq_n_u32(apart[half], 1));
      const float32x4_t agreement = vcvtq_f32_s32(vsubq_s32(most, twice));
      const float32x4_t near =
          vaddq_f32(vmulq_n_f32(agreement, query.scale), vdupq_n_f32(terms.slack));
      const float32x4_t factored = vmulq_f32(vld1q_f32(tail + half * 4), near);
      const float32x4_t result = vaddq_f32(vaddq_f32(vdupq_n_f32(terms.base), factored),
                                           vld1q_f32(tail + kGroup + half * 4));
      vst1q_f32(estimates + group * kGroup + half * 4, result);
      const uint32x4_t reached = vcgtq_f32(result, vdupq_n_f32(terms.floor));
      mask |= vaddvq_u32(vandq_u32(reached, vld1q_u32(kBits.data()))) << (half * 4);
    }
    above[group] = static_cast<std::uint8_t>(mask);
  }
}

}  // namespace

const Kernels* NeonKernels() {
  // Sums of a rest are in another order when taken four by four: they stay plain, and so does
  // what only building asks for.
  static const Kernels kernels{"neon",
                               DotRow,
                               Dot,
                               Butterfly,
                               Hadamard,
                               PlainKernels().rest,
                               PlainKernels().quantise,
                               Decode,
                               Distances,
                               PlainKernels().least,
                               Estimate};
  return &kernels;
}

}  // namespace wenyuan::vectors

#else

namespace wenyuan::vectors {

const Kernels* NeonKernels() { return nullptr; }

}  // namespace wenyuan::vectors

#endif
