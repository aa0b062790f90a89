#include "question/question_type.h"

#include <gmock/gmock.h>

namespace wenyuan::answer {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(QuestionType, ReadsTheWordsThatAskInBothScriptsAndInEnglish) {
  EXPECT_THAT(TypesOf("合同什么时候到期？"), ElementsAre(QuestionType::kTime));
  EXPECT_THAT(TypesOf("合約什麼時候到期？"), ElementsAre(QuestionType::kTime));
  EXPECT_THAT(TypesOf("When does it expire?"), ElementsAre(QuestionType::kTime));
  EXPECT_THAT(TypesOf("有多少名员工？"), ElementsAre(QuestionType::kNumber));
  EXPECT_THAT(TypesOf("Who signs the invoice?"), ElementsAre(QuestionType::kPerson));
  EXPECT_THAT(TypesOf("为什么退货？"), ElementsAre(QuestionType::kReason));
  EXPECT_THAT(TypesOf("服务台在哪里？"), ElementsAre(QuestionType::kPlace));
}

TEST(QuestionType, IsNoneForAStatement) { EXPECT_THAT(TypesOf("年假天数"), IsEmpty()); }

TEST(QuestionType, DoesNotFindAWordInsideAnother) {
  EXPECT_THAT(TypesOf("Is the whole set whosesome?"), IsEmpty());
}

TEST(QuestionType, KnowsWhatAnAnswerNeeds) {
  EXPECT_TRUE(Fits(QuestionType::kTime, "合同于5月到期。"));
  EXPECT_TRUE(Fits(QuestionType::kTime, "二〇二五年生效"));
  EXPECT_TRUE(Fits(QuestionType::kTime, "应当在十五个工作日内提交"));
  EXPECT_FALSE(Fits(QuestionType::kTime, "合同已经签订。"));
  EXPECT_TRUE(Fits(QuestionType::kNumber, "共三名"));
  EXPECT_FALSE(Fits(QuestionType::kNumber, "没有说明"));
  EXPECT_TRUE(Fits(QuestionType::kPerson, "It was signed by Ada Lovelace."));
  EXPECT_FALSE(Fits(QuestionType::kPerson, "It was signed yesterday."));
}

TEST(QuestionWords, AreBlankedByteForByte) {
  EXPECT_EQ(WithoutQuestionWords("谁的公司"), std::string(6, ' ') + "公司");
  EXPECT_EQ(WithoutQuestionWords("What is new"), "     is new");
}

TEST(QuestionWords, StayInWordsThatDoNotAsk) {
  EXPECT_EQ(WithoutQuestionWords("几何图形"), "几何图形");
  EXPECT_EQ(WithoutQuestionWords("任何部门"), "任何部门");
}

TEST(QuestionWords, AreFoundWithTheirPlaces) {
  const auto found = InterrogativesIn("口号是什么");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].begin, 9U);
  EXPECT_EQ(found[0].end, 15U);
}

}  // namespace
}  // namespace wenyuan::answer
