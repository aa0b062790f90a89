#include "generated/facts/facts.h"

#include <gmock/gmock.h>

namespace wenyuan::answer {
namespace {

// Whether every fact of the second is one of the first, and the second has any.
bool Held(std::string_view there, std::string_view said) {
  const auto facts = FactsOf(there);
  const auto wanted = FactsOf(said);
  if (wanted.empty()) return false;
  for (const Fact& one : wanted) {
    bool held = false;
    for (const Fact& fact : facts) held = held || Holds(fact, one);
    if (!held) return false;
  }
  return true;
}

TEST(Facts, ANumberIsTheSameInEveryWayToWriteIt) {
  EXPECT_TRUE(Held("共30个", "共三十个"));
  EXPECT_TRUE(Held("共１２，３４５人", "共12345人"));
  EXPECT_TRUE(Held("营收8000万元", "营收80,000,000元"));
  EXPECT_TRUE(Held("1.2亿元", "12000万元"));
  EXPECT_TRUE(Held("$1.5 million", "1500000美元"));
  EXPECT_TRUE(Held("增长百分之三十", "grew by 30%"));
  EXPECT_TRUE(Held("30 percent", "百分之三十"));
  EXPECT_TRUE(Held("三千二百万", "3200万"));
  EXPECT_TRUE(Held("10公里", "10 km"));
  EXPECT_TRUE(Held("1.5 km", "1500 metres"));
  EXPECT_TRUE(Held("twenty-one days", "21天"));
  EXPECT_TRUE(Held("第三季度", "Q3"));
  EXPECT_TRUE(Held("the third quarter", "第三季度"));
  EXPECT_TRUE(Held("the tenth series", "the 10th series"));
  EXPECT_TRUE(Held("the 21st century", "the twenty-first century"));
  EXPECT_TRUE(Held("第2届", "the 2nd edition"));
  EXPECT_TRUE(Held("$1.5bn", "1.5 billion dollars"));
  EXPECT_TRUE(Held("10k users", "10,000 users"));
}

TEST(Facts, AnotherNumberOrUnitIsNotTheSame) {
  EXPECT_FALSE(Held("共30个", "共13个"));
  EXPECT_FALSE(Held("8000万元", "8000亿元"));
  EXPECT_FALSE(Held("100元", "100美元"));
  EXPECT_FALSE(Held("增长30%", "增长30个百分点"));
  EXPECT_FALSE(Held("15天", "15个月"));
  EXPECT_FALSE(Held("10公里", "10米"));
  EXPECT_FALSE(Held("1,234", "1,235"));
  EXPECT_FALSE(Held("5 million", "5 billion"));
  EXPECT_FALSE(Held("the 10th series", "the 11th series"));
  EXPECT_FALSE(Held("$5bn", "$5mn"));
}

TEST(Facts, ADateIsTheSameInEveryWayToWriteIt) {
  for (const char* written :
       {"2025-03-01", "2025/3/1", "2025年3月1日", "二〇二五年三月一日", "March 1, 2025",
        "1 March 2025", "Mar. 1, 2025", "2025年3月1號", "1st March 2025", "March 1st, 2025"}) {
    EXPECT_TRUE(Held("于2025年3月1日生效", written)) << written;
    EXPECT_TRUE(Held(written, "2025年3月")) << written;
    EXPECT_TRUE(Held(written, "2025年")) << written;
    EXPECT_FALSE(Held(written, "2025年3月2日")) << written;
    EXPECT_FALSE(Held(written, "2024年")) << written;
  }
  EXPECT_TRUE(Held("二〇二五年", "2025"));
  EXPECT_FALSE(Held("2025年3月", "2025年3月1日"));
}

TEST(Facts, AnEraIsNoOther) {
  EXPECT_TRUE(Held("建于明代", "明朝所建"));
  EXPECT_TRUE(Held("建於漢代", "汉朝"));
  EXPECT_TRUE(Held("明末清初", "明代"));
  EXPECT_TRUE(Held("北宋画家", "宋代"));
  EXPECT_TRUE(Held("江戶時代的建築", "江户时期"));
  EXPECT_FALSE(Held("建于明代", "建于清代"));
  EXPECT_FALSE(Held("建于宋代", "北宋"));
  EXPECT_FALSE(Held("六朝时佛教盛行", "南北朝时"));
  EXPECT_FALSE(Held("春秋时期", "战国时期"));
  for (const char* none : {"武汉代表团", "供应商代码", "公元初年", "周末加班", "请唐代言",
                           "三国签约", "去平安银行", "夏初", "现代", "清朝鲜战争"}) {
    EXPECT_TRUE(FactsOf(none).empty() || !IsEra(FactsOf(none).front())) << none;
  }
}

TEST(Facts, ACodeIsTheSameOnlyWhole) {
  EXPECT_TRUE(Held("型号PPR-9087。", "PPR 9087") || Held("型号PPR-9087。", "ppr-9087"));
  EXPECT_FALSE(Held("型号PPR-9087。", "PPR-9088"));
  EXPECT_FALSE(Held("版本v1.2.3", "v1.2.4"));
  EXPECT_FALSE(Held("见 https://a.example/x", "见 https://b.example/x"));
  EXPECT_FALSE(Held("写信给 a@house.example", "写信给 b@house.example"));
}

TEST(Facts, WordsWithNumeralsInThemSayNoNumber) {
  EXPECT_THAT(FactsOf("一些人一直十分统一，万一有一般情况"), ::testing::IsEmpty());
}

TEST(Facts, TheUnitBehindTwoNumbersIsThatOfBoth) {
  EXPECT_TRUE(Held("3至5天", "3天"));
  EXPECT_FALSE(Held("53 and 52 weeks", "53 months"));
}

}  // namespace
}  // namespace wenyuan::answer
