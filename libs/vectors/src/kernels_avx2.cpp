#include "kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include <algorithm>
#include <cstring>

// gcc 12 takes the deliberately undefined registers inside its own header for mistakes (105593).
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

namespace wenyuan::vectors {
namespace {

#define WY_AVX2 __attribute__((target("avx2,fma,popcnt")))

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

// Stages of steps 4, 2 and 1 in one register: the upper of two becomes left - right.
WY_AVX2 __m256 TurnAvx2(__m256 x) {
  __m256 other = _mm256_permute2f128_ps(x, x, 1);
  x = _mm256_blend_ps(_mm256_add_ps(other, x), _mm256_sub_ps(other, x), 0xF0);
  other = _mm256_permute_ps(x, 0x4E);
  x = _mm256_blend_ps(_mm256_add_ps(other, x), _mm256_sub_ps(other, x), 0xCC);
  other = _mm256_permute_ps(x, 0xB1);
  return _mm256_blend_ps(_mm256_add_ps(other, x), _mm256_sub_ps(other, x), 0xAA);
}

WY_AVX2 void HadamardAvx2(float* vector, std::size_t count) {
  if (count < 8) return PlainKernels().hadamard(vector, count);
  for (std::size_t step = count / 2; step >= 8; step /= 2) {
    for (std::size_t begin = 0; begin < count; begin += 2 * step) {
      ButterflyAvx2(vector + begin, vector + begin + step, step);
    }
  }
  for (std::size_t i = 0; i < count; i += 8) {
    _mm256_storeu_ps(vector + i, TurnAvx2(_mm256_loadu_ps(vector + i)));
  }
}

WY_AVX2 float AddUpAvx2(__m256 values) {
  alignas(32) float lanes[8];
  _mm256_store_ps(lanes, values);
  return ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) +
         ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]));
}

WY_AVX2 RestSums RestAvx2(const float* vector, const float* base, std::size_t count, float* rest,
                          std::uint8_t* signs) {
  const __m256 positive = _mm256_castsi256_ps(_mm256_set1_epi32(0x7FFFFFFF));
  __m256 squared = _mm256_setzero_ps();
  __m256 absolute = _mm256_setzero_ps();
  __m256 largest = _mm256_setzero_ps();
  __m256 along = _mm256_setzero_ps();
  __m256 signed_base = _mm256_setzero_ps();
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const __m256 origin = _mm256_loadu_ps(base + i);
    const __m256 difference = _mm256_sub_ps(_mm256_loadu_ps(vector + i), origin);
    const __m256 above = _mm256_cmp_ps(difference, _mm256_setzero_ps(), _CMP_GT_OQ);
    _mm256_storeu_ps(rest + i, difference);
    squared = _mm256_fmadd_ps(difference, difference, squared);
    const __m256 size = _mm256_and_ps(difference, positive);
    absolute = _mm256_add_ps(absolute, size);
    largest = _mm256_max_ps(largest, size);
    along = _mm256_fmadd_ps(difference, origin, along);
    signed_base = _mm256_add_ps(
        signed_base, _mm256_blendv_ps(_mm256_sub_ps(_mm256_setzero_ps(), origin), origin, above));
    signs[i / 8] = static_cast<std::uint8_t>(_mm256_movemask_ps(above));
  }
  alignas(32) float sizes[8];
  _mm256_store_ps(sizes, largest);
  RestSums sums{AddUpAvx2(squared), AddUpAvx2(absolute), *std::max_element(sizes, sizes + 8),
                AddUpAvx2(along), AddUpAvx2(signed_base)};
  if (i == count) return sums;
  const RestSums tail =
      PlainKernels().rest(vector + i, base + i, count - i, rest + i, signs + i / 8);
  return {sums.squared + tail.squared, sums.absolute + tail.absolute,
          std::max(sums.largest, tail.largest), sums.along + tail.along, sums.signs + tail.signs};
}

