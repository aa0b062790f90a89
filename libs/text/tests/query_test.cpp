#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <unordered_set>

#include "dictionaries.h"
#include "random_text.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::text {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

const Analyzer& Shared() {
  static const std::unique_ptr<Analyzer> analyzer = *MakeAnalyzer({DictionaryFolder(), {}});
  return *analyzer;
}

std::vector<std::string> QueryTerms(std::string_view question) {
  std::vector<std::string> terms;
  for (const QueryTerm& term : Shared().Query(question).terms) terms.push_back(term.term);
  return terms;
}

float Weight(std::string_view question, std::string_view term) {
  for (const QueryTerm& found : Shared().Query(question).terms) {
    if (found.term == term) return found.weight;
  }
  return 0;
}

// Whether the parts of the phrase stand in the text as far apart as they should.
bool Matches(const QueryPhrase& phrase, std::string_view text) {
  const std::vector<Token> tokens = Shared().Tokens(text);
  const auto at = [&](std::string_view term, std::uint32_t position) {
    return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
      return token.term == term && token.position == position;
    });
  };
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& first) {
    return std::all_of(
        phrase.parts.begin(), phrase.parts.end(),
        [&](const QueryPhrase::Part& part) { return at(part.term, first.position + part.offset); });
  });
}

TEST(Query, DropsFunctionWordsAndThePairsThatTouchThem) {
  EXPECT_THAT(QueryTerms("请问故宫的面积是多少？"), UnorderedElementsAre("故宫", "面积"));
  EXPECT_THAT(QueryTerms("長城在哪裡？"), ElementsAre("长城"));
  EXPECT_THAT(QueryTerms("How many moons does Jupiter have?"),
              UnorderedElementsAre("moons", "moon", "jupiter", "jupit"));
}

TEST(Query, KeepsFunctionWordsWhenNothingElseIsThere) {
  EXPECT_THAT(QueryTerms("是什么"), Not(IsEmpty()));
  EXPECT_THAT(QueryTerms("what is it"), Not(IsEmpty()));
}

TEST(Query, KeepsFunctionWordsThatAreQuoted) {
  EXPECT_THAT(QueryTerms("“什么”的用法"), Contains("什么"));
  EXPECT_THAT(QueryTerms("who wrote \"The Who\""), Contains("the"));
}

TEST(Query, TakesCapitalsForAnAcronym) {
  EXPECT_THAT(QueryTerms("Who leads the IT department"), Contains("it"));
  EXPECT_THAT(QueryTerms("IT部门"), Contains("it"));
  EXPECT_THAT(QueryTerms("WHERE IS THE REPORT"), ElementsAre("report"));
}

TEST(Query, LeavesOutThePairsThatAWordSaysAlready) {
  EXPECT_THAT(QueryTerms("电视台"), UnorderedElementsAre("电视台", "电视"));
}

TEST(Query, WeighsAWordAboveItsPairs) {
  EXPECT_GT(Weight("数据库事务", "事务"), Weight("数据库事务", "库事"));
}

TEST(Query, NamesATermOnce) {
  EXPECT_THAT(QueryTerms("茶馆茶馆 tea tea"), UnorderedElementsAre("茶馆", "馆茶", "tea"));
}

TEST(Query, DemandsQuotedPhrases) {
  for (const char* question :
       {"谁说过“研究生命起源”？", "谁说过\"研究生命起源\"？", "誰說過「研究生命起源」？"}) {
    const AnalyzedQuery query = Shared().Query(question);
    ASSERT_EQ(query.must.size(), 1U) << question;
    EXPECT_TRUE(Matches(query.must[0], "他们研究生命起源的问题"));
    EXPECT_TRUE(Matches(query.must[0], "研究生，命题；研究生命起源"));
    EXPECT_FALSE(Matches(query.must[0], "研究生的命，起源"));
  }
  EXPECT_FALSE(Matches(Shared().Query("“电视台”").must.at(0), "电视剧"));
  const AnalyzedQuery english = Shared().Query("who said \"state of the union\" first");
  ASSERT_EQ(english.must.size(), 1U);
  EXPECT_TRUE(Matches(english.must[0], "The State of the Union address"));
  EXPECT_FALSE(Matches(english.must[0], "the union of the states"));
}

