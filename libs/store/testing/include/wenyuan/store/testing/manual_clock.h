#pragma once

#include <atomic>

#include "wenyuan/base/clock.h"

namespace wenyuan::store::testing {

// A wall clock that goes only when a test says so. Any thread.
class ManualClock final : public Clock {
 public:
  [[nodiscard]] UnixMillis Now() const override { return now_; }
  [[nodiscard]] std::chrono::steady_clock::time_point Steady() const override {
    return std::chrono::steady_clock::time_point(std::chrono::milliseconds(now_.load()));
  }
  void Advance(std::chrono::milliseconds duration) { now_ += duration.count(); }

 private:
  std::atomic<UnixMillis> now_ = 1'700'000'000'000;
};

}  // namespace wenyuan::store::testing
