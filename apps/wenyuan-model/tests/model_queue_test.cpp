#include "model_queue.h"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace wenyuan::model {
namespace {

using Tokens = ModelQueue::Tokens;

// Counts for a vector: the first token of a text. Waits in each Encode() while it is held.
class HeldEncoder final : public llm_llama::Encoder {
 public:
  HeldEncoder() {
    info_.width = 1;
    info_.max_tokens = info_.batch_tokens = 8;
    info_.batch_texts = 4;
  }

  [[nodiscard]] const llm_llama::EncoderInfo& info() const override { return info_; }
  [[nodiscard]] Result<llm_llama::TokenizedText> Tokenize(std::string_view) const override {
    return llm_llama::TokenizedText{};
  }
  [[nodiscard]] Result<llm_llama::TokenizedText> TokenizePair(std::string_view,
                                                              std::string_view) const override {
    return llm_llama::TokenizedText{};
  }
  [[nodiscard]] Result<llm_llama::TokenizedParts> TokenizeParts(
      std::string_view, std::span<const std::string>) const override {
    return llm_llama::TokenizedParts{};
  }
  Result<llm_llama::Attended> Attend(const Tokens& tokens, const std::atomic<bool>& stop) override {
    const Tokens* const texts[] = {&tokens};
    WY_TRY(const std::vector<float> rows, Encode(texts, stop));
    return llm_llama::Attended{rows.front(), std::vector<float>(tokens.size(), 1)};
  }
  Result<std::vector<float>> Encode(std::span<const Tokens* const> texts,
                                    const std::atomic<bool>& stop) override {
    std::unique_lock lock(mutex_);
    std::vector<float> rows;
    for (const Tokens* text : texts) rows.push_back(static_cast<float>(text->front()));
    begun_.push_back(rows);
    changed_.notify_all();
    while (held_ && allowed_ == 0 && !stop) {
      changed_.wait_for(lock, std::chrono::milliseconds(1));
    }
    if (allowed_ > 0) --allowed_;
    if (stop) return Error{ErrorCode::kCancelled, "stopped"};
    done_.push_back(rows);
    if (failing_) return Error{ErrorCode::kInternal, "the model failed"};
    return rows;
  }

  void Hold() { Set(held_, true); }
  void LetGo() { Set(held_, false); }
  void LetOneGo() {
    const std::lock_guard lock(mutex_);
    ++allowed_;
  }
  void Fail() { Set(failing_, true); }
  void AwaitBegun(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return begun_.size() >= count; });
  }
  std::vector<std::vector<float>> begun() {
    const std::lock_guard lock(mutex_);
    return begun_;
  }
  std::vector<std::vector<float>> done() {
    const std::lock_guard lock(mutex_);
    return done_;
  }

 private:
  void Set(bool& flag, bool value) {
    const std::lock_guard lock(mutex_);
    flag = value;
    changed_.notify_all();
  }

  llm_llama::EncoderInfo info_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool held_ = false;
  int allowed_ = 0;
  bool failing_ = false;
  std::vector<std::vector<float>> begun_;
  std::vector<std::vector<float>> done_;
};

bool Always() { return true; }

