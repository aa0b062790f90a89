#include "wenyuan/parse_kit/compound_file.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "wenyuan/parse_kit/compound_kind.h"
#include "wenyuan/parse_kit/compound_writer.h"

namespace wenyuan::parse {
namespace {

CompoundNode Stream(std::string name, std::string content) {
  return {std::move(name), false, std::move(content), {}, {}};
}

CompoundNode Storage(std::string name, std::vector<CompoundNode> children) {
  return {std::move(name), true, {}, std::move(children), {}};
}

std::string Pattern(std::size_t bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(i * 7 + i / 251);
  return out;
}

TEST(CompoundFile, GivesBackStreamsOfEverySize) {
  std::vector<CompoundNode> streams;
  const std::size_t sizes[] = {0, 1, 63, 64, 65, 4095, 4096, 4097, 100'000, 8'000'000};
  for (const std::size_t size : sizes) {
    streams.push_back(Stream("s" + std::to_string(size), Pattern(size)));
  }
  const std::string bytes = WriteCompoundFile(
      Storage("", {Storage("inner", {Stream("文件", "within"), Storage("empty", {})}),
                   Storage("many", std::move(streams))}));
  auto file = CompoundFile::Open(bytes, "test");
  ASSERT_TRUE(file) << file.error().message;
  const auto many = file->Find("MANY");
  ASSERT_TRUE(many);
  for (const std::size_t size : sizes) {
    const auto content = file->ReadByName("s" + std::to_string(size), *many);
    ASSERT_TRUE(content);
    EXPECT_TRUE(*content == Pattern(size)) << size;
  }
  EXPECT_EQ(*file->ReadByName("文件", *file->Find("inner")), "within");
  EXPECT_EQ(*file->ReadByName("missing"), "");
  EXPECT_FALSE(file->Damaged());
}

TEST(CompoundFile, EndsAChainThatLoops) {
  std::string bytes = WriteCompoundFile(Storage("", {Stream("a", Pattern(5'000))}));
  // The stream is first: its last sector leads back to its first. The table is the last sector.
  const std::size_t table = bytes.size() - 512;
  bytes[table + 9 * 4] = bytes[table + 9 * 4 + 1] = bytes[table + 9 * 4 + 2] =
      bytes[table + 9 * 4 + 3] = 0;
  auto file = CompoundFile::Open(bytes, "test");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->ReadByName("a")->size(), 5'000U);
}

TEST(CompoundFile, SaysWhenAStreamIsCutShort) {
  const std::string content = Pattern(50'000);
  std::string bytes = WriteCompoundFile(Storage("", {Stream("a", content)}));
  const std::size_t table = bytes.size() - 512;
  bytes.replace(table + 10 * 4, 4, std::string("\xFE\xFF\xFF\xFF", 4));
  auto file = CompoundFile::Open(bytes, "test");
  ASSERT_TRUE(file);
  EXPECT_EQ(*file->ReadByName("a"), content.substr(0, 11 * 512));
  EXPECT_TRUE(file->Damaged());
}

TEST(CompoundFile, RefusesStreamsThatOverlapToMoreThanTheFile) {
  auto file = CompoundFile::Open("", "test");
  EXPECT_FALSE(file);
  const std::string bytes = WriteCompoundFile(Storage("", {Stream("a", Pattern(1'000'000))}));
  file = CompoundFile::Open(bytes, "test");
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->ReadByName("a"));
  EXPECT_TRUE(file->ReadByName("a"));
  EXPECT_TRUE(file->ReadByName("a"));
  const auto once_more = file->ReadByName("a");
  ASSERT_FALSE(once_more);
  EXPECT_EQ(once_more.error().code, ErrorCode::kTooLarge);
}

TEST(CompoundFile, SurvivesDamage) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const std::string bytes = WriteCompoundFile(Storage(
      "", {Stream("a", Pattern(9'000)), Storage("b", {Stream("c", "x"), Stream("d", "y")})}));
  for (int round = 0; round < 3'000; ++round) {
    std::string damaged = bytes;
    for (int i = 0; i < 6; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
    auto file = CompoundFile::Open(damaged, "test");
    if (!file) continue;
    for (std::size_t entry = 0; entry < file->Entries().size(); ++entry) {
      (void)file->Read(entry);
      for (const std::size_t child : file->Entries()[entry].children) {
        ASSERT_LT(child, file->Entries().size());
      }
    }
  }
}

TEST(KindOfCompound, LooksAtTheRootOnly) {
  EXPECT_EQ(KindOfCompound("plain"), CompoundKind::kNone);
  EXPECT_EQ(KindOfCompound(WriteCompoundFile(Storage("", {Stream("Workbook", "x")}))),
            CompoundKind::kExcel);
  EXPECT_EQ(
      KindOfCompound(WriteCompoundFile(Storage(
          "", {Storage("ObjectPool", {Stream("Workbook", "x")}), Stream("WordDocument", "x")}))),
      CompoundKind::kWord);
  EXPECT_EQ(KindOfCompound(WriteCompoundFile(Storage("", {Stream("other", "x")}))),
            CompoundKind::kOther);
}

}  // namespace
}  // namespace wenyuan::parse
