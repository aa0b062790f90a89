#include "kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

// gcc 12 takes the deliberately undefined registers inside its own header for mistakes (105593).
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

namespace wenyuan::vectors {
namespace {

#define WY_AVX2 __attribute__((target("avx2,fma,popcnt")))
#define WY_AVX512 \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,avx512vpopcntdq,fma")))

WY_AVX2 std::int64_t SumAvx2(__m256i values) {
  const __m256i wide = _mm256_add_epi64(_mm256_cvtepi32_epi64(_mm256_castsi256_si128(values)),
                                        _mm256_cvtepi32_epi64(_mm256_extracti128_si256(values, 1)));
  const __m128i two =
      _mm_add_epi64(_mm256_castsi256_si128(wide), _mm256_extracti128_si256(wide, 1));
  return _mm_cvtsi128_si64(two) + _mm_extract_epi64(two, 1);
}

// 256 additions of two products 255 · 16,383 just fit a lane of 32 bits.
WY_AVX2 std::int64_t DotRowAvx2(const std::uint8_t* row, const RowQuery& query) {
  __m256i total = _mm256_setzero_si256();
  const std::int16_t* const codes = query.codes.data();
  for (std::size_t i = 0; i < query.codes.size(); i += 16) {
    const __m256i wide =
        _mm256_cvtepu8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(row + i)));
    const __m256i part = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes + i));
    total = _mm256_add_epi32(total, _mm256_madd_epi16(wide, part));
  }
  return SumAvx2(total) - 128 * query.sum;
}

WY_AVX2 float DotAvx2(const float* left, const float* right, std::size_t count) {
  __m256 first = _mm256_setzero_ps();
  __m256 second = _mm256_setzero_ps();
  std::size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    first = _mm256_fmadd_ps(_mm256_loadu_ps(left + i), _mm256_loadu_ps(right + i), first);
    second = _mm256_fmadd_ps(_mm256_loadu_ps(left + i + 8), _mm256_loadu_ps(right + i + 8), second);
  }
  alignas(32) float parts[8];
  _mm256_store_ps(parts, _mm256_add_ps(first, second));
  float total = ((parts[0] + parts[4]) + (parts[1] + parts[5])) +
                ((parts[2] + parts[6]) + (parts[3] + parts[7]));
  for (; i < count; ++i) total += left[i] * right[i];
  return total;
}

// A left row against four right ones: each number of it is loaded once.
WY_AVX2 void DotsOfOneAvx2(const float* left, const float* right, std::size_t dimension,
                           float* out) {
  const float* const r1 = right + dimension;
  const float* const r2 = r1 + dimension;
  const float* const r3 = r2 + dimension;
  __m256 s0 = _mm256_setzero_ps();
  __m256 s1 = _mm256_setzero_ps();
  __m256 s2 = _mm256_setzero_ps();
  __m256 s3 = _mm256_setzero_ps();
  std::size_t i = 0;
  for (; i + 8 <= dimension; i += 8) {
    const __m256 l = _mm256_loadu_ps(left + i);
    s0 = _mm256_fmadd_ps(l, _mm256_loadu_ps(right + i), s0);
    s1 = _mm256_fmadd_ps(l, _mm256_loadu_ps(r1 + i), s1);
    s2 = _mm256_fmadd_ps(l, _mm256_loadu_ps(r2 + i), s2);
    s3 = _mm256_fmadd_ps(l, _mm256_loadu_ps(r3 + i), s3);
  }
  const __m256 sums = _mm256_hadd_ps(_mm256_hadd_ps(s0, s1), _mm256_hadd_ps(s2, s3));
  _mm_storeu_ps(out, _mm_add_ps(_mm256_castps256_ps128(sums), _mm256_extractf128_ps(sums, 1)));
  for (; i < dimension; ++i) {
    out[0] += left[i] * right[i];
    out[1] += left[i] * r1[i];
    out[2] += left[i] * r2[i];
    out[3] += left[i] * r3[i];
  }
}

