#include "kernels_wide.h"

#if defined(__aarch64__)

#include <arm_neon.h>

#include <algorithm>
#include <array>
#include <bit>

namespace wenyuan::index {
namespace {

// Wider values do not fit four bytes at every shift.
constexpr unsigned kWidest = 25;

// How to take four values out of 16 bytes: the bytes that each lies in, and its shift to the right.
// There are two kinds of four: those that begin with a byte, and those half a byte later.
struct Picking {
  alignas(16) std::array<std::array<std::uint8_t, 16>, 2> bytes;
  alignas(16) std::array<std::array<std::int32_t, 4>, 2> shifts;
};

constexpr std::array<Picking, kWidest + 1> kPickings = [] {
  std::array<Picking, kWidest + 1> all{};
  for (unsigned width = 0; width <= kWidest; ++width) {
    for (unsigned i = 0; i < 8; ++i) {
      const unsigned bit = (i < 4 ? 0 : 4 * width % 8) + i % 4 * width;
      all[width].shifts[i / 4][i % 4] = -static_cast<std::int32_t>(bit % 8);
      for (unsigned byte = 0; byte < 4; ++byte) {
        all[width].bytes[i / 4][4 * (i % 4) + byte] = static_cast<std::uint8_t>(bit / 8 + byte);
      }
    }
  }
  return all;
}();

// Calls take(first, four values).
template <typename Take>
inline void ForFour(const char* packed, unsigned width, const Take& take) {
  const Picking& picking = kPickings[width];
  const uint32x4_t mask = vdupq_n_u32((1U << width) - 1);
  const std::array<uint8x16_t, 2> bytes = {vld1q_u8(picking.bytes[0].data()),
                                           vld1q_u8(picking.bytes[1].data())};
  const std::array<int32x4_t, 2> shifts = {vld1q_s32(picking.shifts[0].data()),
                                           vld1q_s32(picking.shifts[1].data())};
  const auto four = [&](std::size_t kind) {
    const auto* const from = reinterpret_cast<const std::uint8_t*>(packed + kind * width / 2);
    const uint32x4_t words = vreinterpretq_u32_u8(vqtbl1q_u8(vld1q_u8(from), bytes[kind]));
    return vandq_u32(vshlq_u32(words, shifts[kind]), mask);
  };
  for (std::size_t i = 0; i < kBlockPostings; i += 8, packed += width) {
    take(i, four(0));
    take(i + 4, four(1));
  }
}

void Unpack(const char* packed, unsigned width, std::uint32_t* values) {
  if (width > kWidest) return PortableKernels().unpack(packed, width, values);
  ForFour(packed, width, [values](std::size_t i, uint32x4_t four) { vst1q_u32(values + i, four); });
}

void UnpackAscending(const char* packed, unsigned width, std::uint32_t last,
                     std::uint32_t* ordinals) {
  if (width > kWidest) return PortableKernels().unpack_ascending(packed, width, last, ordinals);
  const uint32x4_t zero = vdupq_n_u32(0);
  const uint32x4_t one = vdupq_n_u32(1);
  uint32x4_t before = vdupq_n_u32(last);
  ForFour(packed, width, [&](std::size_t i, uint32x4_t four) {
    uint32x4_t sums = vaddq_u32(four, one);
    sums = vaddq_u32(sums, vextq_u32(zero, sums, 3));
    sums = vaddq_u32(sums, vextq_u32(zero, sums, 2));
    sums = vaddq_u32(sums, before);
    vst1q_u32(ordinals + i, sums);
    before = vdupq_laneq_u32(sums, 3);
  });
}

void AddWeighted(const char* packed, unsigned width, std::uint32_t base, float weight,
                 float* frequencies) {
  if (width > kWidest) {
    return PortableKernels().add_weighted(packed, width, base, weight, frequencies);
  }
  const uint32x4_t bases = vdupq_n_u32(base);
  const float32x4_t weights = vdupq_n_f32(weight);
  ForFour(packed, width, [&](std::size_t i, uint32x4_t four) {
    const float32x4_t counts = vcvtq_f32_s32(vreinterpretq_s32_u32(vaddq_u32(four, bases)));
    vst1q_f32(frequencies + i, vaddq_f32(vld1q_f32(frequencies + i), vmulq_f32(weights, counts)));
  });
}

inline float32x4_t Gather(const float* from, const std::uint32_t* at) {
  const std::array<float, 4> four = {from[at[0]], from[at[1]], from[at[2]], from[at[3]]};
  return vld1q_f32(four.data());
}

inline uint32x4_t Brought(const Contribution& of, const std::uint32_t* ordinals,
                          const float* frequencies, const float* lengths) {
  const float32x4_t tf = vld1q_f32(frequencies);
  const float32x4_t norm =
      vaddq_f32(vaddq_f32(tf, vdupq_n_f32(of.constant)),
                vmulq_f32(vdupq_n_f32(of.per_length), Gather(lengths, ordinals)));
  const float32x4_t brought = vdivq_f32(vmulq_f32(vdupq_n_f32(of.weight), tf), norm);
  return vaddq_u32(vcvtq_u32_f32(brought), vdupq_n_u32(1));
}

void Contributions(const Contribution& of, const std::uint32_t* ordinals, const float* frequencies,
                   const float* lengths, std::uint32_t* units) {
  for (std::size_t i = 0; i < kBlockPostings; i += 4) {
    vst1q_u32(units + i, Brought(of, ordinals + i, frequencies + i, lengths));
  }
}

void AddContributions(const Contribution& of, const std::uint32_t* ordinals,
                      const float* frequencies, std::size_t count, const float* lengths,
                      std::uint32_t first, std::uint32_t* sums) {
  const std::size_t whole = count / 4 * 4;
  for (std::size_t i = 0; i < whole; i += 4) {
    std::array<std::uint32_t, 4> units;
    vst1q_u32(units.data(), Brought(of, ordinals + i, frequencies + i, lengths));
    for (std::size_t lane = 0; lane < 4; ++lane) sums[ordinals[i + lane] - first] += units[lane];
  }
  PortableKernels().add_contributions(of, ordinals + whole, frequencies + whole, count - whole,
                                      lengths, first, sums);
}

void PostingBounds(float weight, const std::uint8_t* codes, const float* constants,
                   const std::uint32_t* ordinals, const float* frequencies, std::size_t count,
                   std::uint16_t* bounds) {
  const float32x4_t weights = vdupq_n_f32(weight);
  std::size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    const float32x4_t tf = vld1q_f32(frequencies + i);
    const std::array<std::uint32_t, 4> of = {codes[ordinals[i]], codes[ordinals[i + 1]],
                                             codes[ordinals[i + 2]], codes[ordinals[i + 3]]};
    const float32x4_t norm = vaddq_f32(tf, Gather(constants, of.data()));
    const int32x4_t bound = vcvtq_s32_f32(vdivq_f32(vmulq_f32(weights, tf), norm));
    vst1_u16(bounds + i, vqmovun_s32(vaddq_s32(bound, vdupq_n_s32(1))));
  }
  PortableKernels().posting_bounds(weight, codes, constants, ordinals + i, frequencies + i,
                                   count - i, bounds + i);
}

void AddBounds(const std::uint8_t* maxima, std::uint16_t factor, std::size_t count,
               std::uint16_t* bounds) {
  const uint16x4_t factors = vdup_n_u16(factor);
  const uint16x8_t one = vdupq_n_u16(1);
  for (std::size_t i = 0; i < count; i += 8) {
    const uint16x8_t wide = vmovl_u8(vld1_u8(maxima + i));
    const uint16x8_t product =
        vcombine_u16(vshrn_n_u32(vmull_u16(vget_low_u16(wide), factors), 8),
                     vshrn_n_u32(vmull_u16(vget_high_u16(wide), factors), 8));
    const uint16x8_t added = vaddq_u16(product, vminq_u16(wide, one));
    vst1q_u16(bounds + i, vqaddq_u16(vld1q_u16(bounds + i), added));
  }
}

std::uint16_t LargestBound(const std::uint16_t* bounds) {
  uint16x8_t most = vld1q_u16(bounds);
  for (std::size_t i = 8; i < kGroupWindows; i += 8) most = vmaxq_u16(most, vld1q_u16(bounds + i));
  return vmaxvq_u16(most);
}

// The first bit of each of 16 bytes that are all ones or all zeros, as bits of eight that
// neighbours' sums bring together.
inline uint8x16_t BitOfEach(uint8x16_t bytes) {
  constexpr std::array<std::uint8_t, 16> kBits = {1, 2, 4, 8, 16, 32, 64, 128,
                                                  1, 2, 4, 8, 16, 32, 64, 128};
  return vandq_u8(bytes, vld1q_u8(kBits.data()));
}

std::uint64_t Reaching(const std::uint16_t* bounds, std::uint16_t least) {
  const uint16x8_t limit = vdupq_n_u16(least);
  const auto sixteen = [&](std::size_t i) {
    return BitOfEach(vcombine_u8(vmovn_u16(vcgeq_u16(vld1q_u16(bounds + i), limit)),
                                 vmovn_u16(vcgeq_u16(vld1q_u16(bounds + i + 8), limit))));
  };
  const uint8x16_t sums =
      vpaddq_u8(vpaddq_u8(sixteen(0), sixteen(16)), vpaddq_u8(sixteen(32), sixteen(48)));
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sums, sums)), 0);
}

