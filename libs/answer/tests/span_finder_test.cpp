#include "spans/span_finder.h"

#include <gtest/gtest.h>

#include "evidence/key_value.h"
#include "evidence/list_items.h"
#include "fixtures.h"
#include "spans/typed_runs.h"
#include "spans/yes_no.h"

namespace wenyuan::answer {
namespace {

std::string Shown(std::string_view question, std::string_view sentence) {
  const auto spans =
      SpansToShow(SharedAnalyzer(), ReadQuestion(SharedAnalyzer(), question), sentence);
  std::string text;
  for (const AnswerSpan& span : spans) {
    if (!text.empty()) text += " / ";
    text += sentence.substr(span.begin, span.end - span.begin);
  }
  return text;
}

std::string Runs(std::string_view text) {
  std::string found;
  for (const TypedRun& run : TypedRunsIn(text)) {
    if (!found.empty()) found += " / ";
    found += text.substr(run.begin, run.end - run.begin);
  }
  return found;
}

TEST(TypedRuns, TakesDatesAndDurationsWhole) {
  EXPECT_EQ(Runs("合同于2027年3月31日到期，共1,280元。"), "2027年3月31日 / 1,280");
  EXPECT_EQ(Runs("应当在出差结束后十五个工作日内提交"), "十五个工作日内");
  EXPECT_EQ(Runs("It ends on March 31, 2027 at 18:00."), "March 31, 2027 / 18:00");
}

TEST(TypedRuns, TakesRangesAndNoNumeralInsideAWordOrCode) {
  EXPECT_EQ(Runs("每批10至20件"), "10至20");
  EXPECT_EQ(Runs("一般不予受理"), "");
  EXPECT_EQ(Runs("PPR-9087"), "");
}

TEST(SpanFinder, ShowsWhatWasAskedForInsideTheSentence) {
  EXPECT_EQ(Shown("公司的注册资本是多少？", "公司的注册资本为5000万元，"), "5000万元");
  EXPECT_EQ(Shown("何时成立的？", "该公司于1998年在上海成立。"), "1998年");
}

TEST(SpanFinder, SaysYesOrNoWithTheVerb) {
  EXPECT_EQ(Shown("试用期可以延长吗？", "试用期不得延长。"), "不得延长");
  EXPECT_EQ(Shown("Can unused leave be carried over?", "Unused leave may not be carried over."),
            "may not be carried");
  EXPECT_FALSE(WantsYesOrNo("什么是试用期？"));
}

TEST(SpanFinder, SurvivesEmptyAndStrangeSentences) {
  for (const char* text : {"", " ", "，。", "《》", "(((", "“", "𠮷", "1", "、"}) {
    const auto best =
        BestSpan(SharedAnalyzer(), ReadQuestion(SharedAnalyzer(), "什么时候？"), text);
    EXPECT_LE(best ? best->span.end : 0, std::string_view(text).size());
  }
}

TEST(KeyValue, ReadsAShortNameAndWhatItIs) {
  const std::string_view line = "联系电话：010-8765。";
  const auto pair = ReadKeyValue(line);
  ASSERT_TRUE(pair);
  EXPECT_EQ(line.substr(pair->value.begin, pair->value.end - pair->value.begin), "010-8765");
  EXPECT_FALSE(ReadKeyValue("他说，这不可能：太贵了"));
  EXPECT_FALSE(ReadKeyValue("包括以下几项："));
}

TEST(ListItems, BringsTheItemsBehindALeadAndAroundAnItem) {
  const std::string text =
      "总则。\n申请材料包括：\n1. 身份证\n2. 学历证书\n3. 照片\n逾期不予受理。";
  const std::size_t lead = text.find("申请");
  const std::size_t lead_end = text.find("\n1.");
  EXPECT_EQ(EndOfItems(text, lead, lead_end), text.find("\n逾期"));
  EXPECT_EQ(EndOfItems(text, 0, text.find('\n')), text.find('\n'));
  const std::size_t item = text.find("2. ");
  const ListPlace place = ListAround(text, item, text.find("\n3."));
  EXPECT_EQ(place.begin, lead);
  EXPECT_EQ(place.end, text.find("\n逾期"));
}

}  // namespace
}  // namespace wenyuan::answer
