#include "rewording/rewording.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixtures.h"
#include "wenyuan/answer/rewording_answerer.h"

namespace wenyuan::answer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

search::Hit DataSheet() {
  return TableHit("CF-450轴流风机说明书", "技术参数",
                  {{"参数", "数值"}, {"额定功率", "1.1 kW"}, {"质量", "42 kg"}, {"噪声", "68 dB"}});
}

std::vector<std::string> Ways(const std::string& question, std::vector<search::Hit> hits) {
  return Rewordings(SharedAnalyzer(), question, text::InOtherWords(SharedAnalyzer(), question),
                    hits, 3);
}

class CountingAnswerer final : public Answerer {
 public:
  explicit CountingAnswerer(const Answerer& answerer) : answerer_(answerer) {}
  Result<Answer> Ask(const Question& question, const access::Asker& asker,
                     const AnswerEvents& events) const override {
    ++asked;
    return answerer_.Ask(question, asker, events);
  }
  mutable int asked = 0;

 private:
  const Answerer& answerer_;
};

Answer Ask(const std::string& question, std::vector<search::Hit> hits) {
  const FixedSearcher searcher(std::move(hits));
  const auto by_words = MakeExtractiveAnswerer(SharedAnalyzer(), searcher);
  Question asked;
  asked.text = question;
  auto answer = MakeRewordingAnswerer(SharedAnalyzer(), searcher, *by_words)->Ask(asked, {}, {});
  EXPECT_TRUE(answer);
  return answer ? *std::move(answer) : Answer{};
}

TEST(RewordingTest, TakesTheWordsOfThePassage) {
  EXPECT_THAT(Ways("CF-450多重？", {DataSheet()}), ElementsAre("CF-450质量是多少？"));
  EXPECT_THAT(Ways("CF-450是多少千瓦的？", {DataSheet()}),
              ElementsAre("CF-450功率是多少？", "CF-450额定功率是多少？"));
  EXPECT_THAT(
      Ways("How heavy is the probe?", {TextHit("Probe", "The weight of the probe is 2 kg.")}),
      ElementsAre("what weight is the probe?"));
}

TEST(RewordingTest, LeavesWhatThePassageSaysItself) {
  EXPECT_THAT(Ways("午饭几点？", {TextHit("手册", "午饭时间为12点，午餐免费。")}), IsEmpty());
  EXPECT_THAT(Ways("装配线谁来弄？", {TextHit("纪要", "何立群负责装配线照明的改造。")}),
              ElementsAre("装配线谁负责？"));
}

TEST(RewordingAnswererTest, AnswersInTheDocumentsWordsAndSaysSo) {
  const Answer answer = Ask("CF-450多重？", {DataSheet()});
  ASSERT_FALSE(answer.refused);
  EXPECT_THAT(answer.text, HasSubstr("42"));
  EXPECT_EQ(answer.understood, "CF-450质量是多少？");
}

TEST(RewordingAnswererTest, AnotherThingStaysRefused) {
  EXPECT_TRUE(Ask("CF-550多重？", {DataSheet()}).refused);
  EXPECT_TRUE(Ask("CF-450多宽？", {DataSheet()}).refused);
}

TEST(RewordingAnswererTest, OtherWordsAskForTheSameKindOfThing) {
  EXPECT_TRUE(Ask("How much does the Duo cost?",
                  {TextHit("Duo", "The rate of the Duo is 25 beats in a minute.")})
                  .refused);
}

TEST(RewordingAnswererTest, ARefusalTakesOneMoreSearchAndThreeTries) {
  const FixedSearcher searcher({DataSheet()});
  const auto by_words = MakeExtractiveAnswerer(SharedAnalyzer(), searcher);
  CountingAnswerer counting(*by_words);
  Question asked;
  asked.text = "CF-550是多少千瓦的，多重，吵不吵？";
  const auto answer =
      MakeRewordingAnswerer(SharedAnalyzer(), searcher, counting)->Ask(asked, {}, {});
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->refused);
  EXPECT_GT(counting.asked, 1);
  EXPECT_LE(counting.asked, 4);
  counting.asked = 0;
  ASSERT_TRUE(
      MakeRewordingAnswerer(SharedAnalyzer(), searcher, counting, std::chrono::milliseconds(0))
          ->Ask(asked, {}, {}));
  EXPECT_EQ(counting.asked, 1);
}

TEST(RewordingAnswererTest, WhatWordsAnswerIsNotAskedAgain) {
  const Answer answer = Ask("CF-450的质量是多少？", {DataSheet()});
  EXPECT_FALSE(answer.refused);
  EXPECT_EQ(answer.understood, "");
}

}  // namespace
}  // namespace wenyuan::answer
