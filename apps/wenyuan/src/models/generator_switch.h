#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "models.h"
#include "wenyuan/api/models.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

// The model that writes answers, which may change while it does. Whoever asked for it keeps it
// until they let it go, so that an answer is finished by the model that began it. Any thread.
class GeneratorSwitch {
 public:
  // `first` may be nullptr: none.
  GeneratorSwitch(const Config& config, DataLayout layout, Installation installation,
                  std::shared_ptr<const Generator> first);
  GeneratorSwitch(const GeneratorSwitch&) = delete;
  GeneratorSwitch& operator=(const GeneratorSwitch&) = delete;
  ~GeneratorSwitch();

  [[nodiscard]] std::shared_ptr<const Generator> Current() const;
  // Begins to load this file; when it answers it is Current(), and the one before is ended once
  // nobody has it any more, or after a while. With `stop_first` that comes first. An empty file
  // only ends. kConflict while another change goes on.
  Result<void> Change(const std::filesystem::path& file, const api::ModelMemory& memory,
                      bool stop_first);
  [[nodiscard]] std::optional<api::ModelChange> LastChange() const;
  // Of ours: current, loading and ending.
  [[nodiscard]] std::vector<std::shared_ptr<const Generator>> Running() const;

 private:
  struct Worker {
    std::thread thread;
    std::shared_ptr<std::atomic<bool>> done;
  };
  void Work(const std::filesystem::path& file, const api::ModelMemory& memory, bool stop_first,
            std::uint64_t change);
  // Until it answers; why it does not.
  Result<void> AwaitFirstAnswer(const Generator& fresh);
  // Waits until nobody has it, and ends it.
  void Retire(std::shared_ptr<const Generator> before);
  void Set(std::shared_ptr<const Generator> current);
  // Of that change, unless there is a later one; `over`: the next may begin.
  void SetState(std::uint64_t change, const std::string& state, bool over,
                std::optional<Error> reason = std::nullopt);
  bool Pause(std::chrono::milliseconds duration);  // false: we stop

  const Config config_;
  const DataLayout layout_;
  const Installation installation_;
  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::shared_ptr<const Generator> current_;
  std::shared_ptr<const Generator> loading_;
  std::vector<std::weak_ptr<const Generator>> retiring_;
  std::optional<api::ModelChange> change_;
  std::chrono::steady_clock::time_point begun_{};
  std::chrono::steady_clock::time_point ended_{};
  bool busy_ = false;
  bool stopping_ = false;
  std::uint64_t changes_ = 0;  // begun so far
  std::size_t number_ = 0;     // of the last socket
  std::list<Worker> workers_;
};

}  // namespace wenyuan::app
