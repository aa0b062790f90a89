// What a step computes beside what.
#include "engine_fixture.h"

namespace wenyuan::serving {
namespace {

using ::testing::ElementsAre;

class Slices : public EngineTest {};

TEST_F(Slices, MeasureLittleOfASlowModelBeforeTheFirstAnswer) {
  Hold(true);
  Start();
  each_token_ = [](std::size_t) { return std::chrono::milliseconds(20); };
  const auto waiting = *engine_->Submit(Ask(Counting(1, 20), 2));
  Hold(false);
  ASSERT_TRUE(ReadAll(*waiting));
  const std::lock_guard lock(mutex_);
  using Batch = std::vector<std::size_t>;
  const auto prompt = std::find(batches_.begin(), batches_.end(), Batch{20});
  ASSERT_NE(prompt, batches_.end());
  EXPECT_EQ(std::count(batches_.begin(), prompt, Batch{32}), 0);
}

TEST_F(Slices, ComputesWhatEachAsksInOneSliceBehindTheSharedPrefix) {
  Hold(true);  // before it measures, so that all four wait when it begins
  Start();
  std::vector<std::unique_ptr<Generation>> generations;
  for (Token question = 0; question < 4; ++question) {
    auto prompt = Counting(3, 40);
    prompt.insert(prompt.end(), {question, 1, 2, 3});
    generations.push_back(*engine_->Submit(Ask(prompt, 4)));
  }
  Hold(false);
  for (const auto& generation : generations) ASSERT_TRUE(ReadAll(*generation));
  const std::lock_guard lock(mutex_);
  EXPECT_THAT(batches_, ::testing::Contains(::testing::ElementsAre(40)));
  EXPECT_THAT(batches_, ::testing::Contains(::testing::ElementsAre(4, 4, 4, 4)));
}

TEST_F(Slices, AnswersOthersWhileALongPromptIsComputed) {
  EngineOptions options = Small();
  options.longest_stall = std::chrono::milliseconds(0);  // the least slices
  Start(options);
  const auto stream = *engine_->Submit(Ask(Counting(1, 20), 60));
  ASSERT_FALSE(stream->Next(kSoon)->empty());
  const auto long_one = *engine_->Submit(Ask(Counting(2, 300), 2));
  ASSERT_TRUE(ReadAll(*stream));
  ASSERT_TRUE(ReadAll(*long_one));
  EXPECT_GT(long_one->report().queue_seconds + long_one->report().first_token_seconds, 0);
}

TEST_F(Slices, ComputesAnswersAndASliceOfAPromptInOneBatch) {
  EngineOptions options = Small();
  options.longest_stall = std::chrono::milliseconds(0);
  options.speculate = false;
  Start(options);
  Hold(true);
  const auto stream = *engine_->Submit(Ask(Counting(1, 20), 200));
  const auto long_one = *engine_->Submit(Ask(Counting(2, 200), 2));
  Hold(false);
  ASSERT_TRUE(ReadAll(*long_one));
  ASSERT_TRUE(ReadAll(*stream));
  const std::lock_guard lock(mutex_);
  const auto both = std::count_if(batches_.begin(), batches_.end(), [](const auto& rows) {
    return rows.size() == 2 && std::min(rows[0], rows[1]) == 1 && std::max(rows[0], rows[1]) >= 8;
  });
  EXPECT_GE(both, 5);  // of some twelve slices, unless the stream ended before
}

TEST_F(Slices, TakesSoManyTokensThatEachIsCheapWhereThereIsTimeForThem) {
  EngineOptions options = Small();
  options.longest_stall = std::chrono::milliseconds(80);
  options.speculate = false;
  DecoderInfo info = SmallDecoder();
  info.cheap_batch_tokens = info.batch_tokens;
  Hold(true);
  Start(options, info);
  each_token_ = [](std::size_t tokens) { return std::chrono::milliseconds(tokens < 64 ? 4 : 1); };
  Hold(false);
  const auto measured = [this] {
    const std::lock_guard lock(mutex_);
    return std::count(batches_.begin(), batches_.end(), std::vector<std::size_t>{64}) > 0;
  };
  while (!measured()) std::this_thread::yield();
  const auto stream = *engine_->Submit(Ask(Counting(1, 20), 100));
  ASSERT_FALSE(stream->Next(kSoon)->empty());
  ASSERT_TRUE(ReadAll(**engine_->Submit(Ask(Counting(2, 200), 2))));
  const std::lock_guard lock(mutex_);
  const auto cheap = std::count_if(batches_.begin(), batches_.end(), [](const auto& rows) {
    return rows.size() == 2 && rows[0] + rows[1] == 64;
  });
  EXPECT_GE(cheap, 2);
}

TEST_F(Slices, APromptThatFailsEndsNoAnswerBesideIt) {
  EngineOptions options = Small();
  options.speculate = false;
  Start(options);
  const std::vector<Token> prompt = Counting(1, 20);
  const auto stream = *engine_->Submit(Ask(prompt, 60));
  Result<std::vector<ProducedToken>> first = stream->Next(kSoon);
  ASSERT_FALSE(first->empty());
  slices_fail_ = true;
  EXPECT_EQ(ReadAll(**engine_->Submit(Ask(Counting(2, 30)))).error().code, ErrorCode::kInternal);
  std::vector<Token> answer;
  for (const ProducedToken& token : *first) answer.push_back(token.token);
  const Result<std::vector<Token>> rest = ReadAll(*stream);
  ASSERT_TRUE(rest);
  answer.insert(answer.end(), rest->begin(), rest->end());
  EXPECT_EQ(answer, FakeAnswer(SmallDecoder(), prompt, 60));
}

}  // namespace
}  // namespace wenyuan::serving