WY_AVX2 void DotsAvx2(const float* left, std::size_t lefts, const float* right, std::size_t rights,
                      std::size_t dimension, float* out) {
  std::size_t r = 0;
  for (; r + 4 <= rights; r += 4) {  // four right rows stay in the first cache
    for (std::size_t l = 0; l < lefts; ++l) {
      DotsOfOneAvx2(left + l * dimension, right + r * dimension, dimension, out + l * rights + r);
    }
  }
  for (; r < rights; ++r) {
    for (std::size_t l = 0; l < lefts; ++l) {
      out[l * rights + r] = DotAvx2(left + l * dimension, right + r * dimension, dimension);
    }
  }
}

WY_AVX2 void ButterflyAvx2(float* left, float* right, std::size_t count) {
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const __m256 a = _mm256_loadu_ps(left + i);
    const __m256 b = _mm256_loadu_ps(right + i);
    _mm256_storeu_ps(left + i, _mm256_add_ps(a, b));
    _mm256_storeu_ps(right + i, _mm256_sub_ps(a, b));
  }
  for (; i < count; ++i) {
    const float sum = left[i] + right[i];
    right[i] = left[i] - right[i];
    left[i] = sum;
  }
}

// How many bits of each 64 are set, by a table of 16 (Muła).
WY_AVX2 __m256i CountBits(__m256i bits) {
  const __m256i counts = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1,
                                          2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i low = _mm256_set1_epi8(0x0F);
  const __m256i sum = _mm256_add_epi8(
      _mm256_shuffle_epi8(counts, _mm256_and_si256(bits, low)),
      _mm256_shuffle_epi8(counts, _mm256_and_si256(_mm256_srli_epi32(bits, 4), low)));
  return _mm256_sad_epu8(sum, _mm256_setzero_si256());
}

WY_AVX2 void EstimateAvx2(const SketchGroups& sketches, const SketchQuery& query,
                          const SketchTerms& terms, float* estimates, std::uint8_t* above) {
  const __m256 bases = _mm256_set1_ps(terms.base);
  const __m256 slacks = _mm256_set1_ps(terms.slack);
  const __m256 floors = _mm256_set1_ps(terms.floor);
  const __m256 scales = _mm256_set1_ps(query.scale);
  const std::uint64_t* block = sketches.blocks;
  for (std::size_t group = 0; group < sketches.groups; ++group, block += GroupWords(query.words)) {
    __m256i apart[2] = {_mm256_setzero_si256(), _mm256_setzero_si256()};
    for (std::size_t word = 0; word < query.words; ++word) {
      const std::uint64_t* const planes = query.planes.data() + word * kPlanes;
#pragma GCC unroll 2
      for (std::size_t half = 0; half < 2; ++half) {
        const __m256i four =
            _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + word * kGroup + half * 4));
#pragma GCC unroll 4
        for (int plane = 0; plane < static_cast<int>(kPlanes); ++plane) {
          const __m256i ones = _mm256_set1_epi64x(static_cast<long long>(planes[plane]));
          apart[half] = _mm256_add_epi64(
              apart[half], _mm256_slli_epi64(CountBits(_mm256_xor_si256(four, ones)), plane));
        }
      }
    }
    alignas(32) std::int64_t counts[kGroup];
    _mm256_store_si256(reinterpret_cast<__m256i*>(counts), apart[0]);
    _mm256_store_si256(reinterpret_cast<__m256i*>(counts + 4), apart[1]);
    alignas(32) float agreements[kGroup];
    for (std::size_t lane = 0; lane < kGroup; ++lane) {
      agreements[lane] = static_cast<float>(query.most - 2 * static_cast<int>(counts[lane]));
    }
    const auto* const tail = reinterpret_cast<const float*>(block + kGroup * query.words);
    const __m256 near = _mm256_add_ps(_mm256_mul_ps(scales, _mm256_load_ps(agreements)), slacks);
    const __m256 result =
        _mm256_add_ps(_mm256_add_ps(bases, _mm256_mul_ps(_mm256_loadu_ps(tail), near)),
                      _mm256_loadu_ps(tail + kGroup));
    _mm256_storeu_ps(estimates + group * kGroup, result);
    above[group] =
        static_cast<std::uint8_t>(_mm256_movemask_ps(_mm256_cmp_ps(result, floors, _CMP_GT_OQ)));
  }
}

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

