#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace wenyuan::index {

// How many live chunks hold a term, of those that were counted. Any thread.
class LiveCounts {
 public:
  std::optional<std::uint64_t> Find(std::uint64_t postings_offset) {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(postings_offset);
    return found == counts_.end() ? std::nullopt : std::optional(found->second);
  }
  void Put(std::uint64_t postings_offset, std::uint64_t count) {
    const std::lock_guard lock(mutex_);
    if (counts_.size() < kMost) counts_.emplace(postings_offset, count);
  }

 private:
  static constexpr std::size_t kMost = std::size_t{1} << 16U;

  std::mutex mutex_;
  std::unordered_map<std::uint64_t, std::uint64_t> counts_;  // mutex_
};

}  // namespace wenyuan::index
