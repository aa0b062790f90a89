#include "model_queue.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "wenyuan/base/log.h"

namespace wenyuan::model {
namespace {

constexpr std::chrono::milliseconds kAskEvery{50};

// One request. Guarded by the queue's mutex, but for the tokens, which never change.
struct Job {
  std::vector<ModelQueue::Tokens> texts;
  std::vector<float> rows;
  bool attends = false;  // then its texts are read one by one, and `attended` is filled
  std::vector<llm_llama::Attended> attended;
  std::size_t begun = 0;  // texts taken into a batch, in order
  std::size_t done = 0;
  bool cancelled = false;
  bool ended = false;
  Result<void> outcome;
};

// What came of a batch.
struct Made {
  std::vector<float> rows;
  llm_llama::Attended attended;
};

// Texts that are read together, with whose they are.
struct Batch {
  bool attends = false;  // one text
  std::vector<std::pair<std::shared_ptr<Job>, std::size_t>> parts;
  std::vector<const ModelQueue::Tokens*> texts;
  std::size_t tokens = 0;
};

class TwoLaneQueue final : public ModelQueue {
 public:
  TwoLaneQueue(llm_llama::Encoder& encoder, const QueueLimits& limits)
      : encoder_(encoder), limits_(limits) {
    threads_[0] = std::thread([this] { Work(Priority::kQuery); });
    threads_[1] = std::thread([this] { Work(Priority::kBackground); });
  }
  TwoLaneQueue(const TwoLaneQueue&) = delete;
  TwoLaneQueue& operator=(const TwoLaneQueue&) = delete;
  ~TwoLaneQueue() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
      stop_query_ = stop_background_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  Result<std::vector<float>> Run(Priority priority, std::vector<Tokens> texts,
                                 const Wanted& wanted) override {
    if (texts.empty()) return std::vector<float>();
    const auto job = std::make_shared<Job>();
    job->texts = std::move(texts);
    job->rows.resize(job->texts.size() * encoder_.info().width);
    WY_CHECK(Await(priority, job, wanted));
    return std::move(job->rows);
  }

  Result<std::vector<llm_llama::Attended>> Attend(Priority priority, std::vector<Tokens> texts,
                                                  const Wanted& wanted) override {
    if (texts.empty()) return std::vector<llm_llama::Attended>();
    const auto job = std::make_shared<Job>();
    job->attended.resize(texts.size());
    job->texts = std::move(texts);
    job->attends = true;
    WY_CHECK(Await(priority, job, wanted));
    return std::move(job->attended);
  }

  [[nodiscard]] QueueNumbers Numbers() const override {
    const std::lock_guard lock(mutex_);
    QueueNumbers numbers = numbers_;
    numbers.query_waiting = query_.size();
    numbers.background_waiting = background_.size();
    return numbers;
  }

 private:
  using Lane = std::deque<std::shared_ptr<Job>>;

  Result<void> Await(Priority priority, const std::shared_ptr<Job>& job, const Wanted& wanted) {
    std::unique_lock lock(mutex_);
    if (stopping_) return Error{ErrorCode::kUnavailable, "the model server stops"};
    auto& lane = LaneOf(priority);
    if (lane.size() >= MostOf(priority)) {
      return Error{ErrorCode::kResourceExhausted,
                   "the model has too much to do; send the request again later",
                   "模型繁忙；请稍后重试"};
    }
    lane.push_back(job);
    if (priority == Priority::kQuery && background_runs_ && MayInterrupt()) {
      stop_background_ = true;
    }
    changed_.notify_all();
    while (!job->ended) {
      if (changed_.wait_for(lock, kAskEvery, [&] { return job->ended; })) break;
      lock.unlock();
      const bool go_on = wanted();
      lock.lock();
      if (!go_on && !job->ended) {
        job->cancelled = true;
        std::erase(lane, job);
        return Error{ErrorCode::kCancelled, "the client left"};
      }
    }
    return job->outcome;
  }

  Lane& LaneOf(Priority priority) { return priority == Priority::kQuery ? query_ : background_; }
  [[nodiscard]] std::size_t MostOf(Priority priority) const {
    return priority == Priority::kQuery ? limits_.query_requests : limits_.background_requests;
  }

  [[nodiscard]] bool MayInterrupt() const {  // mutex_ held
    return lost_seconds_ == 0 || std::chrono::duration<double>(lost_seconds_) < limits_.most_lost;
  }

