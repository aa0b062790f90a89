#include "throttle.h"

#include <algorithm>

namespace wenyuan::api {
namespace {

constexpr int kFreeFailures = 5;
constexpr std::chrono::seconds kFirstWait{15};
constexpr std::chrono::seconds kLongestWait{15 * 60};
constexpr std::size_t kMaxEntries = 10'000;

// ASCII only: another spelling in other letters has a count of its own, which only slows guessing
// less than it could, and never locks out a stranger.
std::string Key(std::string_view name) {
  std::string key(name.substr(0, 200));
  std::transform(key.begin(), key.end(), key.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return key;
}

}  // namespace

std::chrono::seconds Throttle::Wait(std::string_view name) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(Key(name));
  if (found == entries_.end() || found->second.failures < kFreeFailures) return {};
  const auto left = found->second.until - clock_.Steady();
  return std::max(std::chrono::ceil<std::chrono::seconds>(left), std::chrono::seconds(0));
}

void Throttle::Failed(std::string_view name) {
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= kMaxEntries) Forget();
  Entry& entry = entries_[Key(name)];
  ++entry.failures;
  const int doublings = std::clamp(entry.failures - kFreeFailures, 0, 10);
  entry.until = clock_.Steady() + std::min(kFirstWait * (1 << doublings), kLongestWait);
}

void Throttle::Succeeded(std::string_view name) {
  const std::lock_guard lock(mutex_);
  entries_.erase(Key(name));
}

void Throttle::Forget() {
  const auto now = clock_.Steady();
  std::erase_if(entries_, [&](const auto& entry) { return entry.second.until <= now; });
  // Full of names that still wait: somebody floods us, and the one that waits least long gives way.
  if (entries_.size() < kMaxEntries) return;
  entries_.erase(std::min_element(
      entries_.begin(), entries_.end(),
      [](const auto& left, const auto& right) { return left.second.until < right.second.until; }));
}

}  // namespace wenyuan::api
