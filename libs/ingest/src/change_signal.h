#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "wenyuan/base/clock.h"

namespace wenyuan::ingest {

// A number that grows with every change and can be waited for. Any thread.
class ChangeSignal {
 public:
  void Notify() {
    {
      const std::lock_guard lock(mutex_);
      ++count_;
    }
    changed_.notify_all();
  }

  // The count, once it differs from `seen` or the deadline has passed.
  std::uint64_t Wait(std::uint64_t seen, Deadline deadline) const {
    std::unique_lock lock(mutex_);
    // Deadline::Never() is out of wait_until's range on some clocks: wait in slices.
    while (count_ == seen && !deadline.Passed()) {
      changed_.wait_for(lock, std::min<std::chrono::milliseconds>(deadline.Left(), kSlice));
    }
    return count_;
  }

 private:
  static constexpr std::chrono::milliseconds kSlice{1'000};
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::uint64_t count_ = 0;  // by mutex_
};

}  // namespace wenyuan::ingest
