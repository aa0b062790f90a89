#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "../data_folder.h"
#include "model_pull.h"
#include "wenyuan/api/models.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

// Fetches one model at a time, in a thread of its own. Any thread.
class PullJob {
 public:
  PullJob(DataLayout layout, Installation installation)
      : layout_(std::move(layout)), installation_(std::move(installation)) {}
  PullJob(const PullJob&) = delete;
  PullJob& operator=(const PullJob&) = delete;
  ~PullJob();

  Result<void> Start(const api::PullModel& wanted);  // kConflict while one is fetched
  Result<void> Cancel();                             // kNotFound when none is
  [[nodiscard]] std::optional<api::ModelPull> State() const;

 private:
  Result<std::filesystem::path> Fetch(const api::PullModel& wanted);
  void Note(const PullProgress& progress);

  const DataLayout layout_;
  const Installation installation_;
  std::atomic<bool> wanted_ = true;
  mutable std::mutex mutex_;  // guards what follows
  std::optional<api::ModelPull> state_;
  std::thread worker_;
};

}  // namespace wenyuan::app
