#include "wenyuan/eval/collection.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>

#include "wenyuan/base/testing/temporary_folder.h"

namespace wenyuan::eval {
namespace {

class Collection : public ::testing::Test {
 protected:
  std::filesystem::path Plain(const std::string& text) const {
    const std::filesystem::path path = folder_.path() / "file.jsonl";
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  std::filesystem::path Gzip(const std::string& text) const {
    const std::filesystem::path path = folder_.path() / "file.jsonl.gz";
    const gzFile file = gzopen(path.c_str(), "wb");
    gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
    gzclose(file);
    return path;
  }

  const testing::TemporaryFolder folder_;
};

constexpr const char* kCorpus =
    "{\"id\": \"a\", \"title\": \"标题\", \"text\": \"正文\", \"extra\": [1]}\r\n"
    "\n"
    "{\"id\": 17, \"text\": \"no title\"}";

TEST_F(Collection, ReadsACorpusPlainOrGzip) {
  for (const auto& path : {Plain(kCorpus), Gzip(kCorpus)}) {
    const auto corpus = ReadCorpus(path);
    ASSERT_TRUE(corpus) << corpus.error().message;
    ASSERT_EQ(corpus->size(), 2U);
    EXPECT_EQ((*corpus)[0].id, "a");
    EXPECT_EQ((*corpus)[0].title, "标题");
    EXPECT_EQ((*corpus)[0].text, "正文");
    EXPECT_EQ((*corpus)[1].id, "17");
    EXPECT_EQ((*corpus)[1].title, "");
  }
}

TEST_F(Collection, ReadsQueriesWithListsAndWithGrades) {
  const auto queries = ReadQueries(
      Plain("{\"id\":\"q1\",\"text\":\"?\",\"answers\":[\"x\",\"y\"],\"relevant\":[\"a\",\"b\"]}\n"
            "{\"id\":\"q2\",\"text\":\"?\",\"relevant\":{\"a\":2,\"b\":0}}\n"
            "{\"id\":\"q3\",\"text\":\"?\",\"answers\":null}\n"));
  ASSERT_TRUE(queries) << queries.error().message;
  EXPECT_EQ((*queries)[0].answers, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ((*queries)[0].relevant, (Grades{{"a", 1}, {"b", 1}}));
  EXPECT_EQ((*queries)[1].relevant, (Grades{{"a", 2}, {"b", 0}}));
  EXPECT_TRUE((*queries)[2].relevant.empty());
}

TEST_F(Collection, NamesTheLineThatIsWrong) {
  for (const char* const wrong :
       {"{", "[]", "{\"id\":\"a\"}", "{\"text\":\"a\"}", "{\"id\":\"a\",\"text\":{}}",
        "{\"id\":\"a\",\"text\":\"b\",\"relevant\":3}",
        "{\"id\":\"a\",\"text\":\"b\",\"relevant\":{\"a\":\"high\"}}",
        "{\"id\":\"a\",\"text\":\"b\",\"answers\":[[]]}"}) {
    const auto queries = ReadQueries(Plain("{\"id\":\"q\",\"text\":\"t\"}\n" + std::string(wrong)));
    ASSERT_FALSE(queries) << wrong;
    EXPECT_EQ(queries.error().code, ErrorCode::kInvalidArgument);
    EXPECT_NE(queries.error().message.find("line 2"), std::string::npos) << queries.error().message;
    EXPECT_NE(queries.error().message_zh.find("第 2 行"), std::string::npos);
  }
}

TEST_F(Collection, AMissingFileAndAFolderAreNotFound) {
  EXPECT_EQ(ReadCorpus(folder_.path() / "none").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ReadCorpus(folder_.path()).error().code, ErrorCode::kNotFound);
}

TEST_F(Collection, AGzipFileCutShortIsCorrupt) {
  std::string text;
  for (int i = 0; i < 2000; ++i) {
    text += "{\"id\":\"" + std::to_string(i * 7919 % 10007) + "\",\"text\":\"t\"}\n";
  }
  const auto path = Gzip(text);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  const auto corpus = ReadCorpus(path);
  ASSERT_FALSE(corpus);
  EXPECT_EQ(corpus.error().code, ErrorCode::kCorruption) << corpus.error().message;
}

}  // namespace
}  // namespace wenyuan::eval
