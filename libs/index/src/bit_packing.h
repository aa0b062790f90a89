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
inline constexpr std::size_t kUnpackPadding = 32;
static_assert(kUnpackPadding <= crypto::kReadPadding);

static_assert(std::endian::native == std::endian::little, "bit packing reads machine words");

inline constexpr std::size_t PackedBytes(unsigned width) { return kBlockPostings / 8 * width; }

// Appends 128 numbers of `width` bits each, the first in the lowest bits.
inline void PackBlock(std::span<const std::uint32_t, kBlockPostings> values, unsigned width,
                      std::string& out) {
  const std::size_t start = out.size();
  out.resize(start + PackedBytes(width) + sizeof(std::uint64_t));
  for (std::size_t i = 0; i < kBlockPostings; ++i) {
    char* const at = out.data() + start + i * width / 8;
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    word |= static_cast<std::uint64_t>(values[i]) << (i * width % 8);
    std::memcpy(at, &word, sizeof word);
  }
  out.resize(start + PackedBytes(width));
}

// The i-th number alone.
inline std::uint32_t UnpackOne(const char* packed, unsigned width, std::size_t i) {
  std::uint64_t word = 0;
  std::memcpy(&word, packed + i * width / 8, sizeof word);
  return static_cast<std::uint32_t>(word >> (i * width % 8) & ((std::uint64_t{1} << width) - 1));
}

}  // namespace wenyuan::index