void AwaitWaiting(const ModelQueue& queue, std::size_t queries, std::size_t background) {
  while (queue.Numbers().query_waiting != queries ||
         queue.Numbers().background_waiting != background) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

// A request that runs beside the test.
class Running {
 public:
  Running(ModelQueue& queue, Priority priority, std::vector<Tokens> texts)
      : thread_([this, &queue, priority, texts = std::move(texts)] {
          result_ = queue.Run(priority, texts, [this] { return !left_; });
        }) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { Wait(); }
  void Leave() { left_ = true; }
  Result<std::vector<float>>& Wait() {
    if (thread_.joinable()) thread_.join();
    return result_;
  }

 private:
  Result<std::vector<float>> result_ = std::vector<float>();
  std::atomic<bool> left_ = false;
  std::thread thread_;
};

TEST(ModelQueue, GivesEachTextItsRowOverSeveralBatches) {
  HeldEncoder encoder;
  const auto queue = MakeModelQueue(encoder, {});
  const auto rows = queue->Run(Priority::kBackground,
                               {{1, 0, 0}, {2}, {3, 0, 0, 0, 0, 0, 0, 0}, {4}, {5}, {6}}, Always);
  ASSERT_TRUE(rows);
  EXPECT_EQ(*rows, (std::vector<float>{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(encoder.done(), (std::vector<std::vector<float>>{{1, 2}, {3}, {4, 5, 6}}));
  EXPECT_EQ(queue->Numbers().texts, 6U);
  EXPECT_EQ(queue->Numbers().tokens, 15U);
  EXPECT_TRUE(queue->Run(Priority::kQuery, {}, Always));
}

TEST(ModelQueue, ReadsTextsWhoseAttentionIsWantedOneByOne) {
  HeldEncoder encoder;
  const auto queue = MakeModelQueue(encoder, {});
  encoder.Hold();
  Running rows(*queue, Priority::kQuery, {{7}});
  encoder.AwaitBegun(1);
  std::optional<Result<std::vector<llm_llama::Attended>>> attended;
  std::thread beside([&] { attended = queue->Attend(Priority::kQuery, {{1, 0}, {2}}, Always); });
  AwaitWaiting(*queue, 2, 0);
  Running more(*queue, Priority::kQuery, {{3}, {4}});
  AwaitWaiting(*queue, 3, 0);
  encoder.LetGo();
  beside.join();
  ASSERT_TRUE(attended && *attended);
  EXPECT_EQ((**attended)[0].score, 1);
  EXPECT_EQ((**attended)[0].weights.size(), 2U);
  EXPECT_EQ((**attended)[1].score, 2);
  EXPECT_EQ(*rows.Wait(), std::vector<float>{7});
  EXPECT_EQ(*more.Wait(), (std::vector<float>{3, 4}));
  EXPECT_EQ(encoder.done(), (std::vector<std::vector<float>>{{7}, {1}, {2}, {3, 4}}));
  EXPECT_TRUE(queue->Attend(Priority::kQuery, {}, Always)->empty());
}

TEST(ModelQueue, FailsWhoWantedAttentionWhenTheModelFails) {
  HeldEncoder encoder;
  encoder.Fail();
  const auto queue = MakeModelQueue(encoder, {});
  EXPECT_EQ(queue->Attend(Priority::kBackground, {{1}}, Always).error().code, ErrorCode::kInternal);
}

TEST(ModelQueue, LetsAQueryInterruptBackgroundWork) {
  HeldEncoder encoder;
  const auto queue = MakeModelQueue(encoder, {});
  encoder.Hold();
  Running background(*queue, Priority::kBackground, {{10, 0, 0, 0, 0}, {11, 0, 0, 0, 0}});
  encoder.AwaitBegun(1);
  Running query(*queue, Priority::kQuery, {{1}});
  encoder.AwaitBegun(2);  // the batch was stopped, though the model is held
  EXPECT_EQ(encoder.begun()[1], std::vector<float>{1});
  encoder.LetGo();
  EXPECT_TRUE(query.Wait());
  ASSERT_TRUE(background.Wait());
  EXPECT_EQ(*background.Wait(), (std::vector<float>{10, 11}));
  EXPECT_EQ(encoder.done(), (std::vector<std::vector<float>>{{1}, {10}, {11}}));
  EXPECT_EQ(queue->Numbers().interrupted, 1U);
}

TEST(ModelQueue, DoesNotInterruptABatchThatLostEnough) {
  HeldEncoder encoder;
  QueueLimits limits;
  limits.most_lost = std::chrono::milliseconds(0);
  const auto queue = MakeModelQueue(encoder, limits);
  encoder.Hold();
  Running background(*queue, Priority::kBackground, {{10}});
  encoder.AwaitBegun(1);
  Running first(*queue, Priority::kQuery, {{1}});
  encoder.AwaitBegun(2);  // the batch gave way
  encoder.LetOneGo();
  EXPECT_TRUE(first.Wait());
  encoder.AwaitBegun(3);  // and begins again
  Running second(*queue, Priority::kQuery, {{2}});
  AwaitWaiting(*queue, 1, 1);
  encoder.LetGo();
  EXPECT_TRUE(background.Wait());
  EXPECT_TRUE(second.Wait());
  EXPECT_EQ(encoder.done(), (std::vector<std::vector<float>>{{1}, {10}, {2}}));
  EXPECT_EQ(queue->Numbers().interrupted, 1U);
}

TEST(ModelQueue, InterruptsABatchAgainThatLostLittle) {
  HeldEncoder encoder;
  QueueLimits limits;
  limits.most_lost = std::chrono::hours(1);
  const auto queue = MakeModelQueue(encoder, limits);
  encoder.Hold();
  Running background(*queue, Priority::kBackground, {{10}});
  for (std::size_t times = 0; times < 3; ++times) {
    encoder.AwaitBegun(2 * times + 1);
    Running query(*queue, Priority::kQuery, {{1}});
    encoder.AwaitBegun(2 * times + 2);
    encoder.LetOneGo();
    EXPECT_TRUE(query.Wait());
  }
  encoder.LetGo();
  EXPECT_TRUE(background.Wait());
  EXPECT_EQ(queue->Numbers().interrupted, 3U);
}

TEST(ModelQueue, ReadsWaitingQueriesOfDifferentPeopleTogether) {
  HeldEncoder encoder;
  const auto queue = MakeModelQueue(encoder, {});
  encoder.Hold();
  Running first(*queue, Priority::kQuery, {{1}});
  encoder.AwaitBegun(1);
  Running second(*queue, Priority::kQuery, {{2}});
  AwaitWaiting(*queue, 2, 0);
  Running third(*queue, Priority::kQuery, {{3}});
  AwaitWaiting(*queue, 3, 0);
  encoder.LetGo();
  EXPECT_EQ(*second.Wait(), std::vector<float>{2});
  EXPECT_EQ(*third.Wait(), std::vector<float>{3});
  EXPECT_EQ(encoder.done(), (std::vector<std::vector<float>>{{1}, {2, 3}}));
}

TEST(ModelQueue, RefusesAtOnceWhatIsTooMuch) {
  HeldEncoder encoder;
  QueueLimits limits;
  limits.background_requests = 1;
  limits.query_requests = 1;
  const auto queue = MakeModelQueue(encoder, limits);
  encoder.Hold();
  Running first(*queue, Priority::kBackground, {{1}});
  encoder.AwaitBegun(1);
  const auto refused = queue->Run(Priority::kBackground, {{2}}, Always);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kResourceExhausted);
  encoder.LetGo();
  EXPECT_TRUE(first.Wait());
  EXPECT_TRUE(queue->Run(Priority::kBackground, {{2}}, Always));
}

TEST(ModelQueue, ForgetsARequestWhoseClientLeft) {
  HeldEncoder encoder;
  const auto queue = MakeModelQueue(encoder, {});
  encoder.Hold();
  Running runs(*queue, Priority::kBackground, {{1, 0, 0, 0, 0}, {2, 0, 0, 0, 0}});
  encoder.AwaitBegun(1);
  Running waits(*queue, Priority::kBackground, {{3}});
  AwaitWaiting(*queue, 0, 2);
  waits.Leave();
  runs.Leave();
  EXPECT_EQ(waits.Wait().error().code, ErrorCode::kCancelled);
  EXPECT_EQ(runs.Wait().error().code, ErrorCode::kCancelled);
  encoder.LetGo();
  EXPECT_TRUE(queue->Run(Priority::kBackground, {{4}}, Always));
  EXPECT_EQ(encoder.done(), (std::vector<std::vector<float>>{{1}, {4}}));
}

TEST(ModelQueue, FailsTheRequestsOfABatchThatFailed) {
  HeldEncoder encoder;
  const auto queue = MakeModelQueue(encoder, {});
  encoder.Fail();
  const auto failed = queue->Run(Priority::kQuery, {{1}}, Always);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::kInternal);
  EXPECT_EQ(queue->Numbers().query_waiting, 0U);
}

TEST(ModelQueue, AnswersAllWhenItGoes) {
  HeldEncoder encoder;
  auto queue = MakeModelQueue(encoder, {});
  encoder.Hold();
  Running background(*queue, Priority::kBackground, {{1}});
  encoder.AwaitBegun(1);
  Running query(*queue, Priority::kQuery, {{2}});
  encoder.AwaitBegun(2);
  queue.reset();
  EXPECT_EQ(background.Wait().error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(query.Wait().error().code, ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace wenyuan::model
