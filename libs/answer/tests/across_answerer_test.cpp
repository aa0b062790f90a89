#include <gmock/gmock.h>

#include <cmath>

#include "across/literals.h"
#include "fixtures.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/llm/embedder.h"

namespace wenyuan::answer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const char* const kQuestion = "How many days of annual leave do employees have?";
const char* const kLeave = "员工每年享有15天带薪年假。";

// Only what is said of annual leave is near a question.
class LeaveEmbedder final : public llm::Embedder {
 public:
  Result<llm::EmbedderInfo> Info(Deadline) const override { return llm::EmbedderInfo{}; }
  Result<llm::Embeddings> Embed(llm::TextKind kind, std::span<const std::string> texts,
                                Deadline) const override {
    ++asked;
    if (away) return Error{ErrorCode::kUnavailable, "away"};
    llm::Embeddings made;
    made.dimension = 2;
    for (const std::string& text : texts) {
      const bool near = text.find("年假") != std::string::npos;
      const float cosine = kind == llm::TextKind::kQuery ? 1 : near ? .95F : .75F;
      made.values.push_back(cosine);
      made.values.push_back(std::sqrt(1 - cosine * cosine));
    }
    return made;
  }
  bool away = false;
  mutable int asked = 0;
};

search::Hit Near(const std::string& title, const std::string& text, double similarity) {
  search::Hit hit = TextHit(title, text, 0);
  hit.similarity = similarity;
  return hit;
}

class AcrossAnswererTest : public testing::Test {
 protected:
  Answer Ask(const std::string& question, std::vector<search::Hit> hits) {
    const FixedSearcher searcher(std::move(hits));
    const auto same = MakeExtractiveAnswerer(SharedAnalyzer(), searcher);
    const auto across = MakeAcrossLanguagesAnswerer(SharedAnalyzer(), embedder_, *same);
    Question asked;
    asked.text = question;
    auto answer = across->Ask(asked, {}, [this](const Sentence& sentence) {
      told_.push_back(sentence.text);
      return true;
    });
    EXPECT_TRUE(answer);
    return answer ? *std::move(answer) : Answer{};
  }

  const std::vector<search::Hit> chinese_ = {
      Near("手册", std::string("办公楼八点开门。") + kLeave + "访客须登记。", .88),
      Near("安全", "厂区内禁止吸烟。进入车间须戴安全帽。", .79)};
  LeaveEmbedder embedder_;
  std::vector<std::string> told_;
};

TEST_F(AcrossAnswererTest, QuotesASentenceInAnotherLanguage) {
  const Answer answer = Ask(kQuestion, chinese_);
  ASSERT_FALSE(answer.refused);
  ASSERT_EQ(answer.sentences.size(), 1U);
  EXPECT_EQ(answer.sentences[0].text, kLeave);
  EXPECT_EQ(answer.sentences[0].citations.at(0).quote, kLeave);
  EXPECT_EQ(answer.sentences[0].citations.at(0).title, "手册");
  EXPECT_THAT(answer.sentences[0].spans, IsEmpty());
  EXPECT_EQ(answer.text, kLeave);
  EXPECT_GT(answer.answerability, .5);
  EXPECT_LE(answer.answerability, 1);
  EXPECT_THAT(told_, ElementsAre(kLeave));
}

TEST_F(AcrossAnswererTest, RefusesWhatIsNotNear) {
  const Answer answer =
      Ask("Who designed the bridge?", {chinese_[1], Near("食堂", "食堂十二点供餐。", .79)});
  EXPECT_TRUE(answer.refused);
  EXPECT_THAT(told_, IsEmpty());
}

TEST_F(AcrossAnswererTest, RefusesWhileTheEmbedderIsAway) {
  embedder_.away = true;
  EXPECT_TRUE(Ask(kQuestion, chinese_).refused);
}

TEST_F(AcrossAnswererTest, OnlyLooksAtWhatWasFoundByMeaningInAnotherLanguage) {
  std::vector<search::Hit> by_words = chinese_;
  for (search::Hit& hit : by_words) hit.similarity.reset();
  EXPECT_TRUE(Ask(kQuestion, by_words).refused);
  EXPECT_TRUE(Ask("月球背面的温度是多少？", chinese_).refused);
  EXPECT_EQ(embedder_.asked, 0);
}

