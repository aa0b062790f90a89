#include "kernels_wide.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include <algorithm>
#include <array>

// The headers of gcc 12 begin masked operations with values that they leave open.
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

namespace wenyuan::index {
namespace {

__attribute__((target("avx512bw"))) void AddBounds512(const std::uint8_t* maxima,
                                                      std::uint16_t factor, std::size_t count,
                                                      std::uint16_t* bounds) {
  const __m512i factors = _mm512_set1_epi16(static_cast<short>(factor));
  const __m512i one = _mm512_set1_epi16(1);
  for (std::size_t i = 0; i < count; i += 32) {
    const __m512i wide =
        _mm512_cvtepu8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(maxima + i)));
    const __m512i product = _mm512_mulhi_epu16(_mm512_slli_epi16(wide, 8), factors);
    const __m512i added = _mm512_adds_epu16(product, _mm512_min_epu16(wide, one));
    _mm512_storeu_si512(bounds + i, _mm512_adds_epu16(_mm512_loadu_si512(bounds + i), added));
  }
}

__attribute__((target("avx512f"))) void Contributions512(const Contribution& of,
                                                         const std::uint32_t* ordinals,
                                                         const float* frequencies,
                                                         const float* lengths,
                                                         std::uint32_t* units) {
  const __m512 weight = _mm512_set1_ps(of.weight);
  const __m512 constant = _mm512_set1_ps(of.constant);
  const __m512 per_length = _mm512_set1_ps(of.per_length);
  const __m512i one = _mm512_set1_epi32(1);
  for (std::size_t i = 0; i < kBlockPostings; i += 16) {
    const __m512 tf = _mm512_loadu_ps(frequencies + i);
    const __m512 length = _mm512_i32gather_ps(_mm512_loadu_si512(ordinals + i), lengths, 4);
    const __m512 norm =
        _mm512_add_ps(_mm512_add_ps(tf, constant), _mm512_mul_ps(per_length, length));
    const __m512 brought = _mm512_div_ps(_mm512_mul_ps(weight, tf), norm);
    _mm512_storeu_si512(units + i, _mm512_add_epi32(_mm512_cvttps_epi32(brought), one));
  }
}

__attribute__((target("avx512f"))) void AddContributions512(
    const Contribution& of, const std::uint32_t* ordinals, const float* frequencies,
    std::size_t count, const float* lengths, std::uint32_t first, std::uint32_t* sums) {
  const __m512 weight = _mm512_set1_ps(of.weight);
  const __m512 constant = _mm512_set1_ps(of.constant);
  const __m512 per_length = _mm512_set1_ps(of.per_length);
  const __m512i one = _mm512_set1_epi32(1);
  alignas(64) std::array<std::uint32_t, kBlockPostings> units;
  for (std::size_t i = 0; i < count; i += 16) {
    const auto lanes = static_cast<__mmask16>(count - i < 16 ? (1U << (count - i)) - 1 : 0xFFFFU);
    const __m512 tf = _mm512_maskz_loadu_ps(lanes, frequencies + i);
    const __m512i at = _mm512_maskz_loadu_epi32(lanes, ordinals + i);
    const __m512 length = _mm512_mask_i32gather_ps(_mm512_setzero_ps(), lanes, at, lengths, 4);
    const __m512 norm =
        _mm512_add_ps(_mm512_add_ps(tf, constant), _mm512_mul_ps(per_length, length));
    const __m512 brought = _mm512_div_ps(_mm512_mul_ps(weight, tf), norm);
    _mm512_store_si512(units.data() + i, _mm512_add_epi32(_mm512_cvttps_epi32(brought), one));
  }
  for (std::size_t i = 0; i < count; ++i) sums[ordinals[i] - first] += units[i];
}

