#include "wenyuan/eval/question_file.h"

#include <gtest/gtest.h>

namespace wenyuan::eval {
namespace {

constexpr std::size_t kMany = 1000;

TEST(QuestionLines, ReadTheCommonFormOfTestCollections) {
  const QuestionFile file = ReadQuestionLines(
      "\xEF\xBB\xBF{\"id\":7,\"text\":\"年假几天？\",\"answers\":[\"5 "
      "天\"],\"relevant\":[\"d1\",3]}\r\n"
      "\n"
      "{\"text\":\"b\",\"relevant\":{\"x\":2,\"y\":0},\"language\":\"en\"}\n"
      "{\"text\":\"c\",\"refuse\":true}\n"
      "{\"text\":\"d\",\"relevant\":[{\"document\":\"手册\",\"page\":12,\"grade\":3}]}",
      kMany);
  EXPECT_TRUE(file.problems.empty());
  ASSERT_EQ(file.questions.size(), 4U);
  EXPECT_EQ(file.questions[0].id, "7");
  EXPECT_EQ(file.questions[0].answers, std::vector<std::string>{"5 天"});
  EXPECT_EQ(file.questions[0].relevant, (std::vector<WantedDocument>{{"d1", 1, 0}, {"3", 1, 0}}));
  EXPECT_EQ(file.questions[1].line, 3U);
  EXPECT_EQ(file.questions[1].relevant, (std::vector<WantedDocument>{{"x", 2, 0}, {"y", 0, 0}}));
  EXPECT_TRUE(file.questions[2].must_refuse);
  EXPECT_EQ(file.questions[3].relevant, (std::vector<WantedDocument>{{"手册", 3, 12}}));
}

TEST(QuestionLines, SayOfEveryBrokenLineWhatIsWrong) {
  const QuestionFile file = ReadQuestionLines(
      "{\"text\":\"good\",\"relevant\":[\"d\"]}\n"
      "no json\n"
      "{\"id\":1}\n"
      "{\"text\":\"a\",\"answers\":\"b\"}\n"
      "{\"text\":\"a\",\"relevant\":{\"d\":\"high\"}}\n"
      "{\"text\":\"a\",\"relevant\":[{\"grade\":1}]}\n"
      "{\"text\":\"a\",\"refuse\":\"yes\"}\n",
      kMany);
  EXPECT_EQ(file.questions.size(), 1U);
  ASSERT_EQ(file.problems.size(), 6U);
  for (std::size_t i = 0; i < file.problems.size(); ++i) {
    EXPECT_EQ(file.problems[i].line, i + 2);
    EXPECT_FALSE(file.problems[i].message_zh.empty());
  }
}

TEST(QuestionLines, OneTooManyIsAProblem) {
  const std::string line = "{\"text\":\"a\",\"relevant\":[\"d\"]}\n";
  EXPECT_TRUE(ReadQuestionLines(line + line, 2).problems.empty());
  const QuestionFile file = ReadQuestionLines(line + line + line + line, 2);
  ASSERT_EQ(file.problems.size(), 1U);
  EXPECT_EQ(file.problems[0].line, 3U);
}

TEST(QuestionTable, ReadsQuotesBarsAndLineBreaks) {
  const QuestionFile file = ReadQuestionTable(
      "Question,documents,answers,refuse,pages\r\n"
      "\"Who, \"\"exactly\"\"?\nReally\",a.pdf | b\\|c.pdf,one|two,,3|\r\n"
      ",,,,\r\n"
      "What is not there?,,,是,\r\n",
      kMany);
  ASSERT_TRUE(file.problems.empty()) << file.problems[0].message;
  ASSERT_EQ(file.questions.size(), 2U);
  EXPECT_EQ(file.questions[0].text, "Who, \"exactly\"?\nReally");
  EXPECT_EQ(file.questions[0].relevant,
            (std::vector<WantedDocument>{{"a.pdf", 1, 3}, {"b|c.pdf", 1, 0}}));
  EXPECT_EQ(file.questions[0].answers, (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(file.questions[1].line, 5U) << "lines of the file, not records";
  EXPECT_TRUE(file.questions[1].must_refuse);
}

TEST(QuestionTable, ReadsSemicolonsAndTabs) {
  EXPECT_EQ(ReadQuestionTable("text;documents\na;d\n", kMany).questions.size(), 1U);
  EXPECT_EQ(ReadQuestionTable("text\tdocuments\na\td\n", kMany).questions[0].relevant[0].document,
            "d");
}

TEST(QuestionTable, SaysOfEveryBrokenLineWhatIsWrong) {
  const QuestionFile file = ReadQuestionTable(
      "text,documents,grades,refuse\n"
      "a,d,x,\n"
      "b,d,1|2,\n"
      "c,d,,perhaps\n"
      "d,d,1,,more\n"
      "e,d||f,,\n"
      "\"f,d\n",
      kMany);
  ASSERT_EQ(file.problems.size(), 6U);
  for (std::size_t i = 0; i < file.problems.size(); ++i) EXPECT_EQ(file.problems[i].line, i + 2);
  EXPECT_TRUE(file.questions.empty());
}

TEST(QuestionTable, TakesAHeaderInChinese) {
  const QuestionFile file = ReadQuestionTable(
      "问题,文档,答案,拒答\n年假几天,手册.docx,5 天,\n食堂老板是谁,,,是\n", kMany);
  ASSERT_TRUE(file.problems.empty()) << file.problems[0].message;
  ASSERT_EQ(file.questions.size(), 2U);
  EXPECT_EQ(file.questions[0].relevant[0].document, "手册.docx");
  EXPECT_TRUE(file.questions[1].must_refuse);
}

TEST(QuestionTable, WantsAHeaderItKnows) {
  for (const std::string header : {"a question,d\n", "text,relevance\n", "text,text\n"}) {
    const QuestionFile file = ReadQuestionTable(header + "x,y\n", kMany);
    ASSERT_FALSE(file.problems.empty()) << header;
    EXPECT_EQ(file.problems[0].line, 1U);
  }
  EXPECT_TRUE(ReadQuestionTable("", kMany).questions.empty());
}

TEST(QuestionFiles, AreReadBackAsTheyWereWritten) {
  std::vector<QuestionLine> questions(3);
  questions[0].id = "q,1";
  questions[0].text = "两行\n“引号” \"and\" commas, too";
  questions[0].relevant = {{"a|b.pdf", 1, 0}, {"d_2", 3, 7}};
  questions[0].answers = {"一", "a|b"};
  questions[0].language = "zh";
  questions[1].text = "refused?";
  questions[1].must_refuse = true;
  questions[2].text = "plain";
  questions[2].relevant = {{"d", 0, 0}, {"e", 1, 0}};
  for (const bool csv : {true, false}) {
    const QuestionFile file = csv ? ReadQuestionTable(WriteQuestionTable(questions), kMany)
                                  : ReadQuestionLines(WriteQuestionLines(questions), kMany);
    ASSERT_TRUE(file.problems.empty()) << file.problems[0].message;
    ASSERT_EQ(file.questions.size(), questions.size());
    for (std::size_t i = 0; i < questions.size(); ++i) {
      EXPECT_EQ(file.questions[i].id, questions[i].id);
      EXPECT_EQ(file.questions[i].text, questions[i].text);
      EXPECT_EQ(file.questions[i].relevant, questions[i].relevant);
      EXPECT_EQ(file.questions[i].answers, questions[i].answers);
      EXPECT_EQ(file.questions[i].must_refuse, questions[i].must_refuse);
      EXPECT_EQ(file.questions[i].language, questions[i].language);
    }
  }
}

}  // namespace
}  // namespace wenyuan::eval
