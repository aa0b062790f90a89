#include <gmock/gmock.h>

#include "fixtures.h"
#include "question/question_parts.h"
#include "wenyuan/answer/answerer.h"

namespace wenyuan::answer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Answer Ask(const std::string& question, std::vector<search::Hit> hits) {
  const FixedSearcher searcher(std::move(hits));
  Question asked;
  asked.text = question;
  auto answer =
      MakeExtractiveAnswerer(SharedAnalyzer(), searcher)->Ask(asked, {}, [](const Sentence&) {
        return true;
      });
  EXPECT_TRUE(answer);
  return answer ? *std::move(answer) : Answer{};
}

TEST(QuestionParts, AreClausesThatAskForThemselves) {
  EXPECT_THAT(ReadParts("试用期多长，由谁批准？").parts,
              ElementsAre("试用期多长？", "试用期由谁批准？"));
  EXPECT_THAT(ReadParts("What is the deposit and when is it paid back?").parts,
              ElementsAre("What is the deposit?", "when is it paid back?"));
}

TEST(QuestionParts, OneQuestionStaysOne) {
  for (const char* question :
       {"《和平协议》是谁签订的？", "生产和销售部门的经理是谁？", "在2020年，公司搬到了哪里？",
        "What are terms and conditions?", "Who signed the search and rescue treaty?", "", "？"}) {
    EXPECT_THAT(ReadParts(question).parts, IsEmpty()) << question;
  }
}

TEST(QuestionParts, NameWhatIsCompared) {
  const QuestionParts each = ReadParts("甲型泵和乙型泵的保修期各是多久？");
  EXPECT_THAT(each.things, ElementsAre("甲型泵", "乙型泵"));
  EXPECT_EQ(each.aspect, "保修期");
  EXPECT_THAT(each.parts, ElementsAre("甲型泵的保修期是多久？", "乙型泵的保修期是多久？"));
  EXPECT_THAT(ReadParts("年假与病假有什么区别？").things, ElementsAre("年假", "病假"));
  EXPECT_THAT(ReadParts("Compare the Silver tier and the Gold tier.").things,
              ElementsAre("Silver tier", "Gold tier"));
  EXPECT_THAT(ReadParts("What is the difference between model A and model B?").things,
              ElementsAre("model A", "model B"));
}

TEST(PartsAnswerer, AnswersEachPartWithItsProof) {
  const Answer answer =
      Ask("甲型泵和乙型泵的保修期分别是多久？",
          {TextHit("甲", "甲型泵的保修期是两年。"), TextHit("乙", "乙型泵的保修期是三年。")});
  ASSERT_FALSE(answer.refused);
  ASSERT_EQ(answer.sentences.size(), 2U);
  EXPECT_EQ(answer.sentences[0].citations.at(0).title, "甲");
  EXPECT_EQ(answer.sentences[1].citations.at(0).title, "乙");
  ASSERT_TRUE(answer.comparison);
  EXPECT_THAT(answer.comparison->documents, ElementsAre("甲型泵", "乙型泵"));
  ASSERT_EQ(answer.comparison->rows.size(), 1U);
  EXPECT_EQ(answer.comparison->rows[0].aspect, "保修期");
}

TEST(PartsAnswerer, PutsTheRowsOfATableSideBySide) {
  const search::Hit table = TableHit(
      "服务", "",
      {{"级别", "响应时间", "可用率"}, {"银级", "4小时", "99.5%"}, {"金级", "30分钟", "99.9%"}});
  const Answer answer = Ask("银级和金级有什么区别？", {table});
  ASSERT_TRUE(answer.comparison);
  ASSERT_EQ(answer.comparison->rows.size(), 2U);
  EXPECT_EQ(answer.comparison->rows[0].aspect, "响应时间");
  ASSERT_TRUE(answer.comparison->rows[0].cells.at(1));
  EXPECT_EQ(answer.comparison->rows[0].cells[1]->cell->value, "30分钟");
  EXPECT_EQ(answer.sentences.size(), 4U);
}

TEST(PartsAnswerer, ASentenceThatNamesBothComparesThemItself) {
  const std::string both = "The PPR-9087 is a pressure regulator, the PPR-9078 is a relief valve.";
  const Answer answer =
      Ask("What is the difference between PPR-9087 and PPR-9078?",
          {TextHit("FAQ", both), TextHit("Manual",
                                         "Do not confuse the PPR-9087 with the PPR-9078, "
                                         "which is a pilot-operated relief valve.")});
  ASSERT_FALSE(answer.refused);
  EXPECT_FALSE(answer.comparison);
  EXPECT_EQ(answer.sentences.at(0).text, both);
}

TEST(PartsAnswerer, ComparesNothingThatIsNotThere) {
  EXPECT_TRUE(Ask("木星和土星有什么区别？", {TextHit("员工手册", "年假有十天。", 2)}).refused);
}

}  // namespace
}  // namespace wenyuan::answer