WY_AVX2 float QuantiseAvx2(const float* rest, const float* base, std::size_t count, float steps,
                           float scale, std::uint8_t* codes) {
  const __m256 most = _mm256_set1_ps(127);
  const __m256 least = _mm256_set1_ps(-127);
  __m256 squared = _mm256_setzero_ps();
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const __m256 exact = _mm256_mul_ps(_mm256_loadu_ps(rest + i), _mm256_set1_ps(steps));
    const __m256 code = _mm256_max_ps(
        _mm256_min_ps(_mm256_round_ps(exact, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC), most),
        least);
    const __m256 decoded = _mm256_fmadd_ps(_mm256_set1_ps(scale), code, _mm256_loadu_ps(base + i));
    squared = _mm256_fmadd_ps(decoded, decoded, squared);
    const __m256i whole = _mm256_add_epi32(_mm256_cvtps_epi32(code), _mm256_set1_epi32(128));
    const __m128i words =
        _mm_packus_epi32(_mm256_castsi256_si128(whole), _mm256_extracti128_si256(whole, 1));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(codes + i), _mm_packus_epi16(words, words));
  }
  float total = AddUpAvx2(squared);
  if (i < count) {
    total += PlainKernels().quantise(rest + i, base + i, count - i, steps, scale, codes + i);
  }
  return total;
}

WY_AVX2 void DecodeAvx2(const std::uint8_t* codes, const float* base, std::size_t count,
                        float scale, float length, float* out) {
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const __m256i wide =
        _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(codes + i)));
    const __m256 code = _mm256_cvtepi32_ps(_mm256_sub_epi32(wide, _mm256_set1_epi32(128)));
    const __m256 sum = _mm256_fmadd_ps(_mm256_set1_ps(scale), code, _mm256_loadu_ps(base + i));
    _mm256_storeu_ps(out + i, _mm256_mul_ps(sum, _mm256_set1_ps(length)));
  }
  if (i < count) PlainKernels().decode(codes + i, base + i, count - i, scale, length, out + i);
}

// Even and odd bytes apart, so that no sum of two products leaves 32 bits.
WY_AVX2 void DistancesAvx2(const CodedVector& vector, const SideBySide& centroids, float* out) {
  for (std::size_t group = 0; group < centroids.groups; ++group) {
    const std::uint8_t* const codes = centroids.codes + group * centroids.quads * 4 * kSides;
    __m256i sums[2] = {_mm256_set1_epi32(-128 * vector.sum), _mm256_set1_epi32(-128 * vector.sum)};
    for (std::size_t quad = 0; quad < centroids.quads; ++quad) {
      std::int32_t four = 0;
      std::memcpy(&four, vector.codes + quad * 4, sizeof four);
      const __m256i all = _mm256_set1_epi32(four);
      const __m256i odd = _mm256_srai_epi16(all, 8);
      const __m256i even = _mm256_srai_epi16(_mm256_slli_epi16(all, 8), 8);
#pragma GCC unroll 2
      for (std::size_t half = 0; half < 2; ++half) {
        const __m256i bytes = _mm256_loadu_si256(
            reinterpret_cast<const __m256i*>(codes + quad * 4 * kSides + half * 32));
        sums[half] = _mm256_add_epi32(
            sums[half], _mm256_madd_epi16(_mm256_and_si256(bytes, _mm256_set1_epi16(0xFF)), even));
        sums[half] =
            _mm256_add_epi32(sums[half], _mm256_madd_epi16(_mm256_srli_epi16(bytes, 8), odd));
      }
    }
#pragma GCC unroll 2
    for (std::size_t half = 0; half < 2; ++half) {
      const std::size_t at = group * kSides + half * 8;
      const __m256 scale =
          _mm256_mul_ps(_mm256_loadu_ps(centroids.scales + at), _mm256_set1_ps(vector.scale));
      const __m256 dot = _mm256_mul_ps(scale, _mm256_cvtepi32_ps(sums[half]));
      _mm256_storeu_ps(out + at, _mm256_sub_ps(_mm256_loadu_ps(centroids.halves + at), dot));
    }
  }
}

WY_AVX2 void DistancesOfAllAvx2(std::span<const CodedVector> vectors, const SideBySide& centroids,
                                float* out) {
  for (const CodedVector& vector : vectors) {
    DistancesAvx2(vector, centroids, out);
    out += centroids.groups * kSides;
  }
}

}  // namespace

const Kernels* Avx2Kernels() {
  static const Kernels kernels{
      "avx2",      DotRowAvx2,   DotAvx2,    ButterflyAvx2,      HadamardAvx2,
      RestAvx2,    QuantiseAvx2, DecodeAvx2, DistancesOfAllAvx2, PlainKernels().least,
      EstimateAvx2};
  static const bool has = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
  return has ? &kernels : nullptr;
}

}  // namespace wenyuan::vectors

#else

namespace wenyuan::vectors {

const Kernels* Avx2Kernels() { return nullptr; }

}  // namespace wenyuan::vectors

#endif
