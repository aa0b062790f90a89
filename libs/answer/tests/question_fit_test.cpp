#include "generated/question_fit.h"

#include <gmock/gmock.h>

#include "fixtures.h"
#include "generated/proof.h"

namespace wenyuan::answer {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class QuestionFitTest : public ::testing::Test {
 protected:
  Proof Prove(std::string_view passage, std::string_view question, std::string_view statement) {
    const std::vector<search::Hit> hits = {TextHit("Title", std::string(passage))};
    const std::size_t named[] = {0};
    return Prover(SharedAnalyzer(), hits, nullptr, question, {&reranker_}).Prove(statement, named);
  }
  void SetUp() override { reranker_.failure = Error{ErrorCode::kUnavailable, "away"}; }

  KnowingReranker reranker_;
};

TEST_F(QuestionFitTest, WhatBreaksOffIsNotShown) {
  constexpr std::string_view kPassage =
      "This activity, which raised funds, helped the group. The judge of the court is O. Hill.";
  EXPECT_EQ(Prove(kPassage, "What helped the group?", "This activity,").why, "it breaks off");
  EXPECT_THAT(Prove(kPassage, "Who is the judge?", "The judge of the court is").citations,
              IsEmpty());
  EXPECT_EQ(Prove(kPassage, "What helped the group?", "This activity raised funds, as").why,
            "it breaks off");
  EXPECT_THAT(Prove(kPassage, "Who is the judge?", "The judge of the court is O. Hill.").citations,
              SizeIs(1));
}

TEST_F(QuestionFitTest, OneOfTheThingsToBeAddedIsNotTheirSum) {
  constexpr std::string_view kPassage = "茅某某销售假冒“新百伦”商品的金额为人民币100万元。";
  constexpr std::string_view kStatement = "茅某某销售假冒“新百伦”商品的金额为100万元。";
  EXPECT_THAT(Prove(kPassage, "茅某某销售假冒商品的总金额是多少？", kStatement).citations,
              IsEmpty());
  EXPECT_THAT(Prove(kPassage, "茅某某销售“新百伦”商品的金额是多少？", kStatement).citations,
              SizeIs(1));
}

TEST_F(QuestionFitTest, ANumberIsOfTheKindThatWasAskedFor) {
  constexpr std::string_view kPassage = "Symptoms have persisted for 2 days with vomiting.";
  EXPECT_THAT(Prove(kPassage, "How many bases were used for the diagnosis?", "2").citations,
              IsEmpty());
  EXPECT_THAT(Prove(kPassage, "For how many days have symptoms persisted?", "2").citations,
              SizeIs(1));
  EXPECT_THAT(Prove("The drought hit 1,160,000 acres of forest.", "How many areas were hit?",
                    "1,160,000 acres")
                  .citations,
              IsEmpty());
  constexpr std::string_view kFish = "体长为体高的17.3倍；体长可达19.7公分。";
  EXPECT_THAT(Prove(kFish, "它的体长是多少？", "体长为体高的17.3倍。").citations, IsEmpty());
  EXPECT_THAT(Prove(kFish, "它的体长是体高的多少倍？", "体长为体高的17.3倍。").citations,
              SizeIs(1));
}

TEST_F(QuestionFitTest, HowItIsDoneIsNotAnsweredByTheQuestion) {
  constexpr std::string_view kPassage =
      "公司通过培训提升员工满意度。培训包括在线课程和导师计划，员工满意度因此提高。";
  constexpr std::string_view kQuestion = "公司是如何通过培训提升员工满意度的？";
  EXPECT_THAT(Prove(kPassage, kQuestion, "公司通过培训提升员工满意度。").citations, IsEmpty());
  EXPECT_THAT(Prove(kPassage, kQuestion, "培训包括在线课程和导师计划。").citations, SizeIs(1));
}

TEST_F(QuestionFitTest, WhatTheRerankerTakesForSomethingElseIsNotShown) {
  constexpr std::string_view kPassage = "The pump lifts forty litres of water every single minute.";
  constexpr std::string_view kQuestion = "What does the pump lift?";
  reranker_.failure.reset();
  EXPECT_EQ(Prove(kPassage, kQuestion, kPassage).why,
            "it or the passage speaks of something else than the question");
  reranker_.scores = {{"forty litres", 4.0F}};
  EXPECT_THAT(Prove(kPassage, kQuestion, kPassage).citations, SizeIs(1));
}

TEST_F(QuestionFitTest, AListOfValuesIsShownWhereItsSentenceSurelyAnswers) {
  constexpr std::string_view kPassage =
      "The works are called Alpha Tower, Beta Tower and Gamma Tower.";
  constexpr std::string_view kValues = "Alpha Tower, Beta Tower and Gamma Tower.";
  reranker_.failure.reset();
  reranker_.scores = {{"are called", 4.0F}};
  EXPECT_THAT(Prove(kPassage, "What are the works called?", kValues).citations, SizeIs(1));
  reranker_.scores = {{"are called", 2.0F}};
  EXPECT_THAT(Prove(kPassage, "What are the works called?", kValues).citations, IsEmpty());
}

TEST_F(QuestionFitTest, AnAnswerFromWhatIsNoneSaysMoreThanThat) {
  constexpr std::string_view kPassage = "The pump lifts forty litres of water every single minute.";
  reranker_.failure.reset();
  reranker_.scores = {{"lifts forty", -1.0F}};
  EXPECT_THAT(Prove(kPassage, "Which pump lifts most?", kPassage).citations, SizeIs(1));
  reranker_.scores = {{"lifts forty", -1.0F}, {"water each minute", 4.0F}};
  EXPECT_THAT(
      Prove(kPassage, "Which pump lifts most?", "The pump lifts forty litres of water each minute.")
          .citations,
      IsEmpty());
}

TEST_F(QuestionFitTest, WordsAloneDecideWhileTheRerankerIsAway) {
  constexpr std::string_view kPassage = "The pump lifts forty litres of water every single minute.";
  EXPECT_THAT(Prove(kPassage, "What does the pump lift?", kPassage).citations, SizeIs(1));
}

}  // namespace
}  // namespace wenyuan::answer