// However the text around it is cut into words, a quoted phrase is found where it stands.
TEST(Query, FindsAQuotedPhraseInAnyNeighbourhood) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomText random(seed);
  const std::u32string characters = U"研究生命起源大学校长江上海水管理工作人民主要求";
  const auto han = [&](std::size_t size) {
    std::string text;
    while (size-- > 0) AppendCharacter(text, characters[random.Number(characters.size())]);
    return text;
  };
  for (int round = 0; round < 1000; ++round) {
    const std::string phrase = han(2 + random.Number(6));
    const AnalyzedQuery query = Shared().Query("“" + phrase + "”");
    ASSERT_EQ(query.must.size(), 1U);
    const std::string text = han(random.Number(4)) + phrase + han(random.Number(4));
    EXPECT_TRUE(Matches(query.must[0], text)) << phrase << " in " << text;
  }
}

TEST(Query, IgnoresAQuoteThatIsNotClosed) {
  EXPECT_THAT(Shared().Query("他说“你好").must, IsEmpty());
  EXPECT_THAT(Shared().Query("“”").must, IsEmpty());
}

TEST(Query, PrefersIdentifiers) {
  for (const char* code : {"PPR-9087", "GB/T 22239-2019", "v1.2.3", "A-17-003", "max_open_files",
                           "li.wei@example.com", "12.5%", "8.1.4.2", "GPT4"}) {
    const AnalyzedQuery query = Shared().Query(std::string("关于") + code + "的规定");
    ASSERT_EQ(query.preferred.size(), 1U) << code;
    EXPECT_TRUE(Matches(query.preferred[0], std::string("见") + code + "，第三条")) << code;
    EXPECT_FALSE(Matches(query.preferred[0], "见 PPR-9088，GB/T 22240-2020，12.6%")) << code;
  }
}

TEST(Query, TakesOrdinaryWordsAndNumbersForNoIdentifiers) {
  for (const char* question : {"well-known 24-hour and/or the 1990s", "in 2019, 20th, e.g. U.S.A.",
                               "两个 5 号 1,000 人 12:30，第3.2节"}) {
    EXPECT_THAT(Shared().Query(question).preferred, IsEmpty()) << question;
  }
}

TEST(Query, AsksForThePartsOfACodeLessThanForTheWhole) {
  EXPECT_GT(Weight("HT-2024/03", "ht-2024/03"), Weight("HT-2024/03", "03"));
  EXPECT_THAT(QueryTerms("12.5%"), Not(Contains("125")));
}

TEST(Query, FindsACodeHoweverItIsJoined) {
  for (const char* written : {"PPR-9087", "PPR9087", "ppr 9087", "PPR－9087", "PPR_9087"}) {
    const std::vector<Token> tokens = Shared().Tokens(written);
    const auto terms = QueryTerms("PPR-9087");
    EXPECT_TRUE(std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
      return std::find(terms.begin(), terms.end(), token.term) != terms.end();
    })) << written;
  }
}

TEST(Query, APrefixBeginsWithItsWordAlsoBehindACombiningMark) {
  const AnalyzedQuery query = Shared().Query("see wl\u0359bx* now");
  for (const QueryTerm& term : query.terms) EXPECT_NE(term.term, "wl");
}

TEST(Query, AsksOnlyForWhatDocumentsHave) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomText random(seed);
  for (int round = 0; round < 500; ++round) {
    const std::string text = random.Text(60);
    std::unordered_set<std::string> terms;
    for (const Token& token : Shared().Tokens(text)) terms.insert(token.term);
    const AnalyzedQuery query = Shared().Query(text);
    std::unordered_set<std::string> seen;
    for (const QueryTerm& term : query.terms) {
      EXPECT_TRUE(terms.contains(term.term)) << term.term << " of " << text;
      EXPECT_TRUE(seen.insert(term.term).second) << term.term << " of " << text;
      EXPECT_GT(term.weight, 0);
    }
    for (const QueryPhrase& phrase : query.preferred) EXPECT_TRUE(Matches(phrase, text)) << text;
  }
}

}  // namespace
}  // namespace wenyuan::text
