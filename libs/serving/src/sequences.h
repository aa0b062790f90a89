#pragma once

#include <optional>
#include <vector>

#include "wenyuan/serving/decoder.h"

namespace wenyuan::serving {

// The decoder's sequence numbers that nobody uses. One thread.
class Sequences {
 public:
  explicit Sequences(std::uint32_t count) {
    for (std::uint32_t number = count; number > 0; --number) {
      free_.push_back(static_cast<Sequence>(number - 1));
    }
  }
  [[nodiscard]] std::size_t free() const { return free_.size(); }
  std::optional<Sequence> Take() {
    if (free_.empty()) return std::nullopt;
    const Sequence sequence = free_.back();
    free_.pop_back();
    return sequence;
  }
  void Give(Sequence sequence) { free_.push_back(sequence); }

 private:
  std::vector<Sequence> free_;
};

}  // namespace wenyuan::serving
