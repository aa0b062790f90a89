#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "dictionaries.h"
#include "wenyuan/base/files.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/text/analyzer.h"
#include "wenyuan/text/word_lists.h"

namespace wenyuan::text {
namespace {

using ::testing::HasSubstr;

class SynonymsTest : public ::testing::Test {
 protected:
  void Use(std::string_view lines) {
    ASSERT_TRUE(WriteAtomically(PosixFileSystem(), path_, lines));
    ASSERT_TRUE(analyzer_->ReloadUserDictionary());
  }

  float Weight(std::string_view question, std::string_view term) {
    for (const QueryTerm& found : analyzer_->Query(question).terms) {
      if (found.term == term) return found.weight;
    }
    return 0;
  }

  wenyuan::testing::TemporaryFolder folder_;
  std::filesystem::path path_ = folder_.path() / "synonyms.txt";
  std::unique_ptr<Analyzer> analyzer_ = *MakeAnalyzer({DictionaryFolder(), {}, path_});
};

TEST_F(SynonymsTest, AsksForTheOthersOfAGroupWithLessWeight) {
  Use("# 假期\n电脑，计算机, computer\n");
  EXPECT_FLOAT_EQ(Weight("电脑坏了", "计算机"), 0.6F);
  EXPECT_FLOAT_EQ(Weight("电脑坏了", "comput"), 0.6F * 0.7F);
  EXPECT_FLOAT_EQ(Weight("My computers are slow", "电脑"), 0.6F);
  EXPECT_FLOAT_EQ(Weight("電腦坏了", "计算机"), 0.6F);
  EXPECT_FLOAT_EQ(Weight("电脑坏了", "电脑"), 1);
  EXPECT_EQ(Weight("桌子坏了", "计算机"), 0);
}

TEST_F(SynonymsTest, LooksForThoseOnTheRightOfAnArrowAlone) {
  Use("HR, people team => 人力资源, 人事\n");
  EXPECT_GT(Weight("ask HR about it", "人事"), 0);
  EXPECT_GT(Weight("the People-Team knows", "人事"), 0);
  EXPECT_EQ(Weight("人事部", "hr"), 0);
  EXPECT_EQ(Weight("people of the team", "人事"), 0);
}

TEST_F(SynonymsTest, AsksForTheWordsOfAPhraseWithLessWeightStill) {
  Use("年假, annual leave\n");
  EXPECT_FLOAT_EQ(Weight("annual leave", "年假"), 0.5F * 0.6F);
  EXPECT_FLOAT_EQ(Weight("年假", "leave"), 0.5F * 0.4F);
}

TEST_F(SynonymsTest, TakesTheLongestPhrase) {
  Use("人工, manual\n人工智能, ai\n");
  EXPECT_GT(Weight("人工智能的历史", "ai"), 0);
  EXPECT_EQ(Weight("人工智能的历史", "manual"), 0);
}

TEST_F(SynonymsTest, TakesWholeWordsOnly) {
  Use("生命, life\nart, 艺术\n");
  EXPECT_EQ(Weight("研究生命题", "life"), 0);
  EXPECT_EQ(Weight("artificial", "艺术"), 0);
  EXPECT_GT(Weight("热爱生命", "life"), 0);
}

TEST_F(SynonymsTest, LeavesQuotedTextAndIdentifiersAlone) {
  Use("电脑, 计算机\nppr, 采购申请\nwell, 水井\n");
  EXPECT_EQ(Weight("“电脑”坏了", "计算机"), 0);
  EXPECT_EQ(Weight("+电脑 坏了", "计算机"), 0);
  EXPECT_EQ(Weight("坏了 -电脑", "计算机"), 0);
  EXPECT_EQ(Weight("title:电脑", "计算机"), 0);
  EXPECT_EQ(Weight("PPR-9087", "采购"), 0);
  EXPECT_GT(Weight("ppr 流程", "采购"), 0);
}

TEST_F(SynonymsTest, AddABoundedNumberOfTerms) {
  std::string lines;
  std::string question;
  for (int i = 0; i < 200; ++i) {
    const std::string number = std::to_string(i);
    lines += "alpha" + number + ", beta" + number + ", gamma" + number + "\n";
    question += "alpha" + number + " ";
  }
  Use(lines);
  EXPECT_LE(analyzer_->Query(question).terms.size(), 200U * 2 + 128);
}

TEST_F(SynonymsTest, NameABrokenLineAndKeepTheOldOnes) {
  Use("电脑, 计算机\n");
  for (const char* broken :
       {"好, 佳\n一个词\n", "好, 佳\n，，\n", "好, 佳\na => b => c\n", "好, 佳\n => b\n",
        "好, 佳\n\xFF, b\n", "好, 佳\na, !!\n", "好, 佳\na,,b\n"}) {
    ASSERT_TRUE(WriteAtomically(PosixFileSystem(), path_, broken));
    const auto result = analyzer_->ReloadUserDictionary();
    ASSERT_FALSE(result) << broken;
    EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(result.error().message, HasSubstr("line 2 "));
    EXPECT_THAT(result.error().message, HasSubstr(path_.string()));
    EXPECT_THAT(result.error().message_zh, HasSubstr("第 2 行"));
    EXPECT_GT(Weight("电脑", "计算机"), 0);
  }
}

TEST(WordLists, TellEveryBrokenLine) {
  std::vector<LineProblem> problems;
  EXPECT_EQ(
      ReadWordLines("\uFEFF好词 3 n\r\n，，\n# x\n\n" + std::string(80, 'x') + "\nB超", problems)
          .size(),
      2U);
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[0].line, 2U);
  EXPECT_EQ(problems[1].line, 5U);
}

}  // namespace
}  // namespace wenyuan::text
