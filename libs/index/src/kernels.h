#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "bit_packing.h"

namespace wenyuan::index {

// How many chunks share one largest impact.
inline constexpr std::uint32_t kWindowChunks = 32;
// Arrays of bounds are padded to a multiple of so many windows.
inline constexpr std::size_t kGroupWindows = 64;
inline constexpr std::size_t kCodePadding = 3;
// Bounds of 16 bits are in units of 1 << kBoundShift: they hold nearly twice the highest score.
inline constexpr unsigned kBoundShift = 15;

// What a term's holders get: weight · tf / (tf + constant + per_length · length), in units.
struct Contribution {
  float weight = 0;
  float constant = 0;
  float per_length = 0;

  // Never 0, so that a sum of 0 means that no term is held.
  [[nodiscard]] std::uint32_t Of(float tf, float length) const {
    return static_cast<std::uint32_t>(weight * tf / (tf + constant + per_length * length)) + 1;
  }
};

// The inner loops, in the widest form that this processor has; all forms give the same bits.
struct Kernels {
  // Reads kUnpackPadding bytes behind the packed ones.
  void (*unpack)(const char* packed, unsigned width, std::uint32_t* values);
  // The same for deltas: gives ordinals, the one before the first being `last`.
  void (*unpack_ascending)(const char* packed, unsigned width, std::uint32_t last,
                           std::uint32_t* ordinals);
  // frequencies[i] += weight · (base + the i-th packed number); as unpack.
  void (*add_weighted)(const char* packed, unsigned width, std::uint32_t base, float weight,
                       float* frequencies);
  // What each of 128 postings brings.
  void (*contributions)(const Contribution& of, const std::uint32_t* ordinals,
                        const float* frequencies, const float* lengths, std::uint32_t* units);
  // sums[ordinals[i] - first] += what each of `count` postings, 128 at most, brings.
  void (*add_contributions)(const Contribution& of, const std::uint32_t* ordinals,
                            const float* frequencies, std::size_t count, const float* lengths,
                            std::uint32_t first, std::uint32_t* sums);
  // What each of `count` postings brings, as a bound: weight · tf / (tf + constant), rounded up;
  // the constant is that of the posting's length. Reads kCodePadding bytes behind the codes.
  void (*posting_bounds)(float weight, const std::uint8_t* codes, const float* constants,
                         const std::uint32_t* ordinals, const float* frequencies, std::size_t count,
                         std::uint16_t* bounds);
  // Which of `count` ordinals, 128 at most, have their bit in `words`, which begin with that of
  // `first`: their places, ascending, and how many they are.
  std::size_t (*members)(const std::uint64_t* words, std::uint32_t first,
                         const std::uint32_t* ordinals, std::size_t count, std::uint8_t* places);
  // bounds[i] += maxima[i] · factor / 256, rounded up, saturating; `count` is a multiple of
  // kGroupWindows.
  void (*add_bounds)(const std::uint8_t* maxima, std::uint16_t factor, std::size_t count,
                     std::uint16_t* bounds);
  // The largest of kGroupWindows bounds.
  std::uint16_t (*largest_bound)(const std::uint16_t* bounds);
  // A bit for each of kGroupWindows bounds that is at least `least`.
  std::uint64_t (*reaching)(const std::uint16_t* bounds, std::uint16_t least);
  // A bit for each of kWindowChunks sums that is at least `least`.
  std::uint32_t (*sums_reaching)(const std::uint32_t* sums, std::uint32_t least);
  // Of two windows a word: keeps the bits of the sums that are at least `least` with what
  // rests[window], a bound, says may come; gives how many are left.
  std::uint32_t (*keep_reaching)(const std::uint32_t* sums, const std::uint16_t* rests,
                                 std::uint32_t least, std::size_t words, std::uint64_t* bits);
  // The largest of kWindowChunks sums.
  std::uint32_t (*largest_sum)(const std::uint32_t* sums);
};

const Kernels& ThisProcessor();
// Works everywhere.
const Kernels& PortableKernels();
// All that this processor can run, the widest first.
std::vector<const Kernels*> UsableKernels();

}  // namespace wenyuan::index
