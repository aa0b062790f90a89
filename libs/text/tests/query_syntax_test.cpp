#include "wenyuan/text/query_syntax.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "dictionaries.h"
#include "random_text.h"

namespace wenyuan::text {
namespace {

using Kind = QueryOperator::Kind;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

const Analyzer& Shared() {
  static const std::unique_ptr<Analyzer> analyzer = *MakeAnalyzer({DictionaryFolder(), {}});
  return *analyzer;
}

constexpr std::array<std::string_view, 2> kFilters = {"type", "类型"};

// Each operator as one can read it: "must title annual leave".
std::vector<std::string> Read(std::string_view question) {
  std::vector<std::string> read;
  for (const QueryOperator& found : ReadOperators(question, kFilters).operators) {
    std::string text = found.negated ? "not " : "";
    switch (found.kind) {
      case Kind::kMust:
        text += "must ";
        break;
      case Kind::kMustNot:
        text += "must-not ";
        break;
      case Kind::kPrefix:
        text += "prefix ";
        break;
      case Kind::kShortPrefix:
        text += "short ";
        break;
      case Kind::kFilter:
        text += "filter " + std::string(kFilters.at(found.filter)) + " ";
    }
    if (found.field != QueryField::kAny) text += std::string(Name(found.field)) + " ";
    read.push_back(text + std::string(question.substr(found.content.begin,
                                                      found.content.end - found.content.begin)));
  }
  return read;
}

std::vector<std::string> Terms(const std::vector<QueryPhrase>& phrases) {
  std::vector<std::string> terms;
  for (const QueryPhrase& phrase : phrases) {
    for (const QueryPhrase::Part& part : phrase.parts) terms.push_back(part.term);
  }
  return terms;
}

std::vector<std::string> Terms(const AnalyzedQuery& query) {
  std::vector<std::string> terms;
  for (const QueryTerm& term : query.terms) terms.push_back(term.term);
  return terms;
}

TEST(QuerySyntax, ReadsSignsBeforeWordsAndPhrases) {
  EXPECT_THAT(Read("年假 +试用期 -病假"), ElementsAre("must 试用期", "must-not 病假"));
  EXPECT_THAT(Read("+\"annual leave\" -“病 假” ＋必须 －不要"),
              ElementsAre("must annual leave", "must-not 病 假", "must 必须", "must-not 不要"));
  EXPECT_THAT(Read("leave -sick, please"), ElementsAre("must-not sick"));
  EXPECT_THAT(Read("年假，-病假，怎么算？"), ElementsAre("must-not 病假"));
  EXPECT_THAT(Read("-PPR-9087"), ElementsAre("must-not PPR-9087"));
  EXPECT_THAT(Read("+C++"), ElementsAre("must C++"));
}

TEST(QuerySyntax, ReadsFields) {
  EXPECT_THAT(
      Read("title:leave 标题：年假 heading:\"sick leave\" 章节:“病 假” -title:draft Title:X1"),
      ElementsAre("must title leave", "must title 年假", "must heading sick leave",
                  "must heading 病 假", "must-not title draft", "must title X1"));
}

TEST(QuerySyntax, ReadsTheBeginningOfAnIdentifier) {
  EXPECT_THAT(Read("PPR-90*"), ElementsAre("prefix PPR-90"));
  EXPECT_THAT(Read("关于PPR-90*的规定 title:HT-2* ＰＰＲ－９＊"),
              ElementsAre("prefix PPR-90", "prefix title HT-2", "prefix ＰＰＲ－９"));
  EXPECT_THAT(Read("-PPR-90*"), ElementsAre("not prefix PPR-90"));
  EXPECT_THAT(Read("P*"), ElementsAre("short P"));
  EXPECT_THAT(Read("title:合同*"), ElementsAre("must title 合同"));
}

TEST(QuerySyntax, ReadsFiltersThatTheCallerKnows) {
  EXPECT_THAT(Read("type:pdf 类型：“pdf” -type:docx other:pdf"),
              ElementsAre("filter type pdf", "filter 类型 pdf", "not filter type docx"));
  EXPECT_THAT(ReadOperators("type:pdf").operators, IsEmpty());
}

TEST(QuerySyntax, LeavesAsTextWhatOnlyLooksLikeAnOperator) {
  for (const char* text : {"C++ 和 C# 的区别",
                           "-5°C 以下",
                           "e-mail",
                           "PPR-9087",
                           "3:2",
                           "https://example.com/a?b=c",
                           "GB/T 22239-2019",
                           "年假 - 病假",
                           "- a list",
                           "rm --force",
                           "ls -l",
                           "+86 138",
                           "title:",
                           "标题： 年假",
                           "请看标题：年假",
                           "2 * 3",
                           "20*30",
                           "*",
                           "**bold**",
                           "f(x)*",
                           "a*b*c",
                           "5*",
                           "“”",
                           "\"",
                           "他说“你好",
                           "6\" pipe and 3\" pipe",
                           "+-+-",
                           "-",
                           "+",
                           "“！”",
                           "2024-01-01",
                           "12:30",
                           "title:。",
                           "-。",
                           "ab:cd"}) {
    EXPECT_THAT(Read(text), IsEmpty()) << text;
  }
}

TEST(QuerySyntax, TakesNothingInsideQuotesForAnOperator) {
  EXPECT_THAT(Read("\"+a -b title:c D-9*\""), ElementsAre("must +a -b title:c D-9*"));
}

TEST(QuerySyntax, StopsAfterManyOperators) {
  std::string question;
  for (int i = 0; i < 100; ++i) question += "+word ";
  const QueryOperators read = ReadOperators(question);
  EXPECT_EQ(read.operators.size(), kMostQueryOperators);
  EXPECT_TRUE(read.more);
}

TEST(QuerySyntax, NamesPlacesThatAreInOrderApartAndCharacters) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomText random(seed);
  const std::array<std::string, 10> pieces = {"+",  "-", "title:", "“",    "”",
                                              "\"", "*", " ",      "年假", "AB-1"};
  for (int round = 0; round < 3000; ++round) {
    std::string question;
    for (int i = 0; i < 12; ++i) {
      question += random.Number(4) == 0 ? random.Text(1) : pieces.at(random.Number(pieces.size()));
    }
    std::size_t end = 0;
    for (const QueryOperator& found : ReadOperators(question, kFilters).operators) {
      EXPECT_LE(end, found.whole.begin) << question;
      EXPECT_LE(found.whole.begin, found.content.begin) << question;
      EXPECT_LT(found.content.begin, found.content.end) << question;
      EXPECT_LE(found.content.end, found.whole.end) << question;
      EXPECT_TRUE(IsValidUtf8(std::string_view(question).substr(
          found.content.begin, found.content.end - found.content.begin)))
          << question;
      end = found.whole.end;
    }
    Shared().Query(question);
  }
}

TEST(QuerySyntax, DemandsAndExcludesWhatIsSigned) {
  const AnalyzedQuery query = Shared().Query("假期 +试用期 -病假 -\"sick leave\"");
  EXPECT_THAT(Terms(query.must), ElementsAre("试用", "用期"));
  EXPECT_THAT(Terms(query.must_not), ElementsAre("病假", "sick", "leave"));
  EXPECT_THAT(Terms(query), Contains("试用期"));
  EXPECT_THAT(Terms(query), Not(Contains("病假")));
  EXPECT_THAT(Terms(query), Not(Contains("leave")));
}

TEST(QuerySyntax, DemandsAWordInAnyEndingButExcludesItAsItIs) {
  EXPECT_THAT(Terms(Shared().Query("title:contracts").must), ElementsAre("contract"));
  EXPECT_THAT(Terms(Shared().Query("title:\"contracts\"").must), ElementsAre("contracts"));
  EXPECT_THAT(Terms(Shared().Query("law -contracts").must_not), ElementsAre("contracts"));
}

TEST(QuerySyntax, LooksForAFieldsWordInThatField) {
  const AnalyzedQuery query = Shared().Query("标题:年假 -heading:“草 稿” 规定");
  ASSERT_EQ(query.must.size(), 1U);
  EXPECT_EQ(query.must[0].field, QueryField::kTitle);
  ASSERT_EQ(query.must_not.size(), 1U);
  EXPECT_EQ(query.must_not[0].field, QueryField::kHeading);
  EXPECT_THAT(Terms(query), Not(Contains("标题")));
}

TEST(QuerySyntax, FoldsTheBeginningOfAnIdentifierAsTermsAre) {
  const AnalyzedQuery query = Shared().Query("扭矩 ＰＰＲ－90*");
  ASSERT_EQ(query.prefixes.size(), 1U);
  EXPECT_EQ(query.prefixes[0].prefix, "ppr-90");
  EXPECT_THAT(Terms(query), ElementsAre("扭矩"));
}

TEST(QuerySyntax, KeepsTheSignOfAName) {
  EXPECT_THAT(Terms(Shared().Query("language +C++").must), ElementsAre("c++"));
  EXPECT_THAT(Terms(Shared().Query("+“C++语言”").must), ElementsAre("c", "语言"));
}

TEST(QuerySyntax, CutsAQuestionOfTenThousandWords) {
  std::string question;
  for (int i = 0; i < 10'000; ++i)
    question += "word" + std::to_string(i) + " -x" + std::to_string(i) + " ";
  const AnalyzedQuery query = Shared().Query(question);
  EXPECT_EQ(query.terms.size(), 512U);
  EXPECT_GT(query.left_out, 5000U);
  EXPECT_LE(query.must_not.size(), kMostQueryOperators);
  EXPECT_LE(query.preferred.size(), kMostQueryOperators);
}

}  // namespace
}  // namespace wenyuan::text
