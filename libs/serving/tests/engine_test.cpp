#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <thread>

#include "engine_fixture.h"

namespace wenyuan::serving {
namespace {

TEST_F(EngineTest, WritesWhatTheModelWritesAlone) {
  Start();
  const auto prompt = Counting(3, 30);
  const auto generation = *engine_->Submit(Ask(prompt));
  EXPECT_EQ(*ReadAll(*generation), FakeAnswer(SmallDecoder(), prompt, 20));
  const GenerationReport report = generation->report();
  EXPECT_EQ(report.prompt_tokens, 30U);
  EXPECT_EQ(report.cached_tokens, 0U);
  EXPECT_EQ(report.produced_tokens, 20U);
  EXPECT_EQ(report.finish, FinishReason::kLength);
}

TEST_F(EngineTest, ComputesASharedPrefixOnce) {
  Start();
  Hold(true);
  const auto prefix = Counting(3, 64);
  std::vector<std::unique_ptr<Generation>> generations;
  std::vector<std::vector<Token>> prompts;
  for (Token question = 0; question < 4; ++question) {
    auto prompt = prefix;
    prompt.insert(prompt.end(), {question, 1, 2, 3});
    prompts.push_back(prompt);
    generations.push_back(*engine_->Submit(Ask(prompt, 4)));
  }
  Hold(false);
  std::uint32_t cached = 0;
  for (std::size_t at = 0; at < generations.size(); ++at) {
    EXPECT_EQ(*ReadAll(*generations[at]), FakeAnswer(SmallDecoder(), prompts[at], 4));
    cached += generations[at]->report().cached_tokens;
  }
  EXPECT_EQ(cached, 3 * 64U);
  EXPECT_EQ(engine_->numbers().computed_tokens, 64U + 4 * 4U);
}

TEST_F(EngineTest, SharesNothingBetweenScopes) {
  Start();
  const auto prompt = Counting(3, 40);
  for (const std::string scope : {"board", "staff", "board"}) {
    auto request = Ask(prompt, 3);
    request.scope = scope;
    const auto generation = *engine_->Submit(std::move(request));
    ASSERT_TRUE(ReadAll(*generation));
    const bool again = scope == "board" && engine_->numbers().requests == 3;
    EXPECT_EQ(generation->report().cached_tokens, again ? 32U : 0U) << scope;
  }
}

TEST_F(EngineTest, DraftsWhatAnswersQuoteAndChangesNoToken) {
  Start();
  // The answer of the fake repeats its habits, so its own beginning is worth quoting.
  const auto prompt = Counting(5, 20);
  auto request = Ask(prompt, 60);
  request.quotable = FakeAnswer(SmallDecoder(), prompt, 60);
  const auto generation = *engine_->Submit(std::move(request));
  EXPECT_EQ(*ReadAll(*generation), FakeAnswer(SmallDecoder(), prompt, 60));
  EXPECT_GT(generation->report().accepted_tokens, 0U);
}

TEST_F(EngineTest, DraftsAgainWhenAnAnswerThatWentItsOwnWayBeginsToQuote) {
  each_token_ = [](std::size_t tokens) {  // two milliseconds, and a third of one for each more
    return std::chrono::microseconds(2'000 + 333 * (tokens - 1)) / tokens;
  };
  Start();
  const auto prompt = Counting(5, 20);
  const std::vector<Token> answer = FakeAnswer(SmallDecoder(), prompt, 60);
  std::vector<Token> quotable;
  for (std::size_t at = 0; at < 12; ++at) {  // each guess is wrong
    quotable.insert(quotable.end(), {answer[at], answer[at + 1], (answer[at + 2] + 1) % 62});
  }
  quotable.insert(quotable.end(), answer.begin() + 12, answer.end());
  auto request = Ask(prompt, 60);
  request.quotable = std::move(quotable);
  const auto generation = *engine_->Submit(std::move(request));
  EXPECT_EQ(*ReadAll(*generation), answer);
  EXPECT_GT(generation->report().accepted_tokens, 5U) << "none without looking at its guesses";
}

TEST_F(EngineTest, OnlyMakesAPrefixReadyWhenNoTokenIsWanted) {
  Start(Small(), SmallDecoder(), snapshots_.get());
  auto request = Ask(Counting(3, 97), 0);
  request.sampler = nullptr;
  request.priority = Priority::kBackground;
  EXPECT_TRUE(ReadAll(**engine_->Submit(std::move(request)))->empty());
  const auto generation = *engine_->Submit(Ask(Counting(3, 97), 2));
  ASSERT_TRUE(ReadAll(*generation));
  EXPECT_EQ(generation->report().cached_tokens, 96U);
}

TEST_F(EngineTest, RestoresPrefixesAfterARestart) {
  const auto prompt = Counting(3, 100);
  Start(Small(), SmallDecoder(), snapshots_.get());
  for (int time = 0; time < 2; ++time) ASSERT_TRUE(ReadAll(**engine_->Submit(Ask(prompt, 2))));
  engine_ = nullptr;  // saves what was asked for twice
  Start(Small(), SmallDecoder(), snapshots_.get());
  const auto generation = *engine_->Submit(Ask(prompt, 10));
  EXPECT_EQ(*ReadAll(*generation), FakeAnswer(SmallDecoder(), prompt, 10));
  EXPECT_EQ(generation->report().restored_tokens, 96U);
  EXPECT_EQ(engine_->numbers().computed_tokens, 4U);
}

TEST_F(EngineTest, ForgetsAnAnswerThatNobodyReads) {
  Start();
  Hold(true);
  auto left = *engine_->Submit(Ask(Counting(3, 30), 300));
  const auto stays = *engine_->Submit(Ask(Counting(9, 30), 5));
  left = nullptr;
  Hold(false);
  EXPECT_EQ(ReadAll(*stays)->size(), FakeAnswer(SmallDecoder(), Counting(9, 30), 5).size());
  while (engine_->numbers().cancelled == 0) std::this_thread::yield();
  while (engine_->numbers().running > 0) std::this_thread::yield();
  EXPECT_LE(engine_->numbers().cells_used, 64U) << "only prefixes are kept";
}

TEST_F(EngineTest, RefusesWhatDoesNotFitAndWhatIsTooMuch) {
  EngineOptions options = Small();
  options.most_waiting = 2;
  Start(options);
  EXPECT_EQ(engine_->Submit(Ask(Counting(1, 400))).error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(engine_->Submit(Ask({})).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(engine_->Submit(Ask({1, 64})).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(engine_->Submit(Ask({1, -1})).error().code, ErrorCode::kInvalidArgument);
  Hold(true);
  std::vector<std::unique_ptr<Generation>> kept;
  Result<std::unique_ptr<Generation>> last = engine_->Submit(Ask(Counting(1, 300), 99));
  while (last) {
    ASSERT_LT(kept.size(), 20U);
    kept.push_back(*std::move(last));
    last = engine_->Submit(Ask(Counting(static_cast<int>(kept.size()), 300), 99));
  }
  EXPECT_EQ(last.error().code, ErrorCode::kResourceExhausted);
  EXPECT_GE(engine_->RetryAfter().count(), 1);
  EXPECT_EQ(engine_->numbers().refused, 1U);
  Hold(false);
}

TEST_F(EngineTest, EndsAnAnswerWhereTheRoomEnds) {
  Start();
  const auto prompt = Counting(1, 390);
  const auto generation = *engine_->Submit(Ask(prompt, 1'000));
  EXPECT_EQ(*ReadAll(*generation), FakeAnswer(SmallDecoder(), prompt, 10));
}

TEST_F(EngineTest, SaysWhenADeadlinePassedInTheQueue) {
  Start();
  Hold(true);
  auto request = Ask(Counting(1, 30));
  request.deadline = Deadline::After(std::chrono::milliseconds(0));
  const auto generation = *engine_->Submit(std::move(request));
  Hold(false);
  EXPECT_EQ(ReadAll(*generation).error().code, ErrorCode::kTimeout);
}

TEST_F(EngineTest, TellsEachWhoseStepFailedAndGoesOn) {
  Start();
  ASSERT_TRUE(ReadAll(**engine_->Submit(Ask(Counting(1, 30)))));
  failing_ = true;
  EXPECT_EQ(ReadAll(**engine_->Submit(Ask(Counting(2, 30)))).error().code, ErrorCode::kInternal);
  failing_ = false;
  EXPECT_TRUE(ReadAll(**engine_->Submit(Ask(Counting(2, 30)))));
}

TEST_F(EngineTest, TellsThoseWhoWaitWhenItStops) {
  Start();
  Hold(true);
  const auto generation = *engine_->Submit(Ask(Counting(1, 30), 300));
  std::thread stop([this] { engine_ = nullptr; });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  Hold(false);
  stop.join();
  Result<std::vector<Token>> answer = ReadAll(*generation);
  EXPECT_TRUE(answer || answer.error().code == ErrorCode::kUnavailable);
}

TEST_F(EngineTest, RefusesAnAdapterThatIsNotThere) {
  Start();
  auto request = Ask(Counting(1, 30));
  request.adapters = {{"missing", 1}};
  EXPECT_EQ(ReadAll(**engine_->Submit(std::move(request))).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(ReadAll(**engine_->Submit(Ask(Counting(1, 30)))));
}

TEST_F(EngineTest, GivesLogprobsOfTheModelsOwnDistribution) {
  Start();
  auto request = Ask(Counting(1, 30), 3);
  request.logprobs = true;
  request.top_logprobs = 64;
  const auto generation = *engine_->Submit(std::move(request));
  const auto tokens = *generation->Next(kSoon);
  ASSERT_FALSE(tokens.empty());
  double sum = 0;
  for (const auto& [token, logprob] : tokens[0].top) sum += std::exp(logprob);
  EXPECT_NEAR(sum, 1, 1e-4);
  EXPECT_EQ(tokens[0].top[0].first, tokens[0].token);
  EXPECT_FLOAT_EQ(tokens[0].top[0].second, tokens[0].logprob);
}

// The same answers in every mode, whatever happens at the same time. The fake fails the test itself
// when a cell is used for what it does not hold.
class EngineModes : public ::testing::TestWithParam<int> {};

TEST_P(EngineModes, ChangeNoToken) {
  const int mode = GetParam();
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed) + ", mode " + std::to_string(mode));
  std::mt19937 random(seed);
  const auto below = [&](unsigned limit) { return static_cast<int>(random() % limit); };
  DecoderInfo info = SmallDecoder();
  info.sequences = 6 + static_cast<std::uint32_t>(below(10));
  EngineOptions options = Small();
  options.share_prefixes = (mode & 1) != 0;
  options.await_prefixes = (mode & 2) != 0;
  options.speculate = (mode & 4) != 0;
  options.most_waiting = 1'000;
  const auto snapshots = MakeMemorySnapshots({.memory_bytes = 20'000, .disk_bytes = 0});
  const auto engine = StartEngine(std::make_unique<FakeDecoder>(info), options,
                                  (mode & 8) != 0 ? snapshots.get() : nullptr);
  std::vector<std::pair<std::unique_ptr<Generation>, std::vector<Token>>> open;
  for (int request = 0; request < 80; ++request) {
    std::vector<Token> prompt = Counting(below(3), static_cast<std::size_t>(1 + below(120)));
    for (int extra = below(40); extra > 0; --extra) prompt.push_back(below(4));
    auto ask = Ask(prompt, static_cast<std::uint32_t>(below(40)));
    ask.scope = below(4) == 0 ? "restricted" : "";
    ask.user = std::to_string(below(3));
    if (below(3) == 0) ask.quotable = Counting(below(60), 30);
    const auto expected = FakeAnswer(info, prompt, ask.most_tokens);
    auto generation = engine->Submit(std::move(ask));
    ASSERT_TRUE(generation);
    if (below(10) == 0) continue;  // gone at once
    open.emplace_back(*std::move(generation), expected);
    while (below(5) == 0 && !open.empty()) {
      const auto at = static_cast<std::size_t>(below(static_cast<unsigned>(open.size())));
      ASSERT_EQ(*ReadAll(*open[at].first), open[at].second);
      open.erase(open.begin() + static_cast<std::ptrdiff_t>(at));
    }
  }
  for (auto& [generation, expected] : open) ASSERT_EQ(*ReadAll(*generation), expected);
}

INSTANTIATE_TEST_SUITE_P(All, EngineModes, ::testing::Range(0, 16));

}  // namespace
}  // namespace wenyuan::serving
