#include "wenyuan/search/freshness.h"

#include <gtest/gtest.h>

#include "rank/dates.h"

namespace wenyuan::search {
namespace {

constexpr UnixMillis kDay = 24 * 3600 * 1000;
const UnixMillis kNow = ReadDate("2026-11-26")->begin + 5;

Hit Of(double score, const std::string& title, std::vector<std::string> tags = {},
       UnixMillis changed = 0) {
  Hit hit;
  hit.score = score;
  hit.document.title = title;
  hit.document.tags = std::move(tags);
  hit.document.changed = changed;
  return hit;
}

std::vector<std::string> Order(std::string_view question, std::vector<Hit> hits) {
  HonourTime(question, kNow, hits);
  std::vector<std::string> titles;
  double before = 1e9;
  for (const Hit& hit : hits) {
    EXPECT_LE(hit.score, before);
    before = hit.score;
    titles.push_back(hit.document.title);
  }
  return titles;
}

using Titles = std::vector<std::string>;

TEST(Dates, AreReadInTheFormsPeopleWrite) {
  const UnixMillis day = 1735603200000;  // 2024-12-31 UTC
  for (const char* text :
       {"2024-12-31", "2024/12/31", "2024.12.31", "20241231", "2024年12月31日", " 2024-12-31 "}) {
    const auto period = ReadDate(text);
    ASSERT_TRUE(period) << text;
    EXPECT_EQ(period->begin, day) << text;
    EXPECT_EQ(period->end, day + kDay) << text;
  }
  EXPECT_EQ(ReadDate("2024年12月")->end, day + kDay);
  EXPECT_EQ(ReadDate("2024")->end, day + kDay);
  EXPECT_EQ(ReadDate("2024")->begin, day - 365 * kDay);
}

TEST(Dates, WhatIsNoDateIsNone) {
  for (const char* text : {"", " ", "soon", "2024-13-01", "2024-02-30", "31-12-2024", "2024-", "24",
                           "2024-12-31-5", "0000-01-01", "2024年12月31号", "99999999"}) {
    EXPECT_FALSE(ReadDate(text)) << text;
  }
}

TEST(TimeAsked, KnowsWhatIsCurrentAndWhichYears) {
  EXPECT_TRUE(ReadTime("现行的差旅标准是什么", kNow).current);
  EXPECT_TRUE(ReadTime("What is the LATEST price list?", kNow).current);
  EXPECT_FALSE(ReadTime("alternating currents in coils", kNow).current);
  EXPECT_FALSE(ReadTime("年假有几天", kNow).current);
  EXPECT_EQ(ReadTime("2024年和2022年的营收", kNow).years, (std::vector<int>{2022, 2024}));
  EXPECT_EQ(ReadTime("今年的预算", kNow).years, (std::vector<int>{2026}));
  EXPECT_EQ(ReadTime("budget of last year", kNow).years, (std::vector<int>{2025}));
  EXPECT_TRUE(ReadTime("PPR-2024 and GB/T 22239 and 12024", kNow).years.empty());
}

TEST(Validity, IsReadFromTagsInBothLanguages) {
  for (const char* tag : {"valid-until:2024-12-31", "有效期至:2024-12-31",
                          "有效期至：2024年12月31日", "Valid-Until: 2024", "失效日期：2024-12"}) {
    const Hit hit = Of(1, "a", {"hr", tag});
    EXPECT_TRUE(IsExpired(hit.document, kNow)) << tag;
    EXPECT_FALSE(IsExpired(hit.document, ReadDate("2024-12-31")->end - 1)) << tag;
    EXPECT_TRUE(IsExpired(hit.document, ReadDate("2024-12-31")->end)) << tag;
  }
  EXPECT_FALSE(IsExpired(Of(1, "a", {"valid-until:never", "until:2020-01-01"}).document, kNow));
  EXPECT_EQ(ValidityOf(Of(1, "a", {"生效日期:2024-05-01"}).document).from,
            ReadDate("2024-05-01")->begin);
}

TEST(HonourTime, ExpiredDocumentsGoDownAndStay) {
  EXPECT_EQ(Order("年假有几天", {Of(10, "old", {"有效期至:2020"}), Of(9, "valid"), Of(3, "other")}),
            (Titles{"valid", "old", "other"}));
}

TEST(HonourTime, AnExpiredDocumentHoldsForItsOwnYear) {
  EXPECT_EQ(Order("2019年的年假有几天", {Of(10, "old", {"有效期至:2020"}), Of(9, "valid")}),
            (Titles{"old", "valid"}));
}

TEST(HonourTime, WhatDoesNotHoldYetGoesDown) {
  EXPECT_EQ(Order("年假有几天", {Of(10, "draft", {"生效日期:2027-01-01"}), Of(9, "valid")}),
            (Titles{"valid", "draft"}));
}

TEST(HonourTime, NewerDocumentsGainOnlyWhenCurrentIsAskedFor) {
  const UnixMillis old = kNow - 3 * 365 * kDay;
  const std::vector<Hit> hits = {Of(10, "old", {}, old), Of(9.6, "new", {}, kNow - kDay)};
  EXPECT_EQ(Order("最新的差旅标准", hits), (Titles{"new", "old"}));
  EXPECT_EQ(Order("差旅标准", hits), (Titles{"old", "new"}));
}

TEST(HonourTime, AClearlyBetterMatchIsNotOvertakenByANewerOne) {
  EXPECT_EQ(Order("最新的差旅标准", {Of(10, "old", {}, 0), Of(8.5, "new", {}, kNow)}),
            (Titles{"old", "new"}));
}

TEST(HonourTime, ATagTellsTheDateBetterThanTheImport) {
  const std::vector<Hit> hits = {Of(10, "imported today", {"date:2015-03-01"}, kNow),
                                 Of(9.6, "imported earlier", {"日期：2025-03-01"}, kNow - kDay)};
  EXPECT_EQ(Order("latest travel rules", hits), (Titles{"imported earlier", "imported today"}));
}

TEST(HonourTime, DocumentsOfTheYearAskedForGain) {
  EXPECT_EQ(Order("2023年的营收", {Of(10, "2022年年度报告"), Of(9.6, "2023年年度报告")}),
            (Titles{"2023年年度报告", "2022年年度报告"}));
}

TEST(HonourTime, OtherQuestionsKeepScoresAsTheyWere) {
  std::vector<Hit> hits = {Of(10, "a", {}, 1), Of(9.9, "2023 b", {}, kNow)};
  HonourTime("年假有几天", kNow, hits);
  EXPECT_EQ(hits[0].score, 10);
  EXPECT_EQ(hits[1].score, 9.9);
}

TEST(HoldsFrom, IsTheFirstDayOnWhichADocumentWillHold) {
  EXPECT_EQ(HoldsFrom(Of(1, "", {"生效日期：2027-06-01"}).document, kNow), "2027-06-01");
  EXPECT_EQ(HoldsFrom(Of(1, "", {"valid-from:2028"}).document, kNow), "2028-01-01");
  EXPECT_EQ(HoldsFrom(Of(1, "", {"valid-from:2024-01-01"}).document, kNow), "");
  EXPECT_EQ(HoldsFrom(Of(1, "").document, kNow), "");
}

TEST(ExpiredOn, IsTheLastDayOnWhichADocumentHeld) {
  EXPECT_EQ(ExpiredOn(Of(1, "", {"有效期至：2025-12-31"}).document, kNow), "2025-12-31");
  EXPECT_EQ(ExpiredOn(Of(1, "", {"valid-until:2024"}).document, kNow), "2024-12-31");
  EXPECT_EQ(ExpiredOn(Of(1, "", {"valid-until:2026-11-26"}).document, kNow), "") << "until its end";
  EXPECT_EQ(ExpiredOn(Of(1, "").document, kNow), "");
}

}  // namespace
}  // namespace wenyuan::search
