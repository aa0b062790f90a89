#include "kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include <algorithm>
#include <cmath>
#include <limits>

// gcc 12 takes the deliberately undefined registers inside its own header for mistakes (105593).
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

#define WY_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma,f16c")))
#define WY_VNNI_INLINE WY_VNNI inline __attribute__((always_inline))

namespace wenyuan::llm_llama {
namespace {

constexpr std::size_t kRowsAtOnce = 8;  // of a product
constexpr std::size_t kHeadRows = 4;    // of attention

WY_VNNI_INLINE __m512 Exp(__m512 x) {
  const __m512 doublings = _mm512_mul_ps(x, _mm512_set1_ps(1.44269504F));
  const __m512 whole = _mm512_roundscale_ps(doublings, _MM_FROUND_TO_NEAREST_INT);
  const __m512 rest = _mm512_sub_ps(doublings, whole);
  __m512 sum = _mm512_set1_ps(1.54035304e-4F);  // ln(2)^n / n!
  for (const float next :
       {1.33335581e-3F, 9.61812911e-3F, 5.55041087e-2F, 2.40226507e-1F, 6.93147181e-1F, 1.F}) {
    sum = _mm512_fmadd_ps(sum, rest, _mm512_set1_ps(next));
  }
  return _mm512_scalef_ps(sum, whole);
}

// Of `kRows` rows and one tile of outputs.
template <std::size_t kRows>
WY_VNNI_INLINE void MultiplyTile(const PackedMatrix& weights, std::size_t tile,
                                 const CodedRows& rows, std::size_t first, __m512 bias,
                                 float* out) {
  const std::size_t blocks = weights.blocks();
  const PackedMatrix::Line* line = weights.Lines(tile);
  const std::uint16_t* scales = weights.Scales(tile);
  const std::int8_t* const codes = rows.codes.data() + first * blocks * kBlock;
  const float* const row_scales = rows.scales.data() + first * blocks;
  const std::int32_t* const eights = rows.eights.data() + first * blocks;
  const __m512i low_half = _mm512_set1_epi8(15);
  __m512 sums[kRows];
#pragma GCC unroll 8
  for (std::size_t row = 0; row < kRows; ++row) sums[row] = bias;
  for (std::size_t block = 0; block < blocks; ++block, scales += kTile) {
    __m512i low[PackedMatrix::kLinesOfBlock];
    __m512i high[PackedMatrix::kLinesOfBlock];
#pragma GCC unroll 4
    for (std::size_t i = 0; i < PackedMatrix::kLinesOfBlock; ++i, ++line) {
      const __m512i both = _mm512_load_si512(line);
      low[i] = _mm512_and_si512(both, low_half);
      high[i] = _mm512_and_si512(_mm512_srli_epi16(both, 4), low_half);
    }
    const __m512 scale =
        _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(scales)));
#pragma GCC unroll 8
    for (std::size_t row = 0; row < kRows; ++row) {
      const auto* const quads =
          reinterpret_cast<const std::int32_t*>(codes + (row * blocks + block) * kBlock);
      __m512i dot = _mm512_set1_epi32(eights[row * blocks + block]);
#pragma GCC unroll 4
      for (std::size_t i = 0; i < PackedMatrix::kLinesOfBlock; ++i) {
        dot = _mm512_dpbusd_epi32(dot, low[i], _mm512_set1_epi32(quads[i]));
        dot = _mm512_dpbusd_epi32(dot, high[i], _mm512_set1_epi32(quads[i + 4]));
      }
      const __m512 both_scales =
          _mm512_mul_ps(scale, _mm512_set1_ps(row_scales[row * blocks + block]));
      sums[row] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dot), both_scales, sums[row]);
    }
  }
#pragma GCC unroll 8
  for (std::size_t row = 0; row < kRows; ++row) {
    _mm512_storeu_ps(out + row * weights.outputs(), sums[row]);
  }
}

template <std::size_t kRows>
WY_VNNI void MultiplyRows(const PackedMatrix& weights, std::size_t tile, const CodedRows& rows,
                          std::size_t first, const float* bias, float* out) {
  MultiplyTile<kRows>(weights, tile, rows, first, _mm512_loadu_ps(bias + tile * kTile),
                      out + first * weights.outputs() + tile * kTile);
}