TEST_F(AcrossAnswererTest, LeavesWhatIsAnsweredInOneLanguageAlone) {
  std::vector<search::Hit> hits = chinese_;
  hits.push_back(TextHit("Handbook", "Employees have 20 days of annual leave."));
  const Answer answer = Ask(kQuestion, hits);
  EXPECT_EQ(answer.sentences.at(0).citations.at(0).title, "Handbook");
  EXPECT_EQ(embedder_.asked, 0);
}

TEST_F(AcrossAnswererTest, APassageWithoutTheCodeIsAboutSomethingElse) {
  EXPECT_TRUE(Ask("How many days of leave does rule HR-9087 give?", chinese_).refused);
}

TEST_F(AcrossAnswererTest, WhatTwoDocumentsSayAlikeIsNoRivalOfItself) {
  std::vector<search::Hit> hits = chinese_;
  hits.insert(hits.begin() + 1, Near("制度", "带薪年假为每年15天，由员工申请。", .88));
  const Answer answer = Ask(kQuestion, hits);
  ASSERT_FALSE(answer.refused);
  EXPECT_EQ(answer.sentences.size(), 2U);
}

TEST_F(AcrossAnswererTest, ASharedCodeAloneIsNoAnswer) {
  const search::Hit rule = Near("Rules", "Rule HR-9087 was written by the personnel office.", .9);
  const search::Hit other = Near("Gates", "The gates of all plants open at eight.", .79);
  EXPECT_TRUE(Ask("HR-9087规定的年假有几天？", {rule, other}).refused);
  EXPECT_TRUE(Ask("What penalty does HR-9087 lay down?", {rule, other}).refused);
  EXPECT_FALSE(Ask("Who has written rule HR-9087?", {rule, other}).refused);
}

TEST_F(AcrossAnswererTest, ASentenceThatNamesAnotherCodeIsOfAnotherThing) {
  const auto quotes_leave = [this](const std::string& code) {
    const Answer answer =
        Ask("How many days of leave does HR-9087 give?",
            {Near("规定", "HR-9087适用于全体员工。" + code + "给予的年假为十五天。", .88),
             chinese_[1]});
    return answer.text.find("年假") != std::string::npos;
  };
  EXPECT_TRUE(quotes_leave("HR-9087"));
  EXPECT_FALSE(quotes_leave("HR-9078"));
}

TEST_F(AcrossAnswererTest, StopsWhenAsked) {
  const FixedSearcher searcher(chinese_);
  const auto same = MakeExtractiveAnswerer(SharedAnalyzer(), searcher);
  const auto across = MakeAcrossLanguagesAnswerer(SharedAnalyzer(), embedder_, *same);
  Question asked;
  asked.text = kQuestion;
  const auto answer = across->Ask(asked, {}, [](const Sentence&) { return false; });
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::kCancelled);
}

TEST(Literals, AreWhatTwoLanguagesWriteAlike) {
  EXPECT_THAT(LiteralsIn("PPR-9087在2024年由Siemens生产。"),
              ElementsAre("2024", "ppr-9087", "siemens"));
  EXPECT_THAT(LiteralsOfQuestion("When did Siemens ship the PPR-9087?"),
              ElementsAre("ppr-9087", "siemens"));
  EXPECT_THAT(LiteralsOfQuestion("iphone何时发布？"), ElementsAre("iphone"));
  EXPECT_DOUBLE_EQ(ShareIn({"2024", "siemens"}, LiteralsIn("2024年")), .5);
  EXPECT_DOUBLE_EQ(ShareIn({}, LiteralsIn("2024年")), 0);
}

TEST(Literals, CodesHaveLettersAndDigitsAndCanBeLeftOut) {
  EXPECT_THAT(CodesIn("PPR-9087在2024年由Siemens生产"), ElementsAre("ppr-9087"));
  EXPECT_EQ(WithoutCodes("ppr-9087的重量，PPR-9087-A 除外。", {"ppr-9087"}),
            "的重量，PPR-9087-A 除外。");
  EXPECT_EQ(WithoutCodes("重量", {}), "重量");
}

}  // namespace
}  // namespace wenyuan::answer
