#include "wenyuan/text/other_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dictionaries.h"
#include "everyday_words.h"
#include "wenyuan/base/files.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::text {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class OtherWordsTest : public ::testing::Test {
 protected:
  std::vector<std::string> OthersOf(const std::string& question, const std::string& word) {
    for (const OtherWords& found : InOtherWords(*analyzer_, question)) {
      if (question.substr(found.begin, found.end - found.begin) == word) return found.others;
    }
    return {};
  }

  wenyuan::testing::TemporaryFolder folder_;
  std::filesystem::path path_ = folder_.path() / "synonyms.txt";
  std::unique_ptr<Analyzer> analyzer_ = *MakeAnalyzer({DictionaryFolder(), {}, path_});
};

TEST_F(OtherWordsTest, KnowsWhatEverydayWordsAreCalled) {
  EXPECT_THAT(OthersOf("午饭时间多长？", "午饭"), Contains("午餐"));
  EXPECT_THAT(OthersOf("CF-450多重？", "多重"), Contains("质量"));
  EXPECT_THAT(OthersOf("How heavy is the pump?", "How heavy"), Contains("weight"));
  EXPECT_THAT(InOtherWords(*analyzer_, "HX-300"), IsEmpty());
}

TEST_F(OtherWordsTest, AWordWithinAWordIsNone) {
  EXPECT_THAT(OthersOf("the shipped costume", "cost"), IsEmpty());
}

TEST_F(OtherWordsTest, TheHousesOwnComeBeforeOurs) {
  ASSERT_TRUE(WriteAtomically(PosixFileSystem(), path_, "午饭, 工作餐\n"));
  ASSERT_TRUE(analyzer_->ReloadUserDictionary());
  EXPECT_THAT(OthersOf("午饭时间多长？", "午饭"), ElementsAre("工作餐"));
}

TEST(EverydayWordsTest, EveryLineIsRead) {
  const std::vector<SynonymLine> lines = EverydayWords();
  EXPECT_GT(lines.size(), 200U);
  for (const SynonymLine& line : lines) {
    EXPECT_TRUE(!line.looked_for.empty() || line.words.size() > 1) << line.words.front();
  }
}

}  // namespace
}  // namespace wenyuan::text