__attribute__((target("avx512f,popcnt"))) std::uint32_t KeepReaching512(const std::uint32_t* sums,
                                                                        const std::uint16_t* rests,
                                                                        std::uint32_t least,
                                                                        std::size_t words,
                                                                        std::uint64_t* bits) {
  std::uint32_t kept = 0;
  for (std::size_t word = 0; word < words; ++word, sums += 2 * kWindowChunks) {
    if (bits[word] == 0) continue;
    std::uint64_t reach = 0;
    for (unsigned part = 0; part < 4; ++part) {
      const std::uint32_t rest = static_cast<std::uint32_t>(rests[2 * word + part / 2])
                                 << kBoundShift;
      const __m512i limit = _mm512_set1_epi32(static_cast<int>(least - std::min(least, rest)));
      const __mmask16 some =
          _mm512_cmpge_epu32_mask(_mm512_loadu_si512(sums + std::size_t{16} * part), limit);
      reach |= static_cast<std::uint64_t>(some) << (16 * part);
    }
    bits[word] &= reach;
    kept += static_cast<unsigned>(_mm_popcnt_u64(bits[word]));
  }
  return kept;
}

__attribute__((target("avx512f,avx512bw"))) std::size_t Members512(const std::uint64_t* words,
                                                                   std::uint32_t first,
                                                                   const std::uint32_t* ordinals,
                                                                   std::size_t count,
                                                                   std::uint8_t* places) {
  const __m512i low_bits = _mm512_set1_epi32(31);
  const __m512i firsts = _mm512_set1_epi32(static_cast<int>(first));
  const __m512i one = _mm512_set1_epi32(1);
  std::size_t members = 0;
  for (std::size_t i = 0; i < count; i += 16) {
    const auto lanes = static_cast<__mmask16>(count - i < 16 ? (1U << (count - i)) - 1 : 0xFFFFU);
    const __m512i at = _mm512_sub_epi32(_mm512_maskz_loadu_epi32(lanes, ordinals + i), firsts);
    const __m512i halves = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), lanes,
                                                       _mm512_srli_epi32(at, 5), words, 4);
    const __m512i bit = _mm512_sllv_epi32(one, _mm512_and_si512(at, low_bits));
    unsigned bits = _mm512_test_epi32_mask(halves, bit);
    for (; bits != 0; bits &= bits - 1) {
      places[members++] = static_cast<std::uint8_t>(i + static_cast<unsigned>(__builtin_ctz(bits)));
    }
  }
  return members;
}

__attribute__((target("avx512f,avx512bw"))) void PostingBounds512(
    float weight, const std::uint8_t* codes, const float* constants, const std::uint32_t* ordinals,
    const float* frequencies, std::size_t count, std::uint16_t* bounds) {
  const __m512 weights = _mm512_set1_ps(weight);
  const __m512i byte = _mm512_set1_epi32(0xFF);
  const __m512i one = _mm512_set1_epi32(1);
  std::size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    const __m512 tf = _mm512_loadu_ps(frequencies + i);
    const __m512i code =
        _mm512_and_si512(_mm512_i32gather_epi32(_mm512_loadu_si512(ordinals + i), codes, 1), byte);
    const __m512 norm = _mm512_add_ps(tf, _mm512_i32gather_ps(code, constants, 4));
    const __m512 bound = _mm512_div_ps(_mm512_mul_ps(weights, tf), norm);
    const __m512i wide = _mm512_add_epi32(_mm512_cvttps_epi32(bound), one);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(bounds + i), _mm512_cvtusepi32_epi16(wide));
  }
  PortableKernels().posting_bounds(weight, codes, constants, ordinals + i, frequencies + i,
                                   count - i, bounds + i);
}

}  // namespace

const Kernels* Avx512Kernels() {
  if (Avx2Kernels() == nullptr || !__builtin_cpu_supports("avx512bw")) return nullptr;
  static const Kernels kernels = [] {
    Kernels wider = *Avx2Kernels();
    wider.contributions = Contributions512;
    wider.add_contributions = AddContributions512;
    wider.members = Members512;
    wider.keep_reaching = KeepReaching512;
    wider.posting_bounds = PostingBounds512;
    wider.add_bounds = AddBounds512;
    return wider;
  }();
  return &kernels;
}

}  // namespace wenyuan::index

#else

namespace wenyuan::index {

const Kernels* Avx512Kernels() { return nullptr; }

}  // namespace wenyuan::index

#endif
