#include "rar4_keys.h"

#include <cstddef>

#include "header_bytes.h"
#include "wenyuan/parse_kit/ciphers.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kBlock = 16;
constexpr std::size_t kMostKeys = 256;  // each takes some hundredths of a second
constexpr std::size_t kMostSeedBytes = 63;
constexpr std::size_t kSaltBytes = 8;
constexpr unsigned kRounds = 1U << 18U;
constexpr unsigned kRoundsForAByte = kRounds / kBlock;

Rar4Keys::Key Make(std::string seed) {
  const std::size_t seed_bytes = seed.size();
  RunningDigest digest(Hash::kSha1);
  Rar4Keys::Key made;
  for (unsigned round = 0; round < kRounds; ++round) {
    seed.resize(seed_bytes);
    PutLittle(seed, round, 3);
    digest.Add(seed);
    if (round % kRoundsForAByte != 0) continue;
    const std::string so_far = digest.SoFar();
    if (!so_far.empty()) made.start += so_far.back();
  }
  const std::string last = digest.SoFar();
  for (std::size_t i = 0; i < kBlock && i < last.size(); ++i)
    made.key += last[i / 4 * 4 + 3 - i % 4];
  return made;
}

}  // namespace

Rar4Keys::Rar4Keys(std::string_view password) : password_(Utf8ToWide(password)) {}

bool Rar4Keys::IsTooLong() const { return password_.size() + kSaltBytes > kMostSeedBytes; }

const Rar4Keys::Key* Rar4Keys::Find(const std::string& salt) {
  if (const auto found = keys_.find(salt); found != keys_.end()) return &found->second;
  if (keys_.size() >= kMostKeys) return nullptr;
  return &keys_.emplace(salt, Make(password_ + salt)).first->second;
}

}  // namespace wenyuan::parse
