#include "wenyuan/ingest/cleaner.h"

#include <gtest/gtest.h>

namespace wenyuan::ingest {
namespace {

parse::Block Paragraph(std::string text, std::uint32_t page = 0) {
  parse::Block block;
  block.text = std::move(text);
  block.page = page;
  return block;
}

TEST(Cleaner, SpansStillNameTheirWordsAfterNormalising) {
  parse::Document document;
  parse::Block block = Paragraph("ＡＢ\u200B文渊");
  const auto at = static_cast<std::uint32_t>(block.text.find("文渊"));
  block.spans = {{at, at + 6, {1, 0, 0, 1, 1}}};
  document.blocks = {block};
  Clean(document, {});
  const TextSpan& span = document.blocks[0].spans.at(0);
  EXPECT_EQ(document.blocks[0].text, "AB文渊");
  EXPECT_EQ(document.blocks[0].text.substr(span.begin, span.end - span.begin), "文渊");
}

TEST(Cleaner, ALineThatRecursOnMostPagesBecomesAPageHeader) {
  parse::Document document;
  for (std::uint32_t page = 1; page <= 5; ++page) {
    document.blocks.push_back(Paragraph("文渊机械 内部资料", page));
    document.blocks.push_back(Paragraph("正文 " + std::string(page, 'x') + " 各不相同", page));
    document.blocks.push_back(Paragraph("第 " + std::to_string(page) + " 页 共 5 页", page));
  }
  const CleanReport report = Clean(document, {});
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const bool running = i % 3 != 1;
    EXPECT_EQ(document.blocks[i].kind == parse::BlockKind::kPageHeader, running)
        << document.blocks[i].text;
  }
  EXPECT_NE(std::find(report.begin(), report.end(),
                      std::pair<std::string, std::size_t>("repeated_lines", 10)),
            report.end());
}

TEST(Cleaner, TheTitleThatPagesRepeatStays) {
  parse::Document document;
  for (std::uint32_t page = 1; page <= 5; ++page) {
    document.blocks.push_back(Paragraph("年度审计报告", page));
    document.blocks.push_back(Paragraph("正文" + std::string(page, 'x'), page));
  }
  document.blocks[0].kind = parse::BlockKind::kHeading;
  Clean(document, {});
  EXPECT_EQ(document.blocks[0].kind, parse::BlockKind::kHeading);
  EXPECT_EQ(document.blocks[2].kind, parse::BlockKind::kPageHeader);
}

TEST(Cleaner, OfFormsOneAPageOnlyWhatIsTheSameRecurs) {
  parse::Document document;
  for (std::uint32_t page = 1; page <= 4; ++page) {
    const std::string number = std::to_string(page);
    document.blocks.push_back(Paragraph("设备巡检记录", page));
    document.blocks.push_back(
        Paragraph("第" + number + "号泵的额定压力为" + number + ".5兆帕", page));
    document.blocks.push_back(Paragraph("第 " + number + " 页", page));
  }
  Clean(document, {});
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const bool running = i % 3 == 2 || (i % 3 == 0 && i > 0);
    EXPECT_EQ(document.blocks[i].kind == parse::BlockKind::kPageHeader, running)
        << document.blocks[i].text;
  }
}

TEST(Cleaner, CopiesOfOnePageAreFoundOnce) {
  parse::Document document;
  for (std::uint32_t page = 1; page <= 3; ++page) {
    document.blocks.push_back(Paragraph("请在此签字", page));
  }
  Clean(document, {});
  EXPECT_EQ(document.blocks[0].kind, parse::BlockKind::kParagraph);
  EXPECT_EQ(document.blocks[1].kind, parse::BlockKind::kPageHeader);
}

TEST(Cleaner, TwoPagesAreTooFewToCallALineRepeated) {
  parse::Document document;
  for (std::uint32_t page = 1; page <= 2; ++page) {
    document.blocks.push_back(Paragraph("同一行", page));
  }
  Clean(document, {});
  EXPECT_EQ(document.blocks[0].kind, parse::BlockKind::kParagraph);
}

TEST(Cleaner, ARuleThatIsOffChangesNothing) {
  parse::Document document;
  document.blocks = {Paragraph("ＡＢ"), Paragraph("  ")};
  CleanRules rules;
  rules.normalise = {false, false, false, false};
  rules.empty_blocks = false;
  EXPECT_TRUE(Clean(document, rules).empty());
  EXPECT_EQ(document.blocks[0].text, "ＡＢ");
  EXPECT_EQ(document.blocks.size(), 2U);
}

}  // namespace
}  // namespace wenyuan::ingest
