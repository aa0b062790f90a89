#include "wenyuan/serving/engine.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "scheduler.h"
#include "wenyuan/base/log.h"

namespace wenyuan::serving {
namespace {

Error Stopped() {
  return {ErrorCode::kUnavailable, "the model is being stopped; ask again in a moment",
          "模型正在停止，请稍后再问"};
}

// Wakes the engine's thread. Owners of answers hold it, too, who may go after the engine.
struct Bell {
  std::mutex mutex;
  std::condition_variable changed;
};

class ThreadedEngine final : public Engine {
 public:
  ThreadedEngine(std::unique_ptr<Decoder> decoder, const EngineOptions& options,
                 SnapshotStore* snapshots)
      : decoder_(std::move(decoder)),
        options_(options),
        scheduler_(*decoder_, options, snapshots),
        numbers_(scheduler_.numbers()),
        thread_([this] { Work(); }) {}
  ThreadedEngine(const ThreadedEngine&) = delete;
  ThreadedEngine& operator=(const ThreadedEngine&) = delete;
  ~ThreadedEngine() override {
    {
      const std::lock_guard lock(bell_->mutex);
      stopping_ = true;
    }
    bell_->changed.notify_one();
    thread_.join();
  }

  Result<std::unique_ptr<Generation>> Submit(GenerationRequest request) override {
    WY_CHECK(Check(request));
    auto task = std::make_unique<Task>();
    task->request = std::move(request);
    task->channel = std::make_shared<Channel>();
    task->came = std::chrono::steady_clock::now();
    auto channel = task->channel;
    {
      const std::lock_guard lock(bell_->mutex);
      if (stopping_) return Stopped();
      if (entering_.size() + numbers_.waiting >= options_.most_waiting) {
        ++refused_;
        return Error{
            ErrorCode::kResourceExhausted,
            "the model has " + std::to_string(options_.most_waiting) +
                " questions waiting already; ask again later",
            "模型已有 " + std::to_string(options_.most_waiting) + " 个问题在排队，请稍后再问"};
      }
      ++requests_;
      entering_.push_back(std::move(task));
    }
    bell_->changed.notify_one();
    return MakeGeneration(std::move(channel), [bell = bell_] { bell->changed.notify_one(); });
  }

  [[nodiscard]] std::chrono::seconds RetryAfter() const override {
    const std::lock_guard lock(bell_->mutex);
    const double rounds = static_cast<double>(numbers_.waiting + entering_.size()) /
                          static_cast<double>(std::max<std::size_t>(1, numbers_.running));
    const double seconds = std::clamp(rounds * seconds_per_request_, 1., 600.);
    return std::chrono::seconds(static_cast<std::int64_t>(seconds));
  }
  [[nodiscard]] const DecoderInfo& info() const override { return decoder_->info(); }
  [[nodiscard]] EngineNumbers numbers() const override {
    const std::lock_guard lock(bell_->mutex);
    EngineNumbers numbers = numbers_;
    numbers.requests = requests_;
    numbers.refused = refused_;
    numbers.waiting += entering_.size();
    return numbers;
  }

 private:
  [[nodiscard]] Result<void> Check(const GenerationRequest& request) const {
    const DecoderInfo& info = decoder_->info();
    if (request.prompt.empty()) {
      return Error{ErrorCode::kInvalidArgument, "the prompt is empty", "提示词为空"};
    }
    const std::size_t room = std::min(info.context_tokens, info.cells);
    if (request.prompt.size() >= room) {
      const std::string has = std::to_string(request.prompt.size());
      return Error{ErrorCode::kTooLarge,
                   "the prompt has " + has + " tokens, but the model has room for " +
                       std::to_string(room) + " with the answer; shorten it",
                   "提示词有 " + has + " 个词元，而模型连同回答只容得下 " + std::to_string(room) +
                       " 个，请缩短"};
    }
    const auto outside = [&](Token token) {
      return token < 0 || static_cast<std::uint32_t>(token) >= info.vocabulary;
    };
    if (std::any_of(request.prompt.begin(), request.prompt.end(), outside)) {
      return Error{ErrorCode::kInvalidArgument,
                   "the prompt has a token that is not in the model's vocabulary",
                   "提示词中有模型词表之外的词元"};
    }
    if (request.sampler == nullptr && request.most_tokens > 0) {
      return Error{ErrorCode::kInternal, "a request for an answer came without a sampler"};
    }
    return {};
  }

  void Work() {
    if (const Result<void> measured = scheduler_.MeasureCosts(); !measured) {
      Log(LogLevel::kError, "the model does not compute", {{"reason", measured.error().message}});
    }
    bool worked = true;
    bool quiet = false;  // nothing came for a second
    bool measured = false;
    while (true) {
      {
        std::unique_lock lock(bell_->mutex);
        Publish();
        // Who leaves while we wait is seen when we look around.
        if (!worked && entering_.empty() && !stopping_) {
          const auto longest = std::chrono::milliseconds(!scheduler_.empty() ? 20
                                                         : measured          ? 10'000
                                                                             : 1'000);
          quiet = bell_->changed.wait_for(lock, longest) == std::cv_status::timeout;
        }
        quiet = quiet && scheduler_.empty() && entering_.empty();
        if (stopping_) break;
        for (auto& task : entering_) scheduler_.Enter(std::move(task));
        entering_.clear();
        Publish();
      }
      worked = scheduler_.Step();
      if (!worked && scheduler_.empty()) {
        worked = scheduler_.SaveOne();
        if (!worked && quiet && !measured) {
          worked = scheduler_.MeasureMore();
          measured = !worked;
        }
      }
    }
    scheduler_.EndAll(Stopped());
    std::vector<std::unique_ptr<Task>> never_seen;
    {
      const std::lock_guard lock(bell_->mutex);
      never_seen = std::exchange(entering_, {});
    }
    for (const auto& task : never_seen) task->channel->End(task->report, Stopped());
    while (scheduler_.SaveOne()) {
    }
  }

  // Under the lock.
  void Publish() {
    numbers_ = scheduler_.numbers();
    seconds_per_request_ = scheduler_.seconds_per_request();
  }

  std::unique_ptr<Decoder> decoder_;
  EngineOptions options_;
  Scheduler scheduler_;  // of the thread

  std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
  std::vector<std::unique_ptr<Task>> entering_;
  EngineNumbers numbers_;
  double seconds_per_request_ = 0;
  std::uint64_t requests_ = 0;
  std::uint64_t refused_ = 0;
  bool stopping_ = false;

  std::thread thread_;  // last: it uses all of the above
};

}  // namespace

std::unique_ptr<Engine> StartEngine(std::unique_ptr<Decoder> decoder, const EngineOptions& options,
                                    SnapshotStore* snapshots) {
  return std::make_unique<ThreadedEngine>(std::move(decoder), options, snapshots);
}

}  // namespace wenyuan::serving
