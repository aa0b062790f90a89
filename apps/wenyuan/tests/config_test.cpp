#include "config.h"

#include <gtest/gtest.h>

#include "wenyuan/base/files.h"
#include "wenyuan/base/testing/temporary_folder.h"

namespace wenyuan::app {
namespace {

class ConfigFile : public ::testing::Test {
 protected:
  Result<Config> Read(const std::string& text) {
    Config config;
    EXPECT_TRUE(WriteAtomically(PosixFileSystem(), folder_.path() / "c.toml", text));
    WY_CHECK(ReadConfigFile(folder_.path() / "c.toml", config));
    return config;
  }
  std::string ErrorOf(const std::string& text) {
    const auto config = Read(text);
    return config ? "no error" : config.error().message;
  }
  std::string ChineseErrorOf(const std::string& text) {
    const auto config = Read(text);
    return config ? "no error" : config.error().message_zh;
  }

 private:
  const testing::TemporaryFolder folder_;
};

TEST_F(ConfigFile, SetsWhatItNamesAndLeavesTheRest) {
  const auto config = Read("[server]\nport = 9000\nallowed_hosts = [\"kb.example\"]\n");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->port, 9000);
  EXPECT_EQ(config->allowed_hosts, std::vector<std::string>{"kb.example"});
  EXPECT_EQ(config->workers, Config().workers);
}

TEST_F(ConfigFile, AnUnknownKeyIsRefusedWithTheNearestKnown) {
  EXPECT_NE(ErrorOf("[server]\nprot = 1\n").find("did you mean 'port'"), std::string::npos);
  EXPECT_NE(ErrorOf("[servr]\nport = 1\n").find("did you mean 'server'"), std::string::npos);
}

TEST_F(ConfigFile, AWrongTypeOrRangeNamesTheLineAndWhatIsAllowed) {
  EXPECT_NE(ErrorOf("[server]\nport = \"x\"\n").find("line 2: server.port must be a whole number"),
            std::string::npos);
  EXPECT_NE(ErrorOf("[server]\nport = 65536\n").find("to 65535"), std::string::npos);
  EXPECT_NE(ErrorOf("[log]\nlevel = \"loud\"\n").find("\"warning\""), std::string::npos);
}

TEST_F(ConfigFile, ACleaningRuleCanBeSwitchedOff) {
  EXPECT_FALSE(Read("[clean]\nnfkc = false\n")->clean.normalise.nfkc);
  EXPECT_NE(ErrorOf("[clean]\nnfkc = 0\n").find("true or false"), std::string::npos);
}

TEST_F(ConfigFile, TheRerankerIsOursUntilAnotherIsNamedAndReadsAnswersAlone) {
  EXPECT_EQ(Read("")->reranker.reranker, "auto");
  EXPECT_EQ(Read("")->rerank_hits, 0U);
  EXPECT_EQ(Read("")->read_together, std::chrono::milliseconds(500));
  EXPECT_EQ(Read("[search]\nrerank_hits = 10\n")->rerank_hits, 10U);
  EXPECT_EQ(Read("[answers]\nread_together_ms = 0\n")->read_together.count(), 0);
  const auto config = Read(
      "[models]\nreranker = \"http://host:1/v1\"\nreranker_model = \"m\"\n"
      "[search]\nrerank_budget_ms = 800\n");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->reranker.reranker, "http://host:1/v1");
  EXPECT_EQ(config->reranker.model, "m");
  EXPECT_EQ(config->rerank_budget, std::chrono::milliseconds(800));
  EXPECT_NE(ErrorOf("[search]\nrerank_budget_ms = 0\n").find("from 50 to 60000"),
            std::string::npos);
}

TEST_F(ConfigFile, WhatWordsRefuseIsRefusedUntilMeaningIsToldToLook) {
  EXPECT_FALSE(Read("")->by_meaning);
  EXPECT_TRUE(Read("[answers]\nby_meaning = true\n")->by_meaning);
}

TEST_F(ConfigFile, WordsChooseWhatAModelReadsUntilAttentionIsToldTo) {
  EXPECT_FALSE(Read("")->compress_by_attention);
  EXPECT_FALSE(Read("[answers]\ncompression = \"words\"\n")->compress_by_attention);
  EXPECT_TRUE(Read("[answers]\ncompression = \"attention\"\n")->compress_by_attention);
  EXPECT_NE(ErrorOf("[answers]\ncompression = \"guess\"\n").find("\"attention\""),
            std::string::npos);
}

TEST_F(ConfigFile, ASyntaxErrorNamesItsLine) {
  EXPECT_NE(ErrorOf("[server]\nport =\n").find("line 2"), std::string::npos);
}

TEST_F(ConfigFile, WhatIsWrongIsSaidInChineseToo) {
  EXPECT_NE(ChineseErrorOf("[server]\nport = 65536\n")
                .find("第 2 行：server.port 必须是 0 到 65535 之间的整数"),
            std::string::npos);
  EXPECT_NE(ChineseErrorOf("[server]\nprot = 1\n").find("没有设置项“prot”；是不是“port”？"),
            std::string::npos);
  EXPECT_NE(ChineseErrorOf("[log]\nlevel = \"loud\"\n").find("\"warning\" 或 \"error\""),
            std::string::npos);
  EXPECT_NE(ChineseErrorOf("server = 1\n").find("必须写成小节"), std::string::npos);
  EXPECT_NE(ChineseErrorOf("[server]\nport =\n").find("第 2 行不符合 TOML 语法"),
            std::string::npos);
}

}  // namespace
}  // namespace wenyuan::app