  void Work(Priority priority) {
    const bool background = priority == Priority::kBackground;
    if (background && limits_.background_nice > 0) {
      // Of this thread alone, as Linux has it.
      (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), limits_.background_nice);
    }
    std::atomic<bool>& stop = background ? stop_background_ : stop_query_;
    Batch batch;
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] {
        return stopping_ || (!LaneOf(priority).empty() && (!background || query_.empty()));
      });
      if (stopping_) break;
      if (batch.parts.empty()) {
        batch = TakeBatch(LaneOf(priority));
        if (background) lost_seconds_ = 0;
      }
      if (background) {
        background_runs_ = true;
        stop_background_ = false;
      }
      lock.unlock();
      auto [made, seconds] = Compute(batch, stop);
      lock.lock();
      if (background) background_runs_ = false;
      if (stopping_) break;
      numbers_.busy_seconds += seconds;
      if (!made && made.error().code == ErrorCode::kCancelled) {
        ++numbers_.interrupted;
        lost_seconds_ += seconds;
        continue;
      }
      ++numbers_.batches;
      numbers_.tokens += batch.tokens;
      numbers_.texts += batch.texts.size();
      Deliver(batch, made, LaneOf(priority));
      batch = {};
      changed_.notify_all();
    }
    for (const auto& job : LaneOf(priority)) {
      job->outcome = Error{ErrorCode::kUnavailable, "the model server stops"};
      job->ended = true;
    }
    changed_.notify_all();
  }

  // mutex_ held.
  Batch TakeBatch(Lane& lane) {
    Batch batch;
    const llm_llama::EncoderInfo& info = encoder_.info();
    for (const auto& job : lane) {
      while (job->begun < job->texts.size()) {
        const Tokens& text = job->texts[job->begun];
        const bool together = batch.texts.empty() || (!batch.attends && !job->attends);
        const bool fits = together && batch.texts.size() < info.batch_texts &&
                          batch.tokens + text.size() <= info.batch_tokens;
        if (!fits) return batch;
        batch.attends = job->attends;
        batch.parts.emplace_back(job, job->begun++);
        batch.texts.push_back(&text);
        batch.tokens += text.size();
      }
    }
    return batch;
  }

  std::pair<Result<Made>, double> Compute(const Batch& batch, const std::atomic<bool>& stop) {
    if (batch.texts.empty()) return {Made(), 0};
    const std::lock_guard turn(encoder_mutex_);
    const auto begin = std::chrono::steady_clock::now();
    Result<Made> made = Read(batch, stop);
    return {std::move(made),
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()};
  }

  Result<Made> Read(const Batch& batch, const std::atomic<bool>& stop) {
    Made made;
    if (batch.attends) {
      WY_TRY(made.attended, encoder_.Attend(*batch.texts.front(), stop));
    } else {
      WY_TRY(made.rows, encoder_.Encode(batch.texts, stop));
    }
    return made;
  }

  // mutex_ held. A failure fails every request of the batch.
  void Deliver(const Batch& batch, Result<Made>& made, Lane& lane) const {
    const std::size_t width = encoder_.info().width;
    for (std::size_t i = 0; i < batch.parts.size(); ++i) {
      const auto& [job, text] = batch.parts[i];
      if (job->cancelled || job->ended) continue;
      if (made && batch.attends) {
        job->attended[text] = std::move(made->attended);
        job->ended = ++job->done == job->texts.size();
      } else if (made) {
        std::copy_n(made->rows.begin() + static_cast<std::ptrdiff_t>(i * width), width,
                    job->rows.begin() + static_cast<std::ptrdiff_t>(text * width));
        job->ended = ++job->done == job->texts.size();
      } else {
        job->outcome = made.error();
        job->ended = true;
      }
      if (job->ended) std::erase(lane, job);
    }
  }

  llm_llama::Encoder& encoder_;
  const QueueLimits limits_;
  std::mutex encoder_mutex_;
  std::atomic<bool> stop_query_ = false;
  std::atomic<bool> stop_background_ = false;

  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  Lane query_;
  Lane background_;
  QueueNumbers numbers_;
  bool background_runs_ = false;
  double lost_seconds_ = 0;  // of the batch of background work that is in hand
  bool stopping_ = false;
  std::array<std::thread, 2> threads_;
};

}  // namespace

std::unique_ptr<ModelQueue> MakeModelQueue(llm_llama::Encoder& encoder, const QueueLimits& limits) {
  return std::make_unique<TwoLaneQueue>(encoder, limits);
}

}  // namespace wenyuan::model
