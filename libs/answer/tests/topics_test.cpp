#include "topics.h"

#include <gtest/gtest.h>

namespace wenyuan::answer {
namespace {

search::Hit HitWith(const std::string& path, const std::string& title = {},
                    const std::string& file = {}) {
  search::Hit hit;
  hit.chunk.heading_path = path;
  hit.document.title = title;
  hit.document.source_name = file;
  return hit;
}

std::string TopicOf(const search::Hit& hit) {
  const std::vector<std::string> topics = TopicsOf({hit});
  return topics.empty() ? "" : topics.front();
}

TEST(Topics, AreTheLastHeadingsThatSaySomething) {
  EXPECT_EQ(TopicOf(HitWith("员工手册 > 休假 > 年假", "员工手册")), "年假");
  EXPECT_EQ(TopicOf(HitWith("员工手册 > 休假 > 3.2", "员工手册")), "休假");
  EXPECT_EQ(TopicOf(HitWith("Travel > Table 4", "Handbook")), "Travel");
  EXPECT_EQ(TopicOf(HitWith("第 3 页", "差旅制度")), "差旅制度");
  EXPECT_EQ(TopicOf(HitWith("第一章 总则", "安全生产管理规定")), "安全生产管理规定");
  EXPECT_EQ(TopicOf(HitWith("Sheet1", "", "hr/travel_rates_2024.xlsx")), "travel rates 2024");
}

TEST(Topics, AreHeadingsWithoutTheirNumbers) {
  EXPECT_EQ(TopicOf(HitWith("第六章 保密与信息安全")), "保密与信息安全");
  EXPECT_EQ(TopicOf(HitWith("3.2 Parental leave")), "Parental leave");
  EXPECT_EQ(TopicOf(HitWith("一、报销")), "报销");
  EXPECT_EQ(TopicOf(HitWith("12 Travel")), "Travel");
  EXPECT_EQ(TopicOf(HitWith("2025 budget")), "2025 budget");
  EXPECT_EQ(TopicOf(HitWith("第一季度经营评审")), "第一季度经营评审");
  EXPECT_EQ(TopicOf(HitWith("一般规定")), "一般规定");
}

TEST(Topics, OfAMailAreItsSubjectWithoutWhatItAnswers) {
  EXPECT_EQ(TopicOf(HitWith("", "Re: AW: [EXT] Office move")), "Office move");
  EXPECT_EQ(TopicOf(HitWith("", "回复：转发: 关于差旅标准的说明")), "关于差旅标准的说明");
  EXPECT_EQ(TopicOf(HitWith("", "Regarding leave")), "Regarding leave");
  EXPECT_EQ(TopicOf(HitWith("", "Re:", "mail/0017.eml")), "");
}

TEST(Topics, OfAFileAreItsNameWithoutFoldersAndEnding) {
  EXPECT_EQ(TopicOf(HitWith("", "", "制度/差旅报销办法.docx")), "差旅报销办法");
  EXPECT_EQ(TopicOf(HitWith("", "差旅报销办法.docx", "制度/差旅报销办法.docx")), "差旅报销办法");
  EXPECT_EQ(TopicOf(HitWith("", "Microsoft Word - Leave policy.doc", "x.pdf")), "Leave policy");
  EXPECT_EQ(TopicOf(HitWith("", "", "v1.2 release notes.md")), "v1.2 release notes");
}

TEST(Topics, AreNoCodesNumbersAndNamesOfNothing) {
  for (const char* const name : {"8f3c2d1a-77b0-4c1e.pdf", "IMG_20240131_1200.jpg", "scan 0007.pdf",
                                 "12.txt", "新建文档(2).docx", "微信图片_2024.png", "untitled.md",
                                 "=?utf-8?B?5beu?=", "扫描件3.pdf", "copy of 3.doc"}) {
    EXPECT_EQ(TopicOf(HitWith("", "", name)), "") << name;
  }
  EXPECT_EQ(TopicOf(HitWith("", "", "DeepSeek-R1.pdf")), "DeepSeek-R1");
  EXPECT_EQ(TopicOf(HitWith("", "", "ISO 27001.pdf")), "ISO 27001");
}

TEST(Topics, AreAtMostFiveShortOnesEachOnce) {
  std::vector<search::Hit> hits;
  for (const char* const name : {"甲章", "甲章", "乙章", "丙章", "丁章", "戊章", "己章"}) {
    hits.push_back(HitWith(name));
  }
  EXPECT_EQ(TopicsOf(hits), (std::vector<std::string>{"甲章", "乙章", "丙章", "丁章", "戊章"}));
  std::string name;
  for (int i = 0; i < 50; ++i) name += "长";
  EXPECT_EQ(TopicOf(HitWith(name)), name.substr(0, 120) + "…");
}

}  // namespace
}  // namespace wenyuan::answer
