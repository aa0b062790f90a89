#include "wenyuan/quality/runner.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <thread>

#include "low_priority.h"
#include "measurement.h"
#include "wenyuan/base/log.h"

namespace wenyuan::quality {
namespace {

using store::QualityRun;
using store::RunNumber;
using store::RunState;

class BackgroundRunner final : public Runner {
 public:
  explicit BackgroundRunner(RunnerServices services) : services_(std::move(services)) {}

  ~BackgroundRunner() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    if (worker_.joinable()) worker_.join();
  }

  Result<void> TakeUp() {
    WY_TRY(const auto unfinished, services_.store.quality_runs()->Unfinished());
    const std::lock_guard lock(mutex_);
    for (const QualityRun& run : unfinished) waiting_.push_back(run.number);
    if (!waiting_.empty()) WakeWorker();
    return {};
  }

  Result<QualityRun> Start(const RunRequest& request) override {
    WY_TRY(const std::size_t questions, CountQuestions(services_, request));
    if (questions == 0) {
      return Error{ErrorCode::kInvalidArgument,
                   "the question set has no question yet; add or import some first",
                   "该问题集还没有问题；请先添加或导入"};
    }
    QualityRun run;
    run.set = request.set.number;
    run.label = request.label;
    run.with_answers = request.with_answers;
    run.asker = request.asker.user;
    run.as_operator = request.asker.house_operator;
    run.total = static_cast<std::uint32_t>(questions);
    run.settings = services_.settings(request.set.library);
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= kMostWaiting) {
      return Error{ErrorCode::kResourceExhausted,
                   "20 runs wait already; try again when some have ended, or cancel some",
                   "已有 20 个评测在排队；请稍后再试，或取消一些"};
    }
    WY_TRY(run, services_.store.quality_runs()->Add(run));
    waiting_.push_back(run.number);
    WakeWorker();
    return run;
  }

  Result<void> Cancel(RunNumber number) override {
    const std::lock_guard lock(mutex_);
    WY_TRY(QualityRun run, services_.store.quality_runs()->Get(number));
    if (number == running_) {
      cancelled_.insert(number);
      return {};
    }
    std::erase(waiting_, number);
    run.state = RunState::kCancelled;
    return services_.store.quality_runs()->Update(run);
  }

 private:
  // Requires the lock.
  void WakeWorker() {
    if (!worker_.joinable()) worker_ = std::thread([this] { Work(); });
    changed_.notify_all();
  }

  void Work() {
    LowerPriority();
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (stopping_) return;
      running_ = waiting_.front();
      waiting_.pop_front();
      const RunNumber number = running_;
      lock.unlock();
      const auto end = Measurement(services_, [this, number] { return Told(number); }).Run(number);
      if (!end) {
        Log(LogLevel::kError, "a quality run failed", {{"why", end.error().message}});
      }
      lock.lock();
      running_ = 0;
      cancelled_.erase(number);
    }
  }

  Order Told(RunNumber number) {
    const std::lock_guard lock(mutex_);
    if (stopping_) return Order::kStop;
    return cancelled_.contains(number) ? Order::kCancel : Order::kGoOn;
  }

  const RunnerServices services_;
  std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_.
  std::deque<RunNumber> waiting_;
  RunNumber running_ = 0;
  std::set<RunNumber> cancelled_;
  bool stopping_ = false;
  std::thread worker_;  // started when there is work
};

}  // namespace

Result<std::unique_ptr<Runner>> StartRunner(RunnerServices services) {
  auto runner = std::make_unique<BackgroundRunner>(std::move(services));
  WY_CHECK(runner->TakeUp());
  return std::unique_ptr<Runner>(std::move(runner));
}

}  // namespace wenyuan::quality
