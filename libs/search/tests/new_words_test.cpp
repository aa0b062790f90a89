#include "wenyuan/search/new_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>

namespace wenyuan::search {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

const text::Analyzer& Shared() {
  static const std::unique_ptr<text::Analyzer> analyzer =
      *text::MakeAnalyzer({"third_party/npm/node_modules/nodejieba/submodules/cppjieba/dict", {}});
  return *analyzer;
}

NewWords Find(const std::vector<std::string>& texts, NewWordOptions options = {}) {
  options.least_cohesion = std::min(options.least_cohesion, 2.0);  // the texts are short
  auto found = FindNewWords(
      [&](const std::function<bool(std::string_view)>& take) -> Result<void> {
        for (const std::string& text : texts) {
          if (!take(text)) break;
        }
        return {};
      },
      Shared(), options);
  EXPECT_TRUE(found);
  return *std::move(found);
}

std::vector<std::string> Words(const std::vector<std::string>& texts,
                               const NewWordOptions& options = {}) {
  std::vector<std::string> words;
  for (const NewWord& word : Find(texts, options).words) words.push_back(word.word);
  return words;
}

const std::vector<std::string> kTexts = {
    "我们用鲲龙箱装货，请把鲲龙箱交给仓库，旧鲲龙箱退回工厂。",
    "买了鲲龙箱以后，新鲲龙箱要登记；小鲲龙箱不登记。",
    "員工手冊說鯤龍箱很貴，因此鲲龙箱归员工保管。",
};

TEST(NewWords, FindsWhatBehavesLikeAWordAndIsInNoDictionary) {
  EXPECT_THAT(Words(kTexts), Contains("鲲龙箱"));
  EXPECT_THAT(Words(kTexts), Not(Contains("鲲龙")));
  EXPECT_THAT(Words(kTexts), Not(Contains("龙箱")));
  EXPECT_THAT(Words(kTexts), Not(Contains("员工")));
}

TEST(NewWords, CountsTraditionalCharactersWithSimplifiedOnes) {
  const std::vector<NewWord> words = Find(kTexts).words;
  const auto word = std::find_if(words.begin(), words.end(),
                                 [](const NewWord& one) { return one.word == "鲲龙箱"; });
  ASSERT_NE(word, words.end());
  EXPECT_EQ(word->count, 8U);
}

TEST(NewWords, WantsItThreeTimes) {
  EXPECT_THAT(Words({"用鲲龙箱装货，买鲲龙箱登记。"}), IsEmpty());
}

TEST(NewWords, TakesNothingFromRepeatedText) {
  EXPECT_THAT(Words(std::vector<std::string>(20, "本页故意留作空白鲲龙箱附页。")), IsEmpty());
}

TEST(NewWords, LooksNotOverASign) {
  EXPECT_THAT(Words({"买鲲，龙去；用鲲，龙来；丢鲲，龙跑；捡鲲，龙飞"}), Not(Contains("鲲龙")));
}

TEST(NewWords, SaysThatItReadNotEverything) {
  NewWordOptions options;
  options.most_characters = 20;
  const NewWords found = Find(kTexts, options);
  EXPECT_FALSE(found.all);
  EXPECT_EQ(found.characters, 20U);
  EXPECT_TRUE(Find(kTexts).all);
  EXPECT_TRUE(Find({}).all);
}

TEST(NewWords, DoesNotDependOnTheOrderOfTexts) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::vector<std::string> texts = kTexts;
  const auto words = Words(texts);
  for (int i = 0; i < 20; ++i) {
    std::shuffle(texts.begin(), texts.end(), random);
    EXPECT_EQ(Words(texts), words);
  }
}

TEST(NewWords, FailsAsItsTextsDo) {
  const auto found = FindNewWords(
      [](const auto&) -> Result<void> {
        return Error{ErrorCode::kUnavailable, "away"};
      },
      Shared());
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace wenyuan::search
