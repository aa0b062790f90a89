#include "kernels_wide.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include <algorithm>
#include <array>

namespace wenyuan::index {
namespace {

// Wider values do not fit four bytes at every shift.
constexpr unsigned kWidest = 25;

// How to take eight values out of two loads of 16 bytes: the bytes that each lies in, and its
// shift.
struct Picking {
  alignas(32) std::array<std::uint8_t, 32> bytes;
  alignas(32) std::array<std::uint32_t, 8> shifts;
};

constexpr std::array<Picking, kWidest + 1> kPickings = [] {
  std::array<Picking, kWidest + 1> all{};
  for (unsigned width = 0; width <= kWidest; ++width) {
    for (unsigned i = 0; i < 8; ++i) {
      const unsigned bit = (i < 4 ? 0 : 4 * width % 8) + i % 4 * width;
      all[width].shifts[i] = bit % 8;
      for (unsigned byte = 0; byte < 4; ++byte) {
        all[width].bytes[4 * i + byte] = static_cast<std::uint8_t>(bit / 8 + byte);
      }
    }
  }
  return all;
}();

__attribute__((target("avx2"), always_inline)) inline __m256i Load(const void* from) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(from));
}

__attribute__((target("avx2"), always_inline)) inline void Store(void* to, __m256i value) {
  _mm256_storeu_si256(static_cast<__m256i*>(to), value);
}

__attribute__((target("avx2"), always_inline)) inline __m128i LoadHalf(const char* from) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}

// Calls take(first, eight values).
template <typename Take>
__attribute__((target("avx2"), always_inline)) inline void ForEight(const char* packed,
                                                                    unsigned width,
                                                                    const Take& take) {
  const Picking& picking = kPickings[width];
  const __m256i bytes = Load(picking.bytes.data());
  const __m256i shifts = Load(picking.shifts.data());
  const __m256i mask = _mm256_set1_epi32(static_cast<int>((1U << width) - 1));
  for (std::size_t i = 0; i < kBlockPostings; i += 8, packed += width) {
    const __m256i loaded = _mm256_inserti128_si256(_mm256_castsi128_si256(LoadHalf(packed)),
                                                   LoadHalf(packed + width / 2), 1);
    const __m256i words = _mm256_shuffle_epi8(loaded, bytes);
    take(i, _mm256_and_si256(_mm256_srlv_epi32(words, shifts), mask));
  }
}

__attribute__((target("avx2"))) void Unpack(const char* packed, unsigned width,
                                            std::uint32_t* values) {
  if (width > kWidest) return PortableKernels().unpack(packed, width, values);
  ForEight(
      packed,
      width, [values](std::size_t i, __m256i eight) __attribute__((target("avx2"), always_inline)) {
        Store(values + i, eight);
      });
}

__attribute__((target("avx2"))) void UnpackAscending(const char* packed, unsigned width,
                                                     std::uint32_t last, std::uint32_t* ordinals) {
  if (width > kWidest) return PortableKernels().unpack_ascending(packed, width, last, ordinals);
  __m256i before = _mm256_set1_epi32(static_cast<int>(last));
  const __m256i one = _mm256_set1_epi32(1);
  const __m256i highest = _mm256_set1_epi32(7);
  ForEight(
      packed,
      width, [&](std::size_t i, __m256i eight) __attribute__((target("avx2"), always_inline)) {
        __m256i sums = _mm256_add_epi32(eight, one);
        sums = _mm256_add_epi32(sums, _mm256_slli_si256(sums, 4));
        sums = _mm256_add_epi32(sums, _mm256_slli_si256(sums, 8));
        const __m256i low = _mm256_shuffle_epi32(_mm256_permute2x128_si256(sums, sums, 0x08), 0xFF);
        sums = _mm256_add_epi32(_mm256_add_epi32(sums, low), before);
        Store(ordinals + i, sums);
        before = _mm256_permutevar8x32_epi32(sums, highest);
      });
}

__attribute__((target("avx2"))) void AddWeighted(const char* packed, unsigned width,
                                                 std::uint32_t base, float weight,
                                                 float* frequencies) {
  if (width > kWidest) {
    return PortableKernels().add_weighted(packed, width, base, weight, frequencies);
  }
  const __m256i bases = _mm256_set1_epi32(static_cast<int>(base));
  const __m256 weights = _mm256_set1_ps(weight);
  ForEight(
      packed,
      width, [&](std::size_t i, __m256i eight) __attribute__((target("avx2"), always_inline)) {
        const __m256 counts = _mm256_cvtepi32_ps(_mm256_add_epi32(eight, bases));
        const __m256 before = _mm256_loadu_ps(frequencies + i);
        _mm256_storeu_ps(frequencies + i, _mm256_add_ps(before, _mm256_mul_ps(weights, counts)));
      });
}

