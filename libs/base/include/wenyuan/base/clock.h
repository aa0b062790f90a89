#pragma once

#include <chrono>
#include <cstdint>

namespace wenyuan {

// Milliseconds since 1970-01-01 UTC: how every stored time is written.
using UnixMillis = std::int64_t;

// Where the time comes from, so that tests can set it. Safe to share between threads.
class Clock {
 public:
  virtual ~Clock() = default;
  // Wall time. It may jump.
  [[nodiscard]] virtual UnixMillis Now() const = 0;
  // Never goes back; for durations and deadlines only.
  [[nodiscard]] virtual std::chrono::steady_clock::time_point Steady() const = 0;
};

// The machine's own clock; lives as long as the program.
const Clock& SystemClock();

// A moment after which waiting is pointless. Passed by value down a call chain.
class Deadline {
 public:
  static Deadline After(std::chrono::milliseconds duration) {
    return Deadline(std::chrono::steady_clock::now() + duration);
  }
  static Deadline Never() { return Deadline(std::chrono::steady_clock::time_point::max()); }

  [[nodiscard]] bool Passed() const { return std::chrono::steady_clock::now() >= at_; }
  // Never negative; milliseconds::max() for Never().
  [[nodiscard]] std::chrono::milliseconds Left() const;
  [[nodiscard]] std::chrono::steady_clock::time_point At() const { return at_; }

 private:
  explicit Deadline(std::chrono::steady_clock::time_point at) : at_(at) {}
  std::chrono::steady_clock::time_point at_;
};

}  // namespace wenyuan