// The scores of some rows of a head with all tokens, then their exponentials; `padded` tokens.
WY_VNNI void Weigh(const AttentionInput& input, std::size_t first, const float* keys,
                   std::size_t padded, float* scores, float* sums) {
  const std::size_t count = std::min(kHeadRows, input.tokens - first);
  const float* rows[kHeadRows];
  for (std::size_t i = 0; i < kHeadRows; ++i) {
    rows[i] = input.query + (first + std::min(i, count - 1)) * input.stride;
  }
  __m512 most[kHeadRows];
  for (__m512& one : most) one = _mm512_set1_ps(-std::numeric_limits<float>::infinity());
  const auto mask_at = [&](std::size_t at) {
    const std::size_t left = input.tokens - at;
    return static_cast<__mmask16>(left >= kTile ? 0xFFFFU : (1U << left) - 1U);
  };
  for (std::size_t at = 0; at < padded; at += kTile) {
    __m512 dots[kHeadRows];
#pragma GCC unroll 4
    for (std::size_t i = 0; i < kHeadRows; ++i) dots[i] = _mm512_setzero_ps();
    for (std::size_t d = 0; d < input.head; ++d) {
      const __m512 key = _mm512_loadu_ps(keys + d * padded + at);
#pragma GCC unroll 4
      for (std::size_t i = 0; i < kHeadRows; ++i) {
        dots[i] = _mm512_fmadd_ps(_mm512_set1_ps(rows[i][d]), key, dots[i]);
      }
    }
#pragma GCC unroll 4
    for (std::size_t i = 0; i < kHeadRows; ++i) {
      most[i] = _mm512_mask_max_ps(most[i], mask_at(at), most[i], dots[i]);
      _mm512_storeu_ps(scores + i * padded + at, dots[i]);
    }
  }
  for (std::size_t i = 0; i < kHeadRows; ++i) {
    const __m512 top = _mm512_set1_ps(_mm512_reduce_max_ps(most[i]));
    __m512 sum = _mm512_setzero_ps();
    for (std::size_t at = 0; at < padded; at += kTile) {
      float* const place = scores + i * padded + at;
      const __m512 one =
          _mm512_maskz_mov_ps(mask_at(at), Exp(_mm512_sub_ps(_mm512_loadu_ps(place), top)));
      _mm512_storeu_ps(place, one);
      sum = _mm512_add_ps(sum, one);
    }
    sums[i] = _mm512_reduce_add_ps(sum);
  }
}

}  // namespace

bool HasBertKernels() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("fma");
}

WY_VNNI void Code(const float* rows, std::size_t count, std::size_t width, CodedRows& coded) {
  const std::size_t blocks = count * width / kBlock;
  coded.codes.resize(blocks * kBlock);
  coded.scales.resize(blocks);
  coded.eights.resize(blocks);
  for (std::size_t block = 0; block < blocks; ++block) {
    const __m512 first = _mm512_loadu_ps(rows + block * kBlock);
    const __m512 second = _mm512_loadu_ps(rows + block * kBlock + kTile);
    const float most =
        _mm512_reduce_max_ps(_mm512_max_ps(_mm512_abs_ps(first), _mm512_abs_ps(second)));
    coded.scales[block] = most / 127;
    const __m512 inverse = _mm512_set1_ps(most > 0 ? 127 / most : 0);
    const __m512i left = _mm512_cvtps_epi32(_mm512_mul_ps(first, inverse));
    const __m512i right = _mm512_cvtps_epi32(_mm512_mul_ps(second, inverse));
    auto* const to = reinterpret_cast<__m128i*>(coded.codes.data() + block * kBlock);
    _mm_storeu_si128(to, _mm512_cvtsepi32_epi8(left));
    _mm_storeu_si128(to + 1, _mm512_cvtsepi32_epi8(right));
    coded.eights[block] = -8 * _mm512_reduce_add_epi32(_mm512_add_epi32(left, right));
  }
}

void Multiply(const PackedMatrix& weights, const CodedRows& rows, std::size_t count,
              const float* bias, float* out) {
  using Part = void (*)(const PackedMatrix&, std::size_t, const CodedRows&, std::size_t,
                        const float*, float*);
  static constexpr Part kParts[] = {MultiplyRows<1>, MultiplyRows<2>, MultiplyRows<3>,
                                    MultiplyRows<4>, MultiplyRows<5>, MultiplyRows<6>,
                                    MultiplyRows<7>, MultiplyRows<8>};
  for (std::size_t tile = 0; tile < weights.tiles(); ++tile) {
    for (std::size_t first = 0; first < count;) {
      const std::size_t part = std::min(kRowsAtOnce, count - first);
      kParts[part - 1](weights, tile, rows, first, bias, out);
      first += part;
    }
  }
}

