#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
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

using RunningModels = std::vector<std::shared_ptr<const RunningModel>>;

struct ModelSwitchParts {
  std::string role;
  // Starts a file; of those that run at the same time each has its own number, which are greater
  // than those that `first` and `before` have.
  std::function<std::shared_ptr<const RunningModel>(const std::filesystem::path&,
                                                    const api::ModelMemory&, std::size_t number)>
      start;
  // Notes for the next start what is in use now (empty: none), and what is besides.
  std::function<Result<void>(const std::string& file, const std::vector<std::string>& before)> note;
  std::shared_ptr<const RunningModel> first;  // nullptr: none
  RunningModels before;                       // still needed when we begin; see NeededWhile
};

// The model of one role, which may change while it is used. Whoever asked for it keeps it until
// they let it go, so that what was begun with a model is finished with it. Any thread.
class ModelSwitch {
 public:
  explicit ModelSwitch(ModelSwitchParts parts);
  ModelSwitch(const ModelSwitch&) = delete;
  ModelSwitch& operator=(const ModelSwitch&) = delete;
  ~ModelSwitch();

  // Those that were replaced run on while `needed` says so of them; `changed` is told after each
  // change. Once, before the first Change; without it nothing is needed.
  void NeededWhile(std::function<bool(const RunningModel&)> needed, std::function<void()> changed);
  // Begins to load this file; when it answers it is in use, and the one before is ended once
  // it is needed no more and nobody has it, or after a while. With `stop_first` that comes first.
  // An empty file only ends. kConflict while another change goes on.
  Result<void> Change(const std::filesystem::path& file, const api::ModelMemory& memory,
                      bool stop_first);
  [[nodiscard]] std::optional<api::ModelChange> LastChange() const;
  // When that began.
  [[nodiscard]] std::chrono::steady_clock::time_point ChangedAt() const;
  // Of ours: in use, loading and ending.
  [[nodiscard]] RunningModels Running() const;
  [[nodiscard]] std::shared_ptr<const RunningModel> InUse() const;
  // The one in use, if there is one, then those before it that have not ended yet.
  [[nodiscard]] RunningModels InUseAndBefore() const;
  // No change goes on when it returns, and none begins any more.
  void Close();

 private:
  struct Worker {
    std::thread thread;
    std::shared_ptr<std::atomic<bool>> done;
  };
  // Requires the lock.
  void Launch(std::function<void()> work);
  void Work(const std::filesystem::path& file, const api::ModelMemory& memory, bool stop_first,
            std::uint64_t change);
  // Until it answers; why it does not.
  Result<void> AwaitFirstAnswer(const RunningModel& fresh);
  // Puts `fresh` into use; the one before, which is retiring from now on, if there is one.
  std::shared_ptr<const RunningModel> Replace(std::shared_ptr<const RunningModel> fresh);
  // Waits until it is needed no more and nobody has it, and ends it. `change`: that brought it
  // about, if one did.
  void Retire(std::shared_ptr<const RunningModel> before, std::optional<std::uint64_t> change);
  void NoteInUse();
  // Of that change, unless there is a later one; `over`: the next may begin.
  void SetState(std::uint64_t change, const std::string& state, bool over,
                std::optional<Error> reason = std::nullopt);
  bool Pause(std::chrono::milliseconds duration);  // false: we stop

  ModelSwitchParts parts_;
  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::function<bool(const RunningModel&)> needed_;
  std::function<void()> on_change_;
  std::shared_ptr<const RunningModel> current_;
  std::shared_ptr<const RunningModel> loading_;
  RunningModels left_over_;                                  // until NeededWhile
  std::vector<std::weak_ptr<const RunningModel>> retiring_;  // each held by its Retire
  std::optional<api::ModelChange> change_;
  std::chrono::steady_clock::time_point begun_{};
  std::chrono::steady_clock::time_point ended_{};
  bool busy_ = false;
  bool stopping_ = false;
  std::uint64_t changes_ = 0;  // begun so far
  std::size_t number_;         // of the last that was started
  std::list<Worker> workers_;
};

// One whose models are all of one kind.
template <typename Model>
class SwitchOf final : public ModelSwitch {
 public:
  using ModelSwitch::ModelSwitch;
  [[nodiscard]] std::shared_ptr<const Model> Current() const {
    return std::static_pointer_cast<const Model>(InUse());
  }
};

using GeneratorSwitch = SwitchOf<Generator>;
using RerankerSwitch = SwitchOf<RunningReranker>;
using EmbedderSwitch = SwitchOf<RunningEmbedder>;

}  // namespace wenyuan::app
