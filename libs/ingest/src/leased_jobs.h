#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

#include "wenyuan/store/store.h"

namespace wenyuan::ingest {

// Hands out jobs, one after the other, that were leased together: of small files a lease each is
// much of the work. Any thread.
class LeasedJobs {
 public:
  // `on_more` is called when several were leased, so that others may come for them.
  LeasedJobs(store::Jobs& jobs, std::chrono::milliseconds lease, std::function<void()> on_more)
      : jobs_(jobs), lease_(lease), on_more_(std::move(on_more)) {}

  // Nothing when none is due, or none can be leased now.
  std::optional<store::Job> Next();

 private:
  store::Jobs& jobs_;
  const std::chrono::milliseconds lease_;
  const std::function<void()> on_more_;
  std::mutex mutex_;
  std::deque<store::Job> leased_;                // by mutex_
  std::chrono::steady_clock::time_point since_;  // by mutex_
};

}  // namespace wenyuan::ingest
