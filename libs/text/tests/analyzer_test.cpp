#include "wenyuan/text/analyzer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "dictionaries.h"

namespace wenyuan::text {
namespace {

using testing::Contains;
using testing::IsSupersetOf;
using testing::Not;

const Analyzer& Shared() {
  static const std::unique_ptr<Analyzer> analyzer = *MakeAnalyzer({DictionaryFolder(), {}});
  return *analyzer;
}

std::vector<std::string> Terms(std::string_view text) {
  std::vector<std::string> terms;
  for (const Token& token : Shared().Tokens(text)) terms.push_back(token.term);
  return terms;
}

std::vector<std::string> QueryTerms(std::string_view question) {
  std::vector<std::string> terms;
  for (const QueryTerm& term : Shared().Query(question).terms) terms.push_back(term.term);
  return terms;
}

TEST(Analyzer, FindsWordsAndPairsAcrossWords) {
  EXPECT_THAT(Terms("数据库事务"), IsSupersetOf({"数据库", "数据", "据库", "库事", "事务"}));
}

TEST(Analyzer, TakesTraditionalForSimplified) {
  EXPECT_EQ(Terms("資料庫與網路"), Terms("资料库与网路"));
}

TEST(Analyzer, TakesWidthAndCaseForNothing) { EXPECT_EQ(Terms("ＡＢＣ１２"), Terms("abc12")); }

TEST(Analyzer, KeepsAnIdentifierWholeAndInParts) {
  EXPECT_THAT(Terms("型号PPR-9087的水管"), IsSupersetOf({"ppr-9087", "ppr9087", "ppr", "9087"}));
  EXPECT_THAT(Terms("GB/T 22239-2019"),
              IsSupersetOf({"gb/t22239-2019", "22239-2019", "gb", "t", "22239", "2019"}));
}

TEST(Analyzer, DropsFunctionWordsAndThePairsThatTouchThem) {
  EXPECT_THAT(QueryTerms("请问故宫的面积是多少？"), testing::UnorderedElementsAre("故宫", "面积"));
}

TEST(Analyzer, KeepsFunctionWordsWhenNothingElseIsThere) {
  EXPECT_THAT(QueryTerms("是什么"), Not(testing::IsEmpty()));
}

}  // namespace
}  // namespace wenyuan::text
