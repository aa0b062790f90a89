#include "header_bytes.h"

#include <array>

namespace wenyuan::parse {
namespace {

constexpr std::array<std::uint32_t, 256> MakeSums() {
  std::array<std::uint32_t, 256> sums{};
  for (std::uint32_t i = 0; i < sums.size(); ++i) {
    std::uint32_t sum = i;
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1U) ^ ((sum & 1U) != 0 ? 0xEDB88320U : 0U);
    sums[i] = sum;
  }
  return sums;
}

constexpr std::array<std::uint32_t, 256> kSums = MakeSums();

}  // namespace

void PutLittle(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

std::uint32_t Crc32(std::string_view bytes) {
  std::uint32_t sum = 0xFFFFFFFF;
  for (const char c : bytes)
    sum = (sum >> 8U) ^ kSums[(sum ^ static_cast<unsigned char>(c)) & 0xFFU];
  return ~sum;
}

}  // namespace wenyuan::parse
