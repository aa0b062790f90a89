#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <mutex>

namespace wenyuan::answer {

// How fast a model was seen to read, so that a slow one is given no more than it reads in bearable
// time. Any thread.
class ReadingSpeed {
 public:
  static constexpr std::size_t kAllOfIt = std::numeric_limits<std::size_t>::max();

  // `tokens` of a prompt, without those that were known; `time` until the first word came.
  void Note(std::uint64_t tokens, std::chrono::duration<double> time);
  // Tokens that it reads in `time`; all of it while that is not known, or for no time.
  [[nodiscard]] std::size_t Budget(std::chrono::duration<double> time) const;

 private:
  mutable std::mutex mutex_;
  double tokens_per_second_ = 0;
};

}  // namespace wenyuan::answer
