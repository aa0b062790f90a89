#include "hwp/distribution.h"

#include <array>
#include <cstdint>

#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/ciphers.h"

namespace wenyuan::parse {
namespace {

constexpr std::uint32_t kKeyTag = 28;
constexpr std::size_t kKeyBytes = 256;
constexpr std::size_t kHeadBytes = 4;
constexpr std::size_t kAesKeyBytes = 16;

// The generator of Microsoft's C library.
class Random {
 public:
  explicit Random(std::uint32_t seed) : state_(seed) {}
  std::uint32_t Next() {
    state_ = state_ * 214'013 + 2'531'011;
    return state_ >> 16U & 0x7FFFU;
  }

 private:
  std::uint32_t state_;
};

}  // namespace

std::string OpenDistributedSection(std::string_view section) {
  const Bytes bytes(section);
  const std::uint32_t head = bytes.U32(0);
  if ((head & 0x3FFU) != kKeyTag || head >> 20U != kKeyBytes) return {};
  std::string data(bytes.Sub(kHeadBytes, kKeyBytes));
  if (data.size() != kKeyBytes) return {};
  const std::uint32_t seed = Bytes(data).U32(0);
  Random random(seed);
  std::uint32_t mask = 0;
  std::uint32_t left = 0;
  for (std::size_t i = 0; i < kKeyBytes; ++i, --left) {
    if (left == 0) {
      mask = random.Next() & 0xFFU;
      left = (random.Next() & 0xFU) + 1;
    }
    if (i >= 4) data[i] = static_cast<char>(static_cast<unsigned char>(data[i]) ^ mask);
  }
  const std::string_view key = std::string_view(data).substr(4 + (seed & 0xFU), kAesKeyBytes);
  return DecryptAesEcb(bytes.Sub(kHeadBytes + kKeyBytes, section.size()), key);
}

}  // namespace wenyuan::parse