std::uint32_t SumsReaching(const std::uint32_t* sums, std::uint32_t least) {
  const uint32x4_t limit = vdupq_n_u32(least);
  const auto eight = [&](std::size_t i) {
    return vmovn_u16(vcombine_u16(vmovn_u32(vcgeq_u32(vld1q_u32(sums + i), limit)),
                                  vmovn_u32(vcgeq_u32(vld1q_u32(sums + i + 4), limit))));
  };
  const uint8x16_t pairs = vpaddq_u8(BitOfEach(vcombine_u8(eight(0), eight(8))),
                                     BitOfEach(vcombine_u8(eight(16), eight(24))));
  const uint8x16_t fours = vpaddq_u8(pairs, pairs);
  return vgetq_lane_u32(vreinterpretq_u32_u8(vpaddq_u8(fours, fours)), 0);
}

std::uint32_t KeepReaching(const std::uint32_t* sums, const std::uint16_t* rests,
                           std::uint32_t least, std::size_t words, std::uint64_t* bits) {
  std::uint32_t kept = 0;
  for (std::size_t word = 0; word < words; ++word, sums += 2 * kWindowChunks) {
    if (bits[word] == 0) continue;
    const auto left = [&](std::size_t window) {
      return least - std::min(least, static_cast<std::uint32_t>(rests[window]) << kBoundShift);
    };
    bits[word] &= SumsReaching(sums, left(2 * word)) |
                  static_cast<std::uint64_t>(SumsReaching(sums + kWindowChunks, left(2 * word + 1)))
                      << 32U;
    kept += static_cast<unsigned>(std::popcount(bits[word]));
  }
  return kept;
}

std::uint32_t LargestSum(const std::uint32_t* sums) {
  uint32x4_t most = vld1q_u32(sums);
  for (std::size_t i = 4; i < kWindowChunks; i += 4) most = vmaxq_u32(most, vld1q_u32(sums + i));
  return vmaxvq_u32(most);
}

}  // namespace

const Kernels* NeonKernels() {
  static const Kernels kernels = {Unpack,
                                  UnpackAscending,
                                  AddWeighted,
                                  Contributions,
                                  AddContributions,
                                  PostingBounds,
                                  PortableKernels().members,
                                  AddBounds,
                                  LargestBound,
                                  Reaching,
                                  SumsReaching,
                                  KeepReaching,
                                  LargestSum};
  return &kernels;
}

}  // namespace wenyuan::index

#else

namespace wenyuan::index {

const Kernels* NeonKernels() { return nullptr; }

}  // namespace wenyuan::index

#endif