WY_VNNI void Gelu(float* numbers, std::size_t count) {
  const __m512 one = _mm512_set1_ps(1);
  for (std::size_t i = 0; i < count; i += kTile) {
    const __m512 x = _mm512_loadu_ps(numbers + i);
    const __m512 square = _mm512_mul_ps(x, x);
    // -2 √(2/π) (x + .044715 x³)
    const __m512 slope =
        _mm512_fmadd_ps(square, _mm512_set1_ps(-0.0713548163F), _mm512_set1_ps(-1.59576912F));
    const __m512 power = _mm512_min_ps(_mm512_mul_ps(slope, x), _mm512_set1_ps(80));
    _mm512_storeu_ps(numbers + i, _mm512_div_ps(x, _mm512_add_ps(one, Exp(power))));
  }
}

WY_VNNI void AddAndNormalise(float* rows, const float* more, std::size_t count,
                             const NormWeights& norm) {
  const std::size_t width = norm.weight.size();
  const auto size = static_cast<float>(width);
  for (std::size_t row = 0; row < count; ++row, rows += width) {
    __m512 sum = _mm512_setzero_ps();
    for (std::size_t i = 0; i < width; i += kTile) {
      __m512 one = _mm512_loadu_ps(rows + i);
      if (more != nullptr) one = _mm512_add_ps(one, _mm512_loadu_ps(more + row * width + i));
      _mm512_storeu_ps(rows + i, one);
      sum = _mm512_add_ps(sum, one);
    }
    const __m512 mean = _mm512_set1_ps(_mm512_reduce_add_ps(sum) / size);
    __m512 squares = _mm512_setzero_ps();
    for (std::size_t i = 0; i < width; i += kTile) {
      const __m512 apart = _mm512_sub_ps(_mm512_loadu_ps(rows + i), mean);
      squares = _mm512_fmadd_ps(apart, apart, squares);
    }
    const __m512 scale =
        _mm512_set1_ps(1 / std::sqrt(_mm512_reduce_add_ps(squares) / size + norm.epsilon));
    for (std::size_t i = 0; i < width; i += kTile) {
      const __m512 one = _mm512_mul_ps(_mm512_sub_ps(_mm512_loadu_ps(rows + i), mean), scale);
      _mm512_storeu_ps(rows + i, _mm512_fmadd_ps(one, _mm512_loadu_ps(norm.weight.data() + i),
                                                 _mm512_loadu_ps(norm.bias.data() + i)));
    }
  }
}

WY_VNNI void Attend(const AttentionInput& input, float* out, std::size_t out_stride,
                    std::vector<float>& scratch) {
  const std::size_t padded = (input.tokens + kTile - 1) / kTile * kTile;
  scratch.assign((input.head + kHeadRows) * padded, 0);
  float* const keys = scratch.data();  // by number of the head, then by token
  float* const scores = keys + input.head * padded;
  const float scale = 1 / std::sqrt(static_cast<float>(input.head));
  for (std::size_t token = 0; token < input.tokens; ++token) {
    const float* const key = input.key + token * input.stride;
    for (std::size_t d = 0; d < input.head; ++d) keys[d * padded + token] = scale * key[d];
  }
  for (std::size_t first = 0; first < input.tokens; first += kHeadRows) {
    float sums[kHeadRows];
    Weigh(input, first, keys, padded, scores, sums);
    const std::size_t count = std::min(kHeadRows, input.tokens - first);
    for (std::size_t d = 0; d < input.head; d += kTile) {
      __m512 rows[kHeadRows];
#pragma GCC unroll 4
      for (std::size_t i = 0; i < kHeadRows; ++i) rows[i] = _mm512_setzero_ps();
      for (std::size_t token = 0; token < input.tokens; ++token) {
        const __m512 value = _mm512_loadu_ps(input.value + token * input.stride + d);
#pragma GCC unroll 4
        for (std::size_t i = 0; i < kHeadRows; ++i) {
          rows[i] = _mm512_fmadd_ps(_mm512_set1_ps(scores[i * padded + token]), value, rows[i]);
        }
      }
      for (std::size_t i = 0; i < count; ++i) {
        _mm512_storeu_ps(out + (first + i) * out_stride + d,
                         _mm512_mul_ps(rows[i], _mm512_set1_ps(1 / sums[i])));
      }
    }
  }
}

}  // namespace wenyuan::llm_llama

#else

namespace wenyuan::llm_llama {

bool HasBertKernels() { return false; }
void Code(const float*, std::size_t, std::size_t, CodedRows&) {}
void Multiply(const PackedMatrix&, const CodedRows&, std::size_t, const float*, float*) {}
void Gelu(float*, std::size_t) {}
void AddAndNormalise(float*, const float*, std::size_t, const NormWeights&) {}
void Attend(const AttentionInput&, float*, std::size_t, std::vector<float>&) {}

}  // namespace wenyuan::llm_llama

#endif
