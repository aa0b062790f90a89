#include "wenyuan/ingest/chunker.h"

#include <gtest/gtest.h>

#include "wenyuan/parse/wire.h"

namespace wenyuan::ingest {
namespace {

using parse::BlockKind;

parse::Block Text(BlockKind kind, std::string text, std::uint8_t level = 0) {
  parse::Block block;
  block.kind = kind;
  block.level = level;
  block.text = std::move(text);
  return block;
}

parse::Document Of(std::vector<parse::Block> blocks) {
  parse::Document document;
  document.blocks = std::move(blocks);
  return document;
}

parse::Block TableOf(const std::vector<std::vector<std::string>>& rows) {
  parse::Block block;
  block.kind = BlockKind::kTable;
  block.table.rows = static_cast<std::uint32_t>(rows.size());
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    block.table.columns = static_cast<std::uint32_t>(rows[row].size());
    for (std::uint32_t column = 0; column < rows[row].size(); ++column) {
      parse::TableCell cell;
      cell.row = row;
      cell.column = column;
      cell.header = row == 0;
      cell.text = rows[row][column];
      block.table.cells.push_back(cell);
    }
  }
  return block;
}

TEST(Chunker, EstimatesOneTokenForAHanCharacterAndAThirdMoreForAWord) {
  EXPECT_EQ(EstimateTokens("文渊阁"), 3U);
  EXPECT_EQ(EstimateTokens("one two three"), 4U);
  EXPECT_EQ(EstimateTokens(""), 0U);
}

TEST(Chunker, JoinsShortParagraphsOfOneSection) {
  const auto chunks =
      CutChunks(Of({Text(BlockKind::kHeading, "休假", 1), Text(BlockKind::kParagraph, "年假五天。"),
                    Text(BlockKind::kParagraph, "病假另计。")}),
                {});
  ASSERT_EQ(chunks.size(), 1U);
  EXPECT_EQ(chunks[0].text, "年假五天。\n病假另计。");
  EXPECT_EQ(chunks[0].heading_path, "休假");
  EXPECT_EQ(chunks[0].block_begin, 1U);
  EXPECT_EQ(chunks[0].block_end, 3U);
}

TEST(Chunker, NeverJoinsTwoSections) {
  const auto chunks =
      CutChunks(Of({Text(BlockKind::kHeading, "第一章", 1), Text(BlockKind::kHeading, "年假", 2),
                    Text(BlockKind::kParagraph, "五天。"), Text(BlockKind::kHeading, "病假", 2),
                    Text(BlockKind::kParagraph, "另计。"), Text(BlockKind::kHeading, "第二章", 1),
                    Text(BlockKind::kParagraph, "薪酬。")}),
                {});
  ASSERT_EQ(chunks.size(), 3U);
  EXPECT_EQ(chunks[0].heading_path, "第一章 > 年假");
  EXPECT_EQ(chunks[1].heading_path, "第一章 > 病假");
  EXPECT_EQ(chunks[2].heading_path, "第二章");
}

TEST(Chunker, AHeadingWithNothingBelowIsAPassage) {
  const auto chunks = CutChunks(Of({Text(BlockKind::kHeading, "会议时间：周一九点", 1),
                                    Text(BlockKind::kHeading, "地点：三号楼", 1)}),
                                {});
  ASSERT_EQ(chunks.size(), 2U);
  EXPECT_EQ(chunks[0].text, "会议时间：周一九点");
  EXPECT_EQ(chunks[1].text, "地点：三号楼");
}

TEST(Chunker, CutsALongParagraphAtSentenceEnds) {
  std::string paragraph;
  for (int i = 0; i < 60; ++i) paragraph += "这一句话正好有十二个汉字长度。";
  const auto chunks = CutChunks(Of({Text(BlockKind::kParagraph, paragraph)}), {});
  ASSERT_GT(chunks.size(), 2U);
  std::string joined;
  for (const auto& chunk : chunks) {
    EXPECT_LE(EstimateTokens(chunk.text), ChunkerOptions().max_tokens);
    EXPECT_TRUE(chunk.text.ends_with("。")) << chunk.text;
    joined += chunk.text;
  }
  EXPECT_EQ(joined, paragraph);
}

TEST(Chunker, CutsASentenceTooLongForOneChunkAtCharacters) {
  std::string text;
  for (int i = 0; i < 1'000; ++i) text += "文";
  const auto chunks = CutChunks(Of({Text(BlockKind::kParagraph, text)}), {});
  std::string joined;
  for (const auto& chunk : chunks) {
    EXPECT_LE(EstimateTokens(chunk.text), ChunkerOptions().max_tokens);
    joined += chunk.text;
  }
  EXPECT_EQ(joined, text);
}

TEST(Chunker, SpansMoveWithTheirText) {
  parse::Block first = Text(BlockKind::kParagraph, "甲乙");
  first.spans = {{0, 6, {2, 10, 20, 30, 40}}};
  parse::Block second = Text(BlockKind::kParagraph, "丙丁");
  second.spans = {{3, 6, {3, 1, 2, 3, 4}}};
  const auto chunks = CutChunks(Of({first, second}), {});
  ASSERT_EQ(chunks.size(), 1U);
  ASSERT_EQ(chunks[0].spans.size(), 2U);
  EXPECT_EQ(chunks[0].text.substr(chunks[0].spans[1].begin,
                                  chunks[0].spans[1].end - chunks[0].spans[1].begin),
            "丁");
  EXPECT_EQ(chunks[0].page, 2U);
}

TEST(Chunker, ATableChunkRepeatsItsHeaderAndNeverCutsARow) {
  std::vector<std::vector<std::string>> rows = {{"型号", "单价"}};
  for (int i = 0; i < 200; ++i) {
    rows.push_back({"PPR-" + std::to_string(1000 + i), std::to_string(i) + " 元"});
  }
  const auto chunks = CutChunks(Of({Text(BlockKind::kCaption, "表 1 价目"), TableOf(rows)}), {});
  ASSERT_GT(chunks.size(), 2U);
  std::size_t seen = 0;
  for (const auto& chunk : chunks) {
    if (chunk.table.empty()) continue;  // the caption is a passage of its own as well
    EXPECT_TRUE(chunk.text.starts_with("表 1 价目\n型号 | 单价\n")) << chunk.text;
    const auto table = parse::DecodeTable(chunk.table);
    ASSERT_TRUE(table);
    EXPECT_TRUE(table->cells[0].header);
    seen += table->rows - 1;
  }
  EXPECT_EQ(seen, 200U);
}

TEST(Chunker, ATableKeepsItsUnitItsTitleAndTheHeadingOfItsRows) {
  std::vector<std::vector<std::string>> rows = {{"项目", "2025年"}, {"收入：", ""}};
  for (int i = 0; i < 120; ++i) rows.push_back({"产品" + std::to_string(i), "1"});
  const auto chunks =
      CutChunks(Of({Text(BlockKind::kParagraph, "利润表"), Text(BlockKind::kPageHeader, "内部资料"),
                    Text(BlockKind::kParagraph, "单位：万元"), TableOf(rows)}),
                {});
  std::size_t tables = 0;
  for (const auto& chunk : chunks) {
    if (chunk.table.empty()) continue;
    ++tables;
    EXPECT_TRUE(chunk.text.starts_with("利润表\n单位：万元\n项目 | 2025年\n收入：")) << chunk.text;
  }
  EXPECT_GT(tables, 1U);
}

TEST(Chunker, PageHeadersAreNotSearched) {
  const auto chunks = CutChunks(
      Of({Text(BlockKind::kPageHeader, "内部资料"), Text(BlockKind::kParagraph, "正文。")}), {});
  ASSERT_EQ(chunks.size(), 1U);
  EXPECT_EQ(chunks[0].text, "正文。");
}

}  // namespace
}  // namespace wenyuan::ingest
