#include "wenyuan/gguf/header.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <set>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/gguf/facts.h"
#include "wenyuan/gguf/testing/bad_files.h"
#include "wenyuan/gguf/testing/memory_file.h"
#include "wenyuan/gguf/testing/raw_bytes.h"
#include "wenyuan/gguf/testing/raw_file.h"
#include "wenyuan/gguf/testing/toy_models.h"

namespace wenyuan::gguf {
namespace {

using testing::BadFile;
using testing::BadFiles;
using testing::MemoryFile;
using testing::Raw;
using testing::RawFile;

Result<Header> Read(const std::string& bytes) { return ReadHeader(MemoryFile(bytes), "m.gguf"); }

TEST(ReadHeader, SaysOfEveryBadFileWhatIsWrong) {
  const std::vector<BadFile> files = BadFiles();
  EXPECT_GE(files.size(), 150U);
  std::set<std::string> names;
  for (const BadFile& file : files) {
    SCOPED_TRACE(file.name);
    names.insert(file.name);
    const Result<Header> header = Read(file.bytes);
    if (header) {
      ADD_FAILURE() << "was taken for whole";
      continue;
    }
    EXPECT_EQ(header.error().code, ErrorCode::kCorruption);
    EXPECT_TRUE(header.error().message.starts_with("'m.gguf' is no whole GGUF model file: "));
    EXPECT_NE(header.error().message.find(file.complaint), std::string::npos)
        << header.error().message;
    EXPECT_TRUE(header.error().message_zh.starts_with("“m.gguf”不是完整的 GGUF 模型文件："));
    EXPECT_EQ(header.error().message_zh.find("it "), std::string::npos)
        << header.error().message_zh;
  }
}

TEST(ReadHeader, TakesTheFileThatTheBadOnesAreMadeFrom) {
  const Result<Header> header = Read(RawFile().Bytes());
  ASSERT_TRUE(header) << header.error().message;
  ASSERT_EQ(header->tensors.size(), 1U);
  EXPECT_EQ(header->tensors[0].bytes, 128U);
  EXPECT_EQ(header->tensors[0].offset, header->data_offset);
  EXPECT_EQ(header->data_offset % 32, 0U);
}

TEST(ReadHeader, ReadsEveryTypeOfValue) {
  RawFile file;
  file.Entry("u8", 0, Raw(std::uint8_t{200})).Entry("i8", 1, Raw(std::int8_t{-3}));
  file.Entry("u16", 2, Raw(std::uint16_t{60'000})).Entry("i16", 3, Raw(std::int16_t{-300}));
  file.Entry("u32", 4, Raw(4'000'000'000U)).Entry("i32", 5, Raw(-70'000));
  file.Entry("f32", 6, Raw(1.5F)).Entry("flag", 7, Raw(true)).Text("text", "文渊");
  file.Entry("u64", 10, Raw(std::uint64_t{1} << 63U)).Entry("i64", 11, Raw(std::int64_t{-1}));
  file.Entry("f64", 12, Raw(-2.25)).List("list", 5, 3, Raw(1) + Raw(-2) + Raw(3));
  const Result<Header> header = Read(file.Bytes());
  ASSERT_TRUE(header) << header.error().message;
  EXPECT_EQ(header->Find("u8")->AsCount(), 200U);
  EXPECT_EQ(header->Find("i8")->AsReal(), -3.0);
  EXPECT_EQ(header->Find("i8")->AsCount(), std::nullopt);
  EXPECT_EQ(header->Find("u16")->AsCount(), 60'000U);
  EXPECT_EQ(header->Find("i16")->AsReal(), -300.0);
  EXPECT_EQ(header->Find("u32")->AsCount(), 4'000'000'000U);
  EXPECT_EQ(header->Find("i32")->AsReal(), -70'000.0);
  EXPECT_EQ(header->Find("f32")->AsReal(), 1.5);
  EXPECT_EQ(header->Find("flag")->AsFlag(), true);
  EXPECT_EQ(header->Find("text")->AsText(), "文渊");
  EXPECT_EQ(header->Find("u64")->AsCount(), std::uint64_t{1} << 63U);
  EXPECT_EQ(header->Find("i64")->AsCount(), std::nullopt);
  EXPECT_EQ(header->Find("f64")->AsReal(), -2.25);
  EXPECT_EQ(header->Find("list")->numbers, (std::vector<double>{1, -2, 3}));
  EXPECT_EQ(header->Find("missing"), nullptr);
  EXPECT_EQ(header->Find(""), nullptr);
}

TEST(ReadHeader, HeedsAnotherAlignment) {
  RawFile file;
  file.Number("general.alignment", 128);
  file.weights = {{"a", {8}, 0, 0}, {"b", {8}, 0, 128}};
  file.data_bytes = 512;
  const Result<Header> header = Read(file.Bytes());
  ASSERT_TRUE(header) << header.error().message;
  EXPECT_EQ(header->data_offset % 128, 0U);
  EXPECT_EQ(header->tensors[1].offset, header->data_offset + 128);
}

TEST(ReadHeader, NeedsNoPaddingBehindTheLastWeight) {
  RawFile file;
  file.weights[0].shape = {31};
  file.data_bytes = 124;
  EXPECT_TRUE(Read(file.Bytes()));
}

TEST(ReadHeader, TakesAFileWithoutWeights) {
  RawFile file;
  file.weights.clear();
  file.data_bytes = 0;
  const Result<Header> header = Read(file.Bytes());
  ASSERT_TRUE(header) << header.error().message;
  EXPECT_TRUE(header->tensors.empty());
}

TEST(ReadHeader, ForgetsTheContentOfAVeryLongText) {
  RawFile file;
  file.Text("long", std::string(kLongestKeptText + 1, 'x')).Text("short", "y");
  const Result<Header> header = Read(file.Bytes());
  ASSERT_TRUE(header) << header.error().message;
  EXPECT_EQ(header->Find("long")->AsText(), std::nullopt);
  EXPECT_EQ(header->Find("long")->bytes, kLongestKeptText + 9);
  EXPECT_EQ(header->Find("short")->AsText(), "y");
}

TEST(ReadHeader, SaysWhenThereIsNoSuchFile) {
  const wenyuan::testing::TemporaryFolder folder;
  for (const auto& path : {folder.path() / "missing.gguf", folder.path()}) {
    const Result<Header> header = ReadHeader(path);
    ASSERT_FALSE(header);
    EXPECT_EQ(header.error().code, ErrorCode::kNotFound);
  }
}

TEST(ReadTexts, FindsTheTextsAtTheirPlaces) {
  const std::string bytes = testing::ToyLlama().Bytes();
  const Result<Header> header = Read(bytes);
  ASSERT_TRUE(header) << header.error().message;
  const Value* tokens = header->Find("tokenizer.ggml.tokens");
  const auto texts = ReadTexts(MemoryFile(bytes), *tokens, {0, 2, 2, 3, 1'000'000});
  ASSERT_TRUE(texts);
  EXPECT_EQ(*texts, (std::vector<std::string>{"<unk>", "</s>", "</s>", "<0x00>"}));
}

TEST(ReadHeader, NeitherDiesNorBelievesADamagedFile) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  const wenyuan::testing::TemporaryFolder folder;
  for (const testing::Writer& model : {testing::ToyDeepseek2(), testing::ToyBert()}) {
    const std::string whole = model.Bytes();
    const std::size_t head = Read(whole)->data_offset;
    for (int round = 0; round < 400; ++round) {
      std::string bytes = whole;
      for (unsigned i = random() % 4 + 1; i > 0; --i)
        bytes[random() % head] = static_cast<char>(random());
      if (random() % 4 == 0) bytes.resize(random() % bytes.size());
      const Result<Header> header = Read(bytes);
      if (!header) continue;
      for (const Tensor& tensor : header->tensors) {
        ASSERT_LE(tensor.offset + tensor.bytes, bytes.size());
      }
      const auto path = folder.path() / "m.gguf";
      std::ofstream(path, std::ios::binary) << bytes;
      if (const auto opened = OpenModel(path)) (void)Describe(*opened);
    }
  }
}

}  // namespace
}  // namespace wenyuan::gguf
