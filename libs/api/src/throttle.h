#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "wenyuan/base/clock.h"

namespace wenyuan::api {

// Makes guessing passwords slow: from the fifth failure on, an account name must wait, each time
// twice as long, up to 15 minutes. A name that no account has is treated alike. Any thread.
class Throttle {
 public:
  explicit Throttle(const Clock& clock) : clock_(clock) {}
  // How long the name must still wait; zero: it may try.
  [[nodiscard]] std::chrono::seconds Wait(std::string_view name);
  void Failed(std::string_view name);
  void Succeeded(std::string_view name);

 private:
  struct Entry {
    int failures = 0;
    std::chrono::steady_clock::time_point until;  // when the next try is allowed
  };
  void Forget();  // mutex_ held

  const Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Entry, std::less<>> entries_;  // guarded by mutex_
};

}  // namespace wenyuan::api
