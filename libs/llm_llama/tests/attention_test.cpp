// What a model attends to: on toy models, and with the real reranker where it is installed.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "test_models.h"
#include "wenyuan/llm_llama/encoder.h"

namespace wenyuan::llm_llama {
namespace {

constexpr const char* kReranker = "third_party/models/reranker-q4_0.gguf";

class AttentionOf : public ::testing::TestWithParam<const char*> {};

TEST_P(AttentionOf, EveryTokenHasSomeAndAllTogetherHaveOne) {
  const auto encoder = LoadEncoder(Tiny(GetParam()), 1);
  const std::atomic<bool> stop = false;
  for (const std::string& text : {std::string("a"), std::string("the port is open. a b c d e f")}) {
    const std::vector<std::int32_t> tokens = encoder->Tokenize(text)->tokens;
    for (int again = 0; again < 2; ++again) {
      const Result<Attended> attended = encoder->Attend(tokens, stop);
      ASSERT_TRUE(attended) << attended.error().message;
      ASSERT_EQ(attended->weights.size(), tokens.size());
      for (const float weight : attended->weights) EXPECT_GT(weight, 0);
      EXPECT_NEAR(std::accumulate(attended->weights.begin(), attended->weights.end(), 0.F), 1,
                  1e-4);
    }
  }
}

TEST_P(AttentionOf, ABatchOfTheWrongSizeIsRefusedAndAStopIsKept) {
  const auto encoder = LoadEncoder(Tiny(GetParam()), 1);
  std::atomic<bool> stop = false;
  EXPECT_EQ(encoder->Attend({}, stop).error().code, ErrorCode::kInternal);
  EXPECT_EQ(encoder->Attend(std::vector<std::int32_t>(600, 5), stop).error().code,
            ErrorCode::kInternal);
  EXPECT_EQ(encoder->Attend({0, 100'000, 2}, stop).error().code, ErrorCode::kInternal);
  stop = true;
  EXPECT_EQ(encoder->Attend({0, 5, 2}, stop).error().code, ErrorCode::kCancelled);
  stop = false;
  EXPECT_TRUE(encoder->Attend({0, 5, 2}, stop));
}

INSTANTIATE_TEST_SUITE_P(AllKinds, AttentionOf,
                         ::testing::Values("tiny-reranker.gguf", "tiny-q4-reranker.gguf",
                                           "tiny-embedder.gguf", "tiny-cls.gguf"));

TEST(Attention, TheScoreIsThatOfTheWholeText) {
  const auto encoder = LoadEncoder(Tiny("tiny-reranker.gguf"), 1);
  const std::atomic<bool> stop = false;
  const std::vector<std::int32_t> tokens = encoder->TokenizePair("the port", "a b c")->tokens;
  const std::vector<std::int32_t>* const texts[] = {&tokens};
  EXPECT_NEAR(encoder->Attend(tokens, stop)->score, encoder->Encode(texts, stop)->front(), 1e-3);
}

TEST(Attention, PartsAreTheTokensOfTheirTextsAndWhatIsCutOffHasNone) {
  const auto encoder = LoadEncoder(Tiny("tiny-reranker.gguf"), 1);
  std::vector<std::string> parts = {"a b", " ", "c"};
  const Result<TokenizedParts> made = encoder->TokenizeParts("q", parts);
  ASSERT_TRUE(made);
  ASSERT_EQ(made->parts.size(), 3U);
  EXPECT_EQ(made->parts[0].end - made->parts[0].begin, 2U);
  EXPECT_EQ(made->parts[1].begin, made->parts[1].end);
  EXPECT_EQ(made->parts[2].end - made->parts[2].begin, 1U);
  EXPECT_LE(made->parts[2].end, made->tokens.size());
  EXPECT_FALSE(made->cut);
  parts.assign(300, "a b c");
  const Result<TokenizedParts> cut = encoder->TokenizeParts("q", parts);
  ASSERT_TRUE(cut);
  EXPECT_TRUE(cut->cut);
  EXPECT_EQ(cut->tokens.size(), encoder->info().max_tokens);
  EXPECT_EQ(cut->parts.front().end - cut->parts.front().begin, 3U);
  EXPECT_EQ(cut->parts.back().begin, cut->parts.back().end);
  EXPECT_FALSE(encoder->TokenizeParts("q", {}));
}

// By our own code and by the library's, which runs with two threads.
TEST(Attention, TheSentenceThatAnswersDrawsTheMost) {
  if (!std::filesystem::exists(kReranker)) {
    GTEST_SKIP() << "the reranker is not installed (scripts/models/install_reranker)";
  }
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases = {
      {"员工每年有几天年假？",
       {"食堂每天早上七点开门。", "访客须在前台登记。",
        "员工每年有几天年假？员工每年有十五天年假。", "停车场在地下二层。",
        "打印机在三楼走廊尽头。"}},
      {"How many litres does the pump lift?",
       {"The pump was painted in spring.", "Clean it after use.", "It lifts 40 litres a minute.",
        "A second one stands beside it.", "The filter is changed once a year."}}};
  const std::atomic<bool> stop = false;
  for (const std::uint32_t threads : {1U, 2U}) {
    const auto encoder = LoadEncoder(kReranker, threads);
    for (const auto& [question, sentences] : cases) {
      const TokenizedParts made = *encoder->TokenizeParts(question, sentences);
      const Attended attended = *encoder->Attend(made.tokens, stop);
      std::vector<float> drawn;
      for (const auto& [begin, end] : made.parts) {
        drawn.push_back(std::accumulate(attended.weights.begin() + static_cast<long>(begin),
                                        attended.weights.begin() + static_cast<long>(end), 0.F));
      }
      EXPECT_EQ(std::max_element(drawn.begin(), drawn.end()) - drawn.begin(), 2) << question;
    }
  }
}

}  // namespace
}  // namespace wenyuan::llm_llama
