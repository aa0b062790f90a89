#include "kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include <cstring>

// gcc 12 takes the deliberately undefined registers inside its own header for mistakes (105593).
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

namespace wenyuan::vectors {
namespace {

#define WY_AVX512 \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,avx512vpopcntdq,fma")))

WY_AVX512 std::int64_t DotRowAvx512(const std::uint8_t* row, const RowQuery& query) {
  __m512i high = _mm512_setzero_si512();
  __m512i low = _mm512_setzero_si512();
  const std::int8_t* const highs = query.high.data();
  const std::int8_t* const lows = query.low.data();
  for (std::size_t i = 0; i < query.high.size(); i += 64) {
    const __m512i codes = _mm512_loadu_si512(row + i);
    high = _mm512_dpbusd_epi32(high, codes, _mm512_loadu_si512(highs + i));
    low = _mm512_dpbusd_epi32(low, codes, _mm512_loadu_si512(lows + i));
  }
  return std::int64_t{256} * _mm512_reduce_add_epi32(high) + _mm512_reduce_add_epi32(low) -
         128 * query.sum;
}

WY_AVX512 float DotAvx512(const float* left, const float* right, std::size_t count) {
  __m512 first = _mm512_setzero_ps();
  __m512 second = _mm512_setzero_ps();
  std::size_t i = 0;
  for (; i + 32 <= count; i += 32) {
    first = _mm512_fmadd_ps(_mm512_loadu_ps(left + i), _mm512_loadu_ps(right + i), first);
    second =
        _mm512_fmadd_ps(_mm512_loadu_ps(left + i + 16), _mm512_loadu_ps(right + i + 16), second);
  }
  for (; i < count; i += 16) {
    const std::size_t rest = count - i;
    const auto mask = static_cast<__mmask16>(rest >= 16 ? 0xFFFFU : (1U << rest) - 1U);
    first = _mm512_fmadd_ps(_mm512_maskz_loadu_ps(mask, left + i),
                            _mm512_maskz_loadu_ps(mask, right + i), first);
  }
  return _mm512_reduce_add_ps(_mm512_add_ps(first, second));
}

WY_AVX512 void ButterflyAvx512(float* left, float* right, std::size_t count) {
  for (std::size_t i = 0; i < count; i += 16) {
    const std::size_t rest = count - i;
    const auto mask = static_cast<__mmask16>(rest >= 16 ? 0xFFFFU : (1U << rest) - 1U);
    const __m512 a = _mm512_maskz_loadu_ps(mask, left + i);
    const __m512 b = _mm512_maskz_loadu_ps(mask, right + i);
    _mm512_mask_storeu_ps(left + i, mask, _mm512_add_ps(a, b));
    _mm512_mask_storeu_ps(right + i, mask, _mm512_sub_ps(a, b));
  }
}

WY_AVX512 void EstimateAvx512(const SketchGroups& sketches, const SketchQuery& query,
                              const SketchTerms& terms, float* estimates, std::uint8_t* above) {
  static_assert(kPlanes == 4 && kGroup == 8);
  const __m256 bases = _mm256_set1_ps(terms.base);
  const __m256 slacks = _mm256_set1_ps(terms.slack);
  const __m256 floors = _mm256_set1_ps(terms.floor);
  const __m256 scales = _mm256_set1_ps(query.scale);
  const __m512i most = _mm512_set1_epi64(query.most);
  const std::uint64_t* block = sketches.blocks;
  for (std::size_t group = 0; group < sketches.groups; ++group, block += GroupWords(query.words)) {
    const std::uint64_t* planes = query.planes.data();
    __m512i apart[kPlanes] = {_mm512_setzero_si512(), _mm512_setzero_si512(),
                              _mm512_setzero_si512(), _mm512_setzero_si512()};
    for (std::size_t word = 0; word < query.words; ++word, planes += kPlanes) {
      const __m512i eight = _mm512_loadu_si512(block + word * kGroup);
#pragma GCC unroll 4
      for (std::size_t plane = 0; plane < kPlanes; ++plane) {
        const __m512i ones = _mm512_set1_epi64(static_cast<long long>(planes[plane]));
        apart[plane] =
            _mm512_add_epi64(apart[plane], _mm512_popcnt_epi64(_mm512_xor_si512(eight, ones)));
      }
    }
    // Σ 2^p apart[p], doubled at the end.
    __m512i total = _mm512_add_epi64(apart[0], _mm512_slli_epi64(apart[1], 1));
    total = _mm512_add_epi64(total, _mm512_slli_epi64(apart[2], 2));
    total = _mm512_add_epi64(total, _mm512_slli_epi64(apart[3], 3));
    const __m256 agreement =
        _mm512_cvtepi64_ps(_mm512_sub_epi64(most, _mm512_slli_epi64(total, 1)));
    const auto* const tail = reinterpret_cast<const float*>(block + kGroup * query.words);
    const __m256 near = _mm256_add_ps(_mm256_mul_ps(scales, agreement), slacks);
    const __m256 result =
        _mm256_add_ps(_mm256_add_ps(bases, _mm256_mul_ps(_mm256_loadu_ps(tail), near)),
                      _mm256_loadu_ps(tail + kGroup));
    _mm256_storeu_ps(estimates + group * kGroup, result);
    above[group] = static_cast<std::uint8_t>(_mm256_cmp_ps_mask(result, floors, _CMP_GT_OQ));
  }
}

// Stages of steps 8 to 1 in one register: the upper of two becomes left - right.
WY_AVX512 __m512 TurnAvx512(__m512 x) {
  __m512 other = _mm512_shuffle_f32x4(x, x, 0x4E);
  x = _mm512_mask_sub_ps(_mm512_add_ps(other, x), 0xFF00, other, x);
  other = _mm512_shuffle_f32x4(x, x, 0xB1);
  x = _mm512_mask_sub_ps(_mm512_add_ps(other, x), 0xF0F0, other, x);
  other = _mm512_permute_ps(x, 0x4E);
  x = _mm512_mask_sub_ps(_mm512_add_ps(other, x), 0xCCCC, other, x);
  other = _mm512_permute_ps(x, 0xB1);
  return _mm512_mask_sub_ps(_mm512_add_ps(other, x), 0xAAAA, other, x);
}

WY_AVX512 void HadamardAvx512(float* vector, std::size_t count) {
  if (count < 16) return PlainKernels().hadamard(vector, count);
  for (std::size_t step = count / 2; step >= 16; step /= 2) {
    for (std::size_t begin = 0; begin < count; begin += 2 * step) {
      for (std::size_t i = begin; i < begin + step; i += 16) {
        const __m512 a = _mm512_loadu_ps(vector + i);
        const __m512 b = _mm512_loadu_ps(vector + i + step);
        _mm512_storeu_ps(vector + i, _mm512_add_ps(a, b));
        _mm512_storeu_ps(vector + i + step, _mm512_sub_ps(a, b));
      }
    }
  }
  for (std::size_t i = 0; i < count; i += 16) {
    _mm512_storeu_ps(vector + i, TurnAvx512(_mm512_loadu_ps(vector + i)));
  }
}

// The first `rest` lanes, at most 16.
WY_AVX512 __mmask16 FirstLanes(std::size_t rest) {
  return static_cast<__mmask16>(rest >= 16 ? 0xFFFFU : (1U << rest) - 1U);
}

WY_AVX512 RestSums RestAvx512(const float* vector, const float* base, std::size_t count,
                              float* rest, std::uint8_t* signs) {
  __m512 squared = _mm512_setzero_ps();
  __m512 absolute = _mm512_setzero_ps();
  __m512 largest = _mm512_setzero_ps();
  __m512 along = _mm512_setzero_ps();
  __m512 signed_base = _mm512_setzero_ps();
  for (std::size_t i = 0; i < count; i += 16) {
    const __mmask16 mask = FirstLanes(count - i);
    const __m512 origin = _mm512_maskz_loadu_ps(mask, base + i);
    const __m512 difference = _mm512_sub_ps(_mm512_maskz_loadu_ps(mask, vector + i), origin);
    const __mmask16 above = _mm512_cmp_ps_mask(difference, _mm512_setzero_ps(), _CMP_GT_OQ);
    _mm512_mask_storeu_ps(rest + i, mask, difference);
    squared = _mm512_fmadd_ps(difference, difference, squared);
    const __m512 size = _mm512_abs_ps(difference);
    absolute = _mm512_add_ps(absolute, size);
    largest = _mm512_max_ps(largest, size);
    along = _mm512_fmadd_ps(difference, origin, along);
    signed_base =
        _mm512_mask_add_ps(_mm512_sub_ps(signed_base, origin), above, signed_base, origin);
    signs[i / 8] = static_cast<std::uint8_t>(above);
    if (count - i > 8) signs[i / 8 + 1] = static_cast<std::uint8_t>(above >> 8U);
  }
  return {_mm512_reduce_add_ps(squared), _mm512_reduce_add_ps(absolute),
          _mm512_reduce_max_ps(largest), _mm512_reduce_add_ps(along),
          _mm512_reduce_add_ps(signed_base)};
}

WY_AVX512 float QuantiseAvx512(const float* rest, const float* base, std::size_t count, float steps,
                               float scale, std::uint8_t* codes) {
  __m512 squared = _mm512_setzero_ps();
  for (std::size_t i = 0; i < count; i += 16) {
    const __mmask16 mask = FirstLanes(count - i);
    const __m512 exact =
        _mm512_mul_ps(_mm512_maskz_loadu_ps(mask, rest + i), _mm512_set1_ps(steps));
    const __m512 code = _mm512_max_ps(
        _mm512_min_ps(_mm512_roundscale_ps(exact, 0), _mm512_set1_ps(127)), _mm512_set1_ps(-127));
    const __m512 decoded =
        _mm512_fmadd_ps(_mm512_set1_ps(scale), code, _mm512_maskz_loadu_ps(mask, base + i));
    squared = _mm512_fmadd_ps(decoded, decoded, squared);
    const __m512i whole = _mm512_add_epi32(_mm512_cvtps_epi32(code), _mm512_set1_epi32(128));
    _mm_mask_storeu_epi8(codes + i, mask, _mm512_cvtepi32_epi8(whole));
  }
  return _mm512_reduce_add_ps(squared);
}

WY_AVX512 void DecodeAvx512(const std::uint8_t* codes, const float* base, std::size_t count,
                            float scale, float length, float* out) {
  for (std::size_t i = 0; i < count; i += 16) {
    const __mmask16 mask = FirstLanes(count - i);
    const __m512i wide = _mm512_cvtepu8_epi32(_mm_maskz_loadu_epi8(mask, codes + i));
    const __m512 code = _mm512_cvtepi32_ps(_mm512_sub_epi32(wide, _mm512_set1_epi32(128)));
    const __m512 sum =
        _mm512_fmadd_ps(_mm512_set1_ps(scale), code, _mm512_maskz_loadu_ps(mask, base + i));
    _mm512_mask_storeu_ps(out + i, mask, _mm512_mul_ps(sum, _mm512_set1_ps(length)));
  }
}

// Some vectors against 16 · kWide centroids: each of these is loaded once for all vectors.
template <std::size_t kVectors, std::size_t kWide>
WY_AVX512 void DistancesAvx512(const CodedVector* vectors, const SideBySide& centroids,
                               std::size_t group, float* out) {
  __m512i sums[kVectors][kWide];
#pragma GCC unroll 6
  for (std::size_t v = 0; v < kVectors; ++v) {
#pragma GCC unroll 2
    for (std::size_t w = 0; w < kWide; ++w) sums[v][w] = _mm512_set1_epi32(-128 * vectors[v].sum);
  }
  const std::size_t size = centroids.quads * 4 * kSides;
  const std::uint8_t* const codes = centroids.codes + group * size;
  for (std::size_t quad = 0; quad < centroids.quads; ++quad) {
    __m512i wide[kWide];
#pragma GCC unroll 2
    for (std::size_t w = 0; w < kWide; ++w) {
      wide[w] = _mm512_loadu_si512(codes + w * size + quad * 4 * kSides);
    }
#pragma GCC unroll 6
    for (std::size_t v = 0; v < kVectors; ++v) {
      std::int32_t four = 0;
      std::memcpy(&four, vectors[v].codes + quad * 4, sizeof four);
      const __m512i all = _mm512_set1_epi32(four);
#pragma GCC unroll 2
      for (std::size_t w = 0; w < kWide; ++w) {
        sums[v][w] = _mm512_dpbusd_epi32(sums[v][w], wide[w], all);
      }
    }
  }
  const std::size_t row = centroids.groups * kSides;
#pragma GCC unroll 2
  for (std::size_t w = 0; w < kWide; ++w) {
    const std::size_t at = (group + w) * kSides;
    const __m512 scales = _mm512_loadu_ps(centroids.scales + at);
    const __m512 halves = _mm512_loadu_ps(centroids.halves + at);
#pragma GCC unroll 6
    for (std::size_t v = 0; v < kVectors; ++v) {
      const __m512 dot = _mm512_mul_ps(_mm512_mul_ps(scales, _mm512_set1_ps(vectors[v].scale)),
                                       _mm512_cvtepi32_ps(sums[v][w]));
      _mm512_storeu_ps(out + v * row + at, _mm512_sub_ps(halves, dot));
    }
  }
}

template <std::size_t kVectors>
WY_AVX512 void DistancesOfSomeAvx512(const CodedVector* vectors, const SideBySide& centroids,
                                     float* out) {
  std::size_t group = 0;
  for (; group + 2 <= centroids.groups; group += 2) {
    DistancesAvx512<kVectors, 2>(vectors, centroids, group, out);
  }
  if (group < centroids.groups) DistancesAvx512<kVectors, 1>(vectors, centroids, group, out);
}

WY_AVX512 void DistancesOfAllAvx512(std::span<const CodedVector> vectors,
                                    const SideBySide& centroids, float* out) {
  constexpr std::size_t kAtOnce = 6;
  const std::size_t row = centroids.groups * kSides;
  std::size_t at = 0;
  for (; at + kAtOnce <= vectors.size(); at += kAtOnce) {
    DistancesOfSomeAvx512<kAtOnce>(vectors.data() + at, centroids, out + at * row);
  }
  for (; at < vectors.size(); ++at) {
    DistancesOfSomeAvx512<1>(vectors.data() + at, centroids, out + at * row);
  }
}

WY_AVX512 std::size_t LeastAvx512(const float* numbers, std::size_t count) {
  __m512 least = _mm512_loadu_ps(numbers);
  for (std::size_t i = 16; i < count; i += 16) {
    least = _mm512_min_ps(least, _mm512_loadu_ps(numbers + i));
  }
  const __m512 all = _mm512_set1_ps(_mm512_reduce_min_ps(least));
  for (std::size_t i = 0; i < count; i += 16) {
    const __mmask16 equal = _mm512_cmp_ps_mask(_mm512_loadu_ps(numbers + i), all, _CMP_EQ_OQ);
    if (equal != 0) return i + static_cast<std::size_t>(__builtin_ctz(equal));
  }
  return 0;
}

}  // namespace

const Kernels* Avx512Kernels() {
  static const Kernels kernels{"avx512",        DotRowAvx512,   DotAvx512,
                               ButterflyAvx512, HadamardAvx512, RestAvx512,
                               QuantiseAvx512,  DecodeAvx512,   DistancesOfAllAvx512,
                               LeastAvx512,     EstimateAvx512};
  static const bool has =
      __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
      __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
      __builtin_cpu_supports("avx512vnni") != 0 && __builtin_cpu_supports("avx512vpopcntdq") != 0;
  return has ? &kernels : nullptr;
}

}  // namespace wenyuan::vectors

#else

namespace wenyuan::vectors {

const Kernels* Avx512Kernels() { return nullptr; }

}  // namespace wenyuan::vectors

#endif
