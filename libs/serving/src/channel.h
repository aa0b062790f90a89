#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "wenyuan/serving/engine.h"

namespace wenyuan::serving {

// Between the engine, which never waits for a reader, and the owner of a Generation. What waits in
// it is bounded by the length of the answer. Any thread.
class Channel {
 public:
  void Put(ProducedToken token, const GenerationReport& report);
  // Nothing comes any more; with a reason, or as the report says.
  void End(const GenerationReport& report, std::optional<Error> why = std::nullopt);
  void Leave() { left_.store(true, std::memory_order_relaxed); }
  // Whether nobody reads any more.
  [[nodiscard]] bool left() const { return left_.load(std::memory_order_relaxed); }

  Result<std::vector<ProducedToken>> Take(Deadline deadline);
  [[nodiscard]] GenerationReport report() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<ProducedToken> tokens_;
  GenerationReport report_;
  std::optional<Error> why_;
  bool ended_ = false;
  std::atomic<bool> left_ = false;
};

// `on_leave` is called once, when the owner goes.
std::unique_ptr<Generation> MakeGeneration(std::shared_ptr<Channel> channel,
                                           std::function<void()> on_leave);

}  // namespace wenyuan::serving
