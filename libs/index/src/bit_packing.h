#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>

#include "wenyuan/crypto/block_cache.h"

namespace wenyuan::index {

inline constexpr std::size_t kBlockPostings = 128;
// Unpacking reads up to this many bytes behind the packed ones.
inline constexpr std::size_t kUnpackPadding = 8;
static_assert(kUnpackPadding <= crypto::kReadPadding);

static_assert(std::endian::native == std::endian::little, "bit packing reads machine words");

inline constexpr std::size_t PackedBytes(unsigned width) { return kBlockPostings / 8 * width; }

// Appends 128 numbers of `width` bits each, the first in the lowest bits.
inline void PackBlock(std::span<const std::uint32_t, kBlockPostings> values, unsigned width,
                      std::string& out) {
  const std::size_t start = out.size();
  out.resize(start + PackedBytes(width) + kUnpackPadding);
  for (std::size_t i = 0; i < kBlockPostings; ++i) {
    char* const at = out.data() + start + i * width / 8;
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    word |= static_cast<std::uint64_t>(values[i]) << (i * width % 8);
    std::memcpy(at, &word, sizeof word);
  }
  out.resize(start + PackedBytes(width));
}

inline void UnpackBlock(const char* packed, unsigned width,
                        std::array<std::uint32_t, kBlockPostings>& values) {
  const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
  for (std::size_t i = 0; i < kBlockPostings; ++i) {
    std::uint64_t word = 0;
    std::memcpy(&word, packed + i * width / 8, sizeof word);
    values[i] = static_cast<std::uint32_t>(word >> (i * width % 8) & mask);
  }
}

}  // namespace wenyuan::index
