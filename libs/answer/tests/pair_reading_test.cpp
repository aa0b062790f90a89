#include "evidence/pair_reading.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "evidence/sentence_ranker.h"
#include "fixtures.h"
#include "wenyuan/answer/answerer.h"

namespace wenyuan::answer {
namespace {

constexpr Language kEnglish = Language::kEnglish;
constexpr const char* kPump =
    "The pump was painted by the pump team in spring. The pump lifts 40 litres a minute. "
    "Clean the pump after use. The pump stands beside the second pump.";

Answer Ask(const std::string& question, std::vector<search::Hit> hits, const llm::Reranker* model) {
  const FixedSearcher searcher(std::move(hits));
  const auto answerer = MakeExtractiveAnswerer(SharedAnalyzer(), searcher, {}, {model});
  Question asked;
  asked.text = question;
  asked.threshold = 0;
  auto answer = answerer->Ask(asked, {}, [](const Sentence&) { return true; });
  EXPECT_TRUE(answer) << answer.error().message;
  return answer ? *std::move(answer) : Answer{};
}

TEST(PairReading, ASentenceThatTheModelKnowsToAnswerComesFirst) {
  KnowingReranker model;
  model.scores = {{"40 litres", 6.0F}};
  const Answer with = Ask("What does the pump team's pump do?", {TextHit("pump", kPump)}, &model);
  ASSERT_FALSE(with.sentences.empty());
  EXPECT_EQ(with.sentences[0].text, "The pump lifts 40 litres a minute.");
  const Answer without =
      Ask("What does the pump team's pump do?", {TextHit("pump", kPump)}, nullptr);
  ASSERT_FALSE(without.sentences.empty());
  EXPECT_NE(without.sentences[0].text, with.sentences[0].text);
}

TEST(PairReading, TheModelIsGivenTheTitleWithEachSentence) {
  const KnowingReranker model;
  Ask("What does the pump lift?", {TextHit("pump", kPump)}, &model);
  ASSERT_EQ(model.read.size(), 4U);
  for (const std::string& text : model.read) EXPECT_TRUE(text.starts_with("pump\n")) << text;
}

TEST(PairReading, NothingChangesWhileTheModelIsAwayOrSaysNonsense) {
  const std::string question = "What does the pump lift?";
  const Answer without = Ask(question, {TextHit("pump", kPump)}, nullptr);
  KnowingReranker away;
  away.failure = Error{ErrorCode::kUnavailable, "away"};
  KnowingReranker nonsense;
  nonsense.scores = {{"pump", std::numeric_limits<float>::quiet_NaN()}};
  for (const KnowingReranker* model : {&away, &nonsense}) {
    const Answer with = Ask(question, {TextHit("pump", kPump)}, model);
    EXPECT_EQ(with.text, without.text);
    EXPECT_EQ(with.answerability, without.answerability);
    EXPECT_FALSE(model->read.empty());
  }
}

TEST(PairReading, ASentenceThatLeansIsReadWithTheOneBeforeIt) {
  const KnowingReranker model;
  Ask("What does the kit hold?", {TextHit("kit", "Take the kit of the north. It holds two rings.")},
      &model);
  ASSERT_FALSE(model.read.empty());
  EXPECT_NE(std::find(model.read.begin(), model.read.end(),
                      "kit\nTake the kit of the north. It holds two rings."),
            model.read.end());
}

TEST(PairReading, WhatLacksACodeThatIsAskedAboutIsNotChosenBeforeWhatHasIt) {
  KnowingReranker model;
  model.scores = {{"spring", 9.0F}, {"rings", -2.0F}};
  const Answer answer = Ask("What does the kit PRP-9087 hold?",
                            {TextHit("spare parts", "The kit of the pump holds a spring."),
                             TextHit("kits", "The kit PRP-9087 holds two rings.")},
                            &model);
  ASSERT_FALSE(answer.sentences.empty());
  EXPECT_EQ(answer.sentences[0].text, "The kit PRP-9087 holds two rings.");
}

TEST(PairReading, RowsOfATableAreNotRead) {
  const KnowingReranker model;
  const Rows rows = {{"machine", "litres a minute"}, {"pump A", "40"}, {"pump B", "60"}};
  const Answer answer =
      Ask("How many litres a minute has pump B?", {TableHit("pumps", "", rows)}, &model);
  EXPECT_TRUE(model.read.empty());
  EXPECT_NE(answer.text.find("60"), std::string::npos);
}

TEST(WithPairScores, AddUpToOneAndLeaveARowItsPlaceBesideTheBestSentence) {
  Evidence evidence;
  evidence.candidates.resize(3);
  evidence.candidates[2].row = 1;
  const std::vector<double> chances = {0.5, 0.3, 0.2};
  const std::vector<double> read = WithPairScores(evidence, chances, {-4.0, 4.0, std::nullopt});
  EXPECT_NEAR(read[0] + read[1] + read[2], 1, 1e-12);
  EXPECT_GT(read[1], read[0]);
  EXPECT_GT(read[1], read[2]);  // as the likeliest sentence was before
  const std::vector<double> row_first =
      WithPairScores(evidence, {0.3, 0.2, 0.5}, {-4.0, 4.0, std::nullopt});
  EXPECT_GT(row_first[2], row_first[1]);
  EXPECT_EQ(WithPairScores(evidence, chances, PairScores(3)), chances);
}

TEST(WithPairScore, RaisesAndLowersWhatMayBeAndLeavesWhatCannot) {
  EXPECT_GT(WithPairScore(0.5, 8.0, kEnglish), WithPairScore(0.5, 0.0, kEnglish));
  EXPECT_LT(WithPairScore(0.5, -8.0, kEnglish), WithPairScore(0.5, 0.0, kEnglish));
  EXPECT_EQ(WithPairScore(0, 8.0, kEnglish), 0);
  EXPECT_EQ(WithPairScore(0.4, std::nullopt, kEnglish), 0.4);
  EXPECT_TRUE(std::isfinite(WithPairScore(1, -8.0, kEnglish)));
}

}  // namespace
}  // namespace wenyuan::answer
