#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>
#include <utility>

#include "wenyuan/search/near_duplicates.h"

namespace wenyuan::search {
namespace {

constexpr std::size_t kBands = 21;
constexpr std::size_t kRows = 6;  // in a band
constexpr std::size_t kValues = kBands * kRows;
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

struct Multipliers {
  std::array<std::uint64_t, kValues> odd{};
};

constexpr Multipliers MakeMultipliers() {
  Multipliers made;
  std::uint64_t state = 0x2545F4914F6CDD1DU;
  for (std::uint64_t& value : made.odd) {
    state ^= state << 13U;
    state ^= state >> 7U;
    state ^= state << 17U;
    value = state | 1U;
  }
  return made;
}

constexpr Multipliers kMultipliers = MakeMultipliers();

using Signature = std::array<std::uint32_t, kValues>;

// The upper halves of products with odd numbers (Dietzfelbinger et al. 1997) stand in for random
// orders of the shingles.
Signature SignatureOf(const std::vector<std::uint64_t>& shingles) {
  Signature signature;
  signature.fill(std::numeric_limits<std::uint32_t>::max());
  for (const std::uint64_t shingle : shingles) {
    for (std::size_t i = 0; i < kValues; ++i) {
      const auto value = static_cast<std::uint32_t>((shingle * kMultipliers.odd[i]) >> 32U);
      signature[i] = std::min(signature[i], value);
    }
  }
  return signature;
}

std::uint64_t BandOf(const Signature& signature, std::size_t band) {
  std::uint64_t hash = band;
  for (std::size_t row = 0; row < kRows; ++row) {
    hash = (hash ^ signature[band * kRows + row]) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 29U;
  }
  return hash;
}

class BandedMinHash final : public NearDuplicates {
 public:
  explicit BandedMinHash(KeptText text_of) : text_of_(std::move(text_of)) {}

  std::optional<std::uint32_t> Add(std::string_view text) override {
    const std::vector<std::uint64_t> shingles = ShinglesOf(text);
    const std::uint32_t number = given_++;
    if (shingles.empty()) return std::nullopt;
    const Signature signature = SignatureOf(shingles);
    std::array<std::uint64_t, kBands> bands{};
    std::vector<std::uint32_t> candidates;  // in kept_
    for (std::size_t band = 0; band < kBands; ++band) {
      bands[band] = BandOf(signature, band);
      const auto last = last_.find(bands[band]);
      if (last == last_.end()) continue;
      for (std::uint32_t at = last->second; at != kNone; at = kept_[at].before[band]) {
        candidates.push_back(at);
      }
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    for (const std::uint32_t candidate : candidates) {
      const std::uint32_t earlier = kept_[candidate].number;
      if (Jaccard(ShinglesOf(text_of_(earlier)), shingles) >= kNearDuplicate) return earlier;
    }
    Keep(number, bands);
    return std::nullopt;
  }

 private:
  // The kept texts that share a band form a list: the last of them, and before each another.
  struct Kept {
    std::uint32_t number = 0;
    std::array<std::uint32_t, kBands> before{};  // in kept_; kNone: it was the first
  };

  void Keep(std::uint32_t number, const std::array<std::uint64_t, kBands>& bands) {
    const auto place = static_cast<std::uint32_t>(kept_.size());
    Kept& kept = kept_.emplace_back();
    kept.number = number;
    for (std::size_t band = 0; band < kBands; ++band) {
      const auto [last, is_new] = last_.try_emplace(bands[band], place);
      kept.before[band] = is_new ? kNone : std::exchange(last->second, place);
    }
  }

  const KeptText text_of_;
  std::uint32_t given_ = 0;
  std::vector<Kept> kept_;
  std::unordered_map<std::uint64_t, std::uint32_t> last_;  // by band
};

}  // namespace

std::unique_ptr<NearDuplicates> MakeNearDuplicates(KeptText text_of) {
  return std::make_unique<BandedMinHash>(std::move(text_of));
}

}  // namespace wenyuan::search
