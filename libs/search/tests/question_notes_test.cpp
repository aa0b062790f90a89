#include "question_notes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wenyuan::search {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const text::Analyzer& Shared() {
  static const std::unique_ptr<text::Analyzer> analyzer =
      *text::MakeAnalyzer({"third_party/npm/node_modules/nodejieba/submodules/cppjieba/dict", {}});
  return *analyzer;
}

std::vector<std::string> Codes(std::string_view question) {
  std::vector<std::string> written;
  for (const NamedCode& code : CodesOf(Shared(), question, Shared().Query(question))) {
    written.push_back(code.written);
  }
  return written;
}

TEST(QuestionNotes, SignsAndBlanksSayNothing) {
  for (const char* question : {"+", "？", "“", "- +", "。…", "😀"}) {
    EXPECT_FALSE(SaysSomething(question)) << question;
  }
  for (const char* question : {"年", "a", "7", "É", "ß", "か", "C++"}) {
    EXPECT_TRUE(SaysSomething(question)) << question;
  }
}

TEST(QuestionNotes, CodesAreTakenAsTheyAreWritten) {
  EXPECT_THAT(Codes("PPR-9999 的保修多久"), ElementsAre("PPR-9999"));
  EXPECT_THAT(Codes("比较 KL-2041 和 GB/T 22239-2019"), ElementsAre("KL-2041", "GB/T 22239-2019"));
}

TEST(QuestionNotes, WordsAndNumbersAreNoCodes) {
  EXPECT_THAT(Codes("2025 年的年假有几天"), IsEmpty());
  EXPECT_THAT(Codes("annual-leave rules"), IsEmpty());
}

TEST(QuestionNotes, ACodeIsFoundInAHitWhateverItsLettersAre) {
  Hit hit;
  hit.chunk.text = "Spare part ppr-9999, one piece";
  EXPECT_TRUE(IsWrittenIn("PPR-9999", hit));
  EXPECT_FALSE(IsWrittenIn("PPR-9998", hit));
  hit.document.title = "PPR-9998";
  EXPECT_TRUE(IsWrittenIn("PPR-9998", hit));
}

TEST(QuestionNotes, WhatIsMissingIsSaidInBothLanguages) {
  const QueryHint hint = NobodyHas({"A-1", "B-2"}, true);
  EXPECT_THAT(hint.message, HasSubstr("no passage here has 'A-1', 'B-2'"));
  EXPECT_THAT(hint.message_zh, HasSubstr("“A-1”“B-2”"));
}

TEST(QuestionNotes, WordsLeftOutAreCounted) {
  text::AnalyzedQuery query;
  EXPECT_FALSE(LeftOut(query));
  query.left_out = 3;
  EXPECT_THAT(LeftOut(query)->message, HasSubstr(" 3 of its words"));
}

}  // namespace
}  // namespace wenyuan::search
