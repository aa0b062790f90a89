#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>

#include "dictionaries.h"
#include "wenyuan/base/files.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::text {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class UserDictionary : public ::testing::Test {
 protected:
  void Write(std::string_view words) {
    ASSERT_TRUE(WriteAtomically(PosixFileSystem(), path_, words));
  }

  std::vector<std::string> Terms(std::string_view text) {
    std::vector<std::string> terms;
    for (const Token& token : analyzer_->Tokens(text)) terms.push_back(token.term);
    return terms;
  }

  void Load() { analyzer_ = *MakeAnalyzer({DictionaryFolder(), path_}); }

  wenyuan::testing::TemporaryFolder folder_;
  std::filesystem::path path_ = folder_.path() / "words.txt";
  std::unique_ptr<Analyzer> analyzer_;
};

TEST_F(UserDictionary, MayBeAbsent) {
  Load();
  EXPECT_THAT(Terms("文渊阁知识库"), Not(Contains("文渊阁知识库")));
}

TEST_F(UserDictionary, IsReadAgain) {
  Load();
  Write("# 我们的词\n文渊阁知识库\n\nB超检查 3 n\r\n");
  EXPECT_TRUE(analyzer_->ReloadUserDictionary());
  EXPECT_THAT(Terms("使用文渊阁知识库"),
              ::testing::IsSupersetOf({"文渊阁知识库", "渊阁", "知识库"}));
  EXPECT_THAT(Terms("做了Ｂ超檢查。"), Contains("b超检查"));
  Write("");
  EXPECT_TRUE(analyzer_->ReloadUserDictionary());
  EXPECT_THAT(Terms("使用文渊阁知识库"), Not(Contains("文渊阁知识库")));
}

TEST_F(UserDictionary, NamesABrokenLineAndKeepsTheOldWords) {
  Write("文渊阁知识库\n");
  Load();
  for (const char* broken : {"好词\n\xFF\xFE\n", "好词\n，，\n"}) {
    Write(broken);
    const auto result = analyzer_->ReloadUserDictionary();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(result.error().message, HasSubstr("line 2"));
    EXPECT_THAT(result.error().message, HasSubstr(path_.string()));
    EXPECT_THAT(result.error().message_zh, HasSubstr("第 2 行"));
    EXPECT_THAT(Terms("文渊阁知识库"), Contains("文渊阁知识库"));
  }
}

TEST_F(UserDictionary, IsSwappedUnderReaders) {
  Write("文渊阁知识库\n");
  Load();
  std::atomic<bool> stop = false;
  std::thread reader([&] {
    while (!stop) EXPECT_THAT(Terms("文渊阁知识库"), Contains("知识库"));
  });
  for (int i = 0; i < 20; ++i) {
    Write(i % 2 == 0 ? "文渊阁\n" : "文渊阁知识库\n");
    EXPECT_TRUE(analyzer_->ReloadUserDictionary());
  }
  stop = true;
  reader.join();
}

}  // namespace
}  // namespace wenyuan::text