__attribute__((target("avx2"))) void Contributions(const Contribution& of,
                                                   const std::uint32_t* ordinals,
                                                   const float* frequencies, const float* lengths,
                                                   std::uint32_t* units) {
  const __m256 weight = _mm256_set1_ps(of.weight);
  const __m256 constant = _mm256_set1_ps(of.constant);
  const __m256 per_length = _mm256_set1_ps(of.per_length);
  const __m256i one = _mm256_set1_epi32(1);
  for (std::size_t i = 0; i < kBlockPostings; i += 8) {
    const __m256 tf = _mm256_loadu_ps(frequencies + i);
    const __m256 length = _mm256_i32gather_ps(lengths, Load(ordinals + i), 4);
    const __m256 norm =
        _mm256_add_ps(_mm256_add_ps(tf, constant), _mm256_mul_ps(per_length, length));
    const __m256 brought = _mm256_div_ps(_mm256_mul_ps(weight, tf), norm);
    Store(units + i, _mm256_add_epi32(_mm256_cvttps_epi32(brought), one));
  }
}

__attribute__((target("avx2"))) void AddContributions(const Contribution& of,
                                                      const std::uint32_t* ordinals,
                                                      const float* frequencies, std::size_t count,
                                                      const float* lengths, std::uint32_t first,
                                                      std::uint32_t* sums) {
  const __m256 weight = _mm256_set1_ps(of.weight);
  const __m256 constant = _mm256_set1_ps(of.constant);
  const __m256 per_length = _mm256_set1_ps(of.per_length);
  const __m256i one = _mm256_set1_epi32(1);
  alignas(32) std::array<std::uint32_t, kBlockPostings> units;
  const std::size_t whole = count / 8 * 8;
  for (std::size_t i = 0; i < whole; i += 8) {
    const __m256 tf = _mm256_loadu_ps(frequencies + i);
    const __m256 length = _mm256_i32gather_ps(lengths, Load(ordinals + i), 4);
    const __m256 norm =
        _mm256_add_ps(_mm256_add_ps(tf, constant), _mm256_mul_ps(per_length, length));
    const __m256 brought = _mm256_div_ps(_mm256_mul_ps(weight, tf), norm);
    Store(units.data() + i, _mm256_add_epi32(_mm256_cvttps_epi32(brought), one));
  }
  for (std::size_t i = 0; i < whole; ++i) sums[ordinals[i] - first] += units[i];
  PortableKernels().add_contributions(of, ordinals + whole, frequencies + whole, count - whole,
                                      lengths, first, sums);
}

__attribute__((target("avx2"))) void PostingBounds(float weight, const std::uint8_t* codes,
                                                   const float* constants,
                                                   const std::uint32_t* ordinals,
                                                   const float* frequencies, std::size_t count,
                                                   std::uint16_t* bounds) {
  const __m256 weights = _mm256_set1_ps(weight);
  const __m256i byte = _mm256_set1_epi32(0xFF);
  const __m256i one = _mm256_set1_epi32(1);
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const __m256 tf = _mm256_loadu_ps(frequencies + i);
    const __m256i code = _mm256_and_si256(
        _mm256_i32gather_epi32(reinterpret_cast<const int*>(codes), Load(ordinals + i), 1), byte);
    const __m256 norm = _mm256_add_ps(tf, _mm256_i32gather_ps(constants, code, 4));
    const __m256 bound = _mm256_div_ps(_mm256_mul_ps(weights, tf), norm);
    const __m256i wide = _mm256_add_epi32(_mm256_cvttps_epi32(bound), one);
    const __m256i narrow = _mm256_permute4x64_epi64(_mm256_packus_epi32(wide, wide), 0x08);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(bounds + i), _mm256_castsi256_si128(narrow));
  }
  PortableKernels().posting_bounds(weight, codes, constants, ordinals + i, frequencies + i,
                                   count - i, bounds + i);
}

__attribute__((target("avx2"))) std::size_t Members(const std::uint64_t* words, std::uint32_t first,
                                                    const std::uint32_t* ordinals,
                                                    std::size_t count, std::uint8_t* places) {
  const __m256i low_bits = _mm256_set1_epi32(31);
  const __m256i firsts = _mm256_set1_epi32(static_cast<int>(first));
  std::size_t members = 0;
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const __m256i eight = _mm256_sub_epi32(Load(ordinals + i), firsts);
    const __m256i halves =
        _mm256_i32gather_epi32(reinterpret_cast<const int*>(words), _mm256_srli_epi32(eight, 5), 4);
    const __m256i up = _mm256_sub_epi32(low_bits, _mm256_and_si256(eight, low_bits));
    auto bits = static_cast<unsigned>(
        _mm256_movemask_ps(_mm256_castsi256_ps(_mm256_sllv_epi32(halves, up))));
    for (; bits != 0; bits &= bits - 1) {
      places[members++] = static_cast<std::uint8_t>(i + static_cast<unsigned>(__builtin_ctz(bits)));
    }
  }
  for (; i < count; ++i) {
    const std::uint32_t at = ordinals[i] - first;
    if ((words[at / 64] >> (at % 64) & 1U) != 0) {
      places[members++] = static_cast<std::uint8_t>(i);
    }
  }
  return members;
}

