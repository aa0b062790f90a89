#include "kernels.h"

#include <algorithm>
#include <array>
#include <bit>

#include "kernels_wide.h"

namespace wenyuan::index {
namespace {

void Unpack(const char* packed, unsigned width, std::uint32_t* values) {
  const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
  for (std::size_t i = 0; i < kBlockPostings; ++i) {
    std::uint64_t word = 0;
    std::memcpy(&word, packed + i * width / 8, sizeof word);
    values[i] = static_cast<std::uint32_t>(word >> (i * width % 8) & mask);
  }
}

void UnpackAscending(const char* packed, unsigned width, std::uint32_t last,
                     std::uint32_t* ordinals) {
  Unpack(packed, width, ordinals);
  for (std::size_t i = 0; i < kBlockPostings; ++i) ordinals[i] = last += ordinals[i] + 1;
}

void AddWeighted(const char* packed, unsigned width, std::uint32_t base, float weight,
                 float* frequencies) {
  std::array<std::uint32_t, kBlockPostings> values;
  Unpack(packed, width, values.data());
  for (std::size_t i = 0; i < kBlockPostings; ++i) {
    frequencies[i] += weight * static_cast<float>(static_cast<std::int32_t>(values[i] + base));
  }
}

void Contributions(const Contribution& of, const std::uint32_t* ordinals, const float* frequencies,
                   const float* lengths, std::uint32_t* units) {
  for (std::size_t i = 0; i < kBlockPostings; ++i) {
    units[i] = of.Of(frequencies[i], lengths[ordinals[i]]);
  }
}

void AddContributions(const Contribution& of, const std::uint32_t* ordinals,
                      const float* frequencies, std::size_t count, const float* lengths,
                      std::uint32_t first, std::uint32_t* sums) {
  for (std::size_t i = 0; i < count; ++i) {
    sums[ordinals[i] - first] += of.Of(frequencies[i], lengths[ordinals[i]]);
  }
}

void PostingBounds(float weight, const std::uint8_t* codes, const float* constants,
                   const std::uint32_t* ordinals, const float* frequencies, std::size_t count,
                   std::uint16_t* bounds) {
  for (std::size_t i = 0; i < count; ++i) {
    const float tf = frequencies[i];
    const float bound = weight * tf / (tf + constants[codes[ordinals[i]]]);
    bounds[i] = static_cast<std::uint16_t>(std::min(static_cast<int>(bound) + 1, 0xFFFF));
  }
}

std::size_t Members(const std::uint64_t* words, std::uint32_t first, const std::uint32_t* ordinals,
                    std::size_t count, std::uint8_t* places) {
  std::size_t members = 0;
  for (std::size_t i = 0; i < count; ++i) {
    places[members] = static_cast<std::uint8_t>(i);
    const std::uint32_t at = ordinals[i] - first;
    members += words[at / 64] >> (at % 64) & 1U;
  }
  return members;
}

void AddBounds(const std::uint8_t* maxima, std::uint16_t factor, std::size_t count,
               std::uint16_t* bounds) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t added =
        (static_cast<std::uint32_t>(maxima[i]) * factor >> 8U) + (maxima[i] != 0 ? 1U : 0U);
    bounds[i] = static_cast<std::uint16_t>(std::min(bounds[i] + added, 0xFFFFU));
  }
}

std::uint16_t LargestBound(const std::uint16_t* bounds) {
  return *std::max_element(bounds, bounds + kGroupWindows);
}

std::uint64_t Reaching(const std::uint16_t* bounds, std::uint16_t least) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kGroupWindows; ++i) {
    bits |= static_cast<std::uint64_t>(bounds[i] >= least ? 1 : 0) << i;
  }
  return bits;
}

std::uint32_t SumsReaching(const std::uint32_t* sums, std::uint32_t least) {
  std::uint32_t bits = 0;
  for (std::uint32_t i = 0; i < kWindowChunks; ++i) bits |= (sums[i] >= least ? 1U : 0U) << i;
  return bits;
}

std::uint32_t KeepReaching(const std::uint32_t* sums, const std::uint16_t* rests,
                           std::uint32_t least, std::size_t words, std::uint64_t* bits) {
  for (std::size_t window = 0; window < 2 * words; ++window) {
    const std::uint32_t rest = static_cast<std::uint32_t>(rests[window]) << kBoundShift;
    const std::uint64_t reach =
        SumsReaching(sums + window * kWindowChunks, least - std::min(least, rest));
    const std::uint64_t other = window % 2 == 0 ? 0xFFFFFFFF00000000U : 0xFFFFFFFFU;
    bits[window / 2] &= reach << (window % 2 * 32) | other;
  }
  std::uint32_t left = 0;
  for (std::size_t word = 0; word < words; ++word) {
    left += static_cast<unsigned>(std::popcount(bits[word]));
  }
  return left;
}

std::uint32_t LargestSum(const std::uint32_t* sums) {
  return *std::max_element(sums, sums + kWindowChunks);
}

constexpr Kernels kPortable = {Unpack,           UnpackAscending, AddWeighted,  Contributions,
                               AddContributions, PostingBounds,   Members,      AddBounds,
                               LargestBound,     Reaching,        SumsReaching, KeepReaching,
                               LargestSum};

}  // namespace

const Kernels& PortableKernels() { return kPortable; }

std::vector<const Kernels*> UsableKernels() {
  std::vector<const Kernels*> usable = {Avx512Kernels(), Avx2Kernels(), NeonKernels(), &kPortable};
  std::erase(usable, nullptr);
  return usable;
}

const Kernels& ThisProcessor() {
  static const Kernels& best = *UsableKernels().front();
  return best;
}

}  // namespace wenyuan::index
