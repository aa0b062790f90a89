#include "wenyuan/base/clock.h"

#include <algorithm>

namespace wenyuan {
namespace {

class RealClock final : public Clock {
 public:
  UnixMillis Now() const override {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count();
  }
  std::chrono::steady_clock::time_point Steady() const override {
    return std::chrono::steady_clock::now();
  }
};

}  // namespace

const Clock& SystemClock() {
  static const RealClock clock;
  return clock;
}

std::chrono::milliseconds Deadline::Left() const {
  if (at_ == std::chrono::steady_clock::time_point::max()) return std::chrono::milliseconds::max();
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(at_ - std::chrono::steady_clock::now());
  return std::max(left, std::chrono::milliseconds::zero());
}

}  // namespace wenyuan