WY_AVX512 __m256 FoldAvx512(__m512 sum) {
  return _mm256_add_ps(_mm512_castps512_ps256(sum), _mm512_extractf32x8_ps(sum, 1));
}

// Four lanes of 16 become four sums.
WY_AVX512 __m128 SumsAvx512(__m512 s0, __m512 s1, __m512 s2, __m512 s3) {
  const __m256 sums = _mm256_hadd_ps(_mm256_hadd_ps(FoldAvx512(s0), FoldAvx512(s1)),
                                     _mm256_hadd_ps(FoldAvx512(s2), FoldAvx512(s3)));
  return _mm_add_ps(_mm256_castps256_ps128(sums), _mm256_extractf128_ps(sums, 1));
}

// Four left rows against four right ones in 16 registers.
WY_AVX512 void DotsOfFourAvx512(const float* left, const float* right, std::size_t rights,
                                std::size_t dimension, float* out) {
  __m512 sums[4][4];
#pragma GCC unroll 4
  for (auto& row : sums) {
#pragma GCC unroll 4
    for (__m512& sum : row) sum = _mm512_setzero_ps();
  }
  for (std::size_t i = 0; i < dimension; i += 16) {
    const std::size_t rest = dimension - i;
    const auto mask = static_cast<__mmask16>(rest >= 16 ? 0xFFFFU : (1U << rest) - 1U);
    __m512 r[4];
#pragma GCC unroll 4
    for (std::size_t j = 0; j < 4; ++j) {
      r[j] = _mm512_maskz_loadu_ps(mask, right + j * dimension + i);
    }
#pragma GCC unroll 4
    for (std::size_t l = 0; l < 4; ++l) {
      const __m512 one = _mm512_maskz_loadu_ps(mask, left + l * dimension + i);
#pragma GCC unroll 4
      for (std::size_t j = 0; j < 4; ++j) sums[l][j] = _mm512_fmadd_ps(one, r[j], sums[l][j]);
    }
  }
#pragma GCC unroll 4
  for (std::size_t l = 0; l < 4; ++l) {
    _mm_storeu_ps(out + l * rights, SumsAvx512(sums[l][0], sums[l][1], sums[l][2], sums[l][3]));
  }
}

WY_AVX512 void DotsAvx512(const float* left, std::size_t lefts, const float* right,
                          std::size_t rights, std::size_t dimension, float* out) {
  const std::size_t whole_lefts = lefts / 4 * 4;
  const std::size_t whole_rights = rights / 4 * 4;
  for (std::size_t r = 0; r < whole_rights; r += 4) {
    for (std::size_t l = 0; l < whole_lefts; l += 4) {
      DotsOfFourAvx512(left + l * dimension, right + r * dimension, rights, dimension,
                       out + l * rights + r);
    }
  }
  for (std::size_t l = 0; l < lefts; ++l) {
    for (std::size_t r = l < whole_lefts ? whole_rights : 0; r < rights; ++r) {
      out[l * rights + r] = DotAvx512(left + l * dimension, right + r * dimension, dimension);
    }
  }
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

}  // namespace

const Kernels* Avx2Kernels() {
  static const Kernels kernels{"avx2", DotRowAvx2, DotAvx2, DotsAvx2, ButterflyAvx2, EstimateAvx2};
  static const bool has = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
  return has ? &kernels : nullptr;
}

const Kernels* Avx512Kernels() {
  static const Kernels kernels{"avx512",   DotRowAvx512,    DotAvx512,
                               DotsAvx512, ButterflyAvx512, EstimateAvx512};
  static const bool has =
      __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
      __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
      __builtin_cpu_supports("avx512vnni") != 0 && __builtin_cpu_supports("avx512vpopcntdq") != 0;
  return has ? &kernels : nullptr;
}

}  // namespace wenyuan::vectors

#else

namespace wenyuan::vectors {

const Kernels* Avx2Kernels() { return nullptr; }
const Kernels* Avx512Kernels() { return nullptr; }

}  // namespace wenyuan::vectors

#endif