__attribute__((target("avx2"))) void AddBounds(const std::uint8_t* maxima, std::uint16_t factor,
                                               std::size_t count, std::uint16_t* bounds) {
  const __m256i factors = _mm256_set1_epi16(static_cast<short>(factor));
  const __m256i one = _mm256_set1_epi16(1);
  for (std::size_t i = 0; i < count; i += 16) {
    const __m256i wide = _mm256_cvtepu8_epi16(LoadHalf(reinterpret_cast<const char*>(maxima + i)));
    const __m256i product = _mm256_mulhi_epu16(_mm256_slli_epi16(wide, 8), factors);
    const __m256i added = _mm256_adds_epu16(product, _mm256_min_epu16(wide, one));
    Store(bounds + i, _mm256_adds_epu16(Load(bounds + i), added));
  }
}

__attribute__((target("avx2"))) std::uint16_t LargestBound(const std::uint16_t* bounds) {
  __m256i most = Load(bounds);
  for (std::size_t i = 16; i < kGroupWindows; i += 16) {
    most = _mm256_max_epu16(most, Load(bounds + i));
  }
  // The least of the complements, which one instruction finds.
  const __m128i half =
      _mm_max_epu16(_mm256_castsi256_si128(most), _mm256_extracti128_si256(most, 1));
  const __m128i least = _mm_minpos_epu16(_mm_xor_si128(half, _mm_set1_epi16(-1)));
  return static_cast<std::uint16_t>(~_mm_extract_epi16(least, 0));
}

__attribute__((target("avx2"))) std::uint64_t Reaching(const std::uint16_t* bounds,
                                                       std::uint16_t least) {
  const __m256i limit = _mm256_set1_epi16(static_cast<short>(least));
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kGroupWindows; i += 32) {
    const __m256i low = Load(bounds + i);
    const __m256i high = Load(bounds + i + 16);
    const __m256i both =
        _mm256_packs_epi16(_mm256_cmpeq_epi16(_mm256_max_epu16(low, limit), low),
                           _mm256_cmpeq_epi16(_mm256_max_epu16(high, limit), high));
    const auto some =
        static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_permute4x64_epi64(both, 0xD8)));
    bits |= static_cast<std::uint64_t>(some) << i;
  }
  return bits;
}

__attribute__((target("avx2"))) std::uint32_t SumsReaching(const std::uint32_t* sums,
                                                           std::uint32_t least) {
  const __m256i limit = _mm256_set1_epi32(static_cast<int>(least));
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < kWindowChunks; i += 8) {
    const __m256i eight = Load(sums + i);
    const __m256i reach = _mm256_cmpeq_epi32(_mm256_max_epu32(eight, limit), eight);
    bits |= static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(reach))) << i;
  }
  return bits;
}

__attribute__((target("avx2,popcnt"))) std::uint32_t KeepReaching(const std::uint32_t* sums,
                                                                  const std::uint16_t* rests,
                                                                  std::uint32_t least,
                                                                  std::size_t words,
                                                                  std::uint64_t* bits) {
  std::uint32_t kept = 0;
  for (std::size_t word = 0; word < words; ++word, sums += 2 * kWindowChunks) {
    if (bits[word] == 0) continue;
    const auto left = [&](std::size_t window) {
      return least - std::min(least, static_cast<std::uint32_t>(rests[window]) << kBoundShift);
    };
    bits[word] &= SumsReaching(sums, left(2 * word)) |
                  static_cast<std::uint64_t>(SumsReaching(sums + kWindowChunks, left(2 * word + 1)))
                      << 32U;
    kept += static_cast<unsigned>(_mm_popcnt_u64(bits[word]));
  }
  return kept;
}

__attribute__((target("avx2"))) std::uint32_t LargestSum(const std::uint32_t* sums) {
  const __m256i most = _mm256_max_epu32(_mm256_max_epu32(Load(sums), Load(sums + 8)),
                                        _mm256_max_epu32(Load(sums + 16), Load(sums + 24)));
  __m128i four = _mm_max_epu32(_mm256_castsi256_si128(most), _mm256_extracti128_si256(most, 1));
  four = _mm_max_epu32(four, _mm_shuffle_epi32(four, 0x4E));
  four = _mm_max_epu32(four, _mm_shuffle_epi32(four, 0xB1));
  return static_cast<std::uint32_t>(_mm_cvtsi128_si32(four));
}

constexpr Kernels kAvx2 = {Unpack,           UnpackAscending, AddWeighted,  Contributions,
                           AddContributions, PostingBounds,   Members,      AddBounds,
                           LargestBound,     Reaching,        SumsReaching, KeepReaching,
                           LargestSum};
}  // namespace

const Kernels* Avx2Kernels() { return __builtin_cpu_supports("avx2") ? &kAvx2 : nullptr; }

}  // namespace wenyuan::index

#else

namespace wenyuan::index {

const Kernels* Avx2Kernels() { return nullptr; }

}  // namespace wenyuan::index

#endif
