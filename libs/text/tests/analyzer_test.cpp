#include "wenyuan/text/analyzer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>

#include "dictionaries.h"
#include "folding.h"
#include "random_text.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

using testing::Contains;
using testing::ElementsAre;
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

TEST(Analyzer, FindsWordsSubWordsAndPairsAcrossWords) {
  EXPECT_THAT(Terms("数据库事务"), ElementsAre("数据库", "数据", "据库", "库事", "事务"));
}

TEST(Analyzer, FindsPairsInsideUnknownWords) {
  EXPECT_THAT(Terms("萧炎玄"), IsSupersetOf({"萧炎", "炎玄"}));
}

TEST(Analyzer, TakesTraditionalForSimplified) {
  EXPECT_EQ(Terms("資料庫與網路"), Terms("资料库与网路"));
}

TEST(Analyzer, TakesWidthAndCaseForNothing) { EXPECT_EQ(Terms("ＡＢＣ　１２"), Terms("abc 12")); }

TEST(Analyzer, AddsTheStemBesideTheWord) {
  EXPECT_THAT(Terms("Running studies"), ElementsAre("running", "run", "studies", "studi"));
}

TEST(Analyzer, TakesApostrophesOff) {
  EXPECT_THAT(Terms("the company's"), Contains("company"));
  EXPECT_THAT(Terms("the company’s"), Not(Contains("s")));
  EXPECT_THAT(Terms("don't"), Contains("dont"));
}

TEST(Analyzer, KeepsIdentifiersWholeAndInParts) {
  EXPECT_THAT(Terms("型号PPR-9087的水管"), IsSupersetOf({"ppr-9087", "ppr9087", "ppr", "9087"}));
  EXPECT_THAT(Terms("GB/T 22239—2019"),
              IsSupersetOf({"gb/t22239-2019", "22239-2019", "gb", "t", "22239", "2019"}));
  EXPECT_THAT(Terms("v1.2.3"), IsSupersetOf({"v1.2.3", "v1", "2", "3"}));
  EXPECT_THAT(Terms("0x1F"), Contains("0x1f"));
  EXPECT_THAT(Terms("A-17-003"), IsSupersetOf({"a-17-003", "a17003", "a", "17", "003"}));
  EXPECT_THAT(Terms("12.5%"), IsSupersetOf({"12.5%", "12", "5"}));
  EXPECT_THAT(Terms("li.wei@example.com"), IsSupersetOf({"li.wei@example.com", "wei", "example"}));
  EXPECT_THAT(Terms("org.apache.tika"), IsSupersetOf({"org.apache.tika", "apache"}));
  EXPECT_THAT(Terms("max_open_files"), IsSupersetOf({"max_open_files", "open"}));
  EXPECT_THAT(Terms("parseHttpRequest"), IsSupersetOf({"parsehttprequest", "parse", "request"}));
  EXPECT_THAT(Terms("HTMLParser"), IsSupersetOf({"htmlparser", "html", "parser"}));
  EXPECT_THAT(Terms("C++ 和 C#"), IsSupersetOf({"c++", "c#"}));
  EXPECT_THAT(Terms("1,234,567元"), Contains("1234567"));
}

TEST(Analyzer, CountsAHanCharacterOrARunAsOneUnit) {
  std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> places;
  for (const Token& token : Shared().Tokens("用PPR-9087水管，好")) {
    places[token.term] = {token.position, token.length};
  }
  EXPECT_EQ(places["用"], std::make_pair(0U, 1U));
  EXPECT_EQ(places["ppr-9087"], std::make_pair(1U, 2U));
  EXPECT_EQ(places["9087"], std::make_pair(2U, 1U));
  EXPECT_EQ(places["水管"], std::make_pair(3U, 2U));
  EXPECT_EQ(places["好"], std::make_pair(5U, 1U));
}

TEST(Analyzer, CutsDataThatIsNoWord) {
  for (const Token& token : Shared().Tokens(std::string(100'000, 'x'))) {
    EXPECT_LE(token.term.size(), 64U);
  }
}

TEST(Analyzer, GivesTokensOfTheTextInOrder) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomText random(seed);
  for (int round = 0; round < 500; ++round) {
    const std::string text = random.Text(80);
    std::uint32_t position = 0;
    for (const Token& token : Shared().Tokens(text)) {
      ASSERT_LE(position, token.position) << text;
      ASSERT_GE(token.length, 1U) << text;
      ASSERT_LT(token.begin, token.end) << text;
      ASSERT_LE(token.end, text.size()) << text;
      ASSERT_FALSE(token.term.empty()) << text;
      ASSERT_TRUE(IsValidUtf8(token.term)) << text;
      ASSERT_TRUE(IsValidUtf8(text.substr(token.begin, token.end - token.begin))) << text;
      position = token.position;
    }
  }
}

TEST(Analyzer, GivesAWordTheFoldedBytesOfItsPlace) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomText random(seed);
  const std::unique_ptr<Folder> folder = *MakeFolder();
  const std::u32string characters = U"abcXYZ１２ÀéＡ中国數據庫電腦的是在 ，。-./";
  for (int round = 0; round < 1000; ++round) {
    std::string text;
    for (int i = 0; i < 40; ++i) {
      AppendCharacter(text, characters[random.Number(characters.size())]);
    }
    for (const Token& token : Shared().Tokens(text)) {
      std::vector<Folded> folded;
      folder->Fold(std::string_view(text).substr(token.begin, token.end - token.begin), folded);
      std::string term;
      std::string compact;
      for (const Folded& character : folded) {
        AppendCharacter(term, character.character);
        if (character.kind > CharacterKind::kBlank) AppendCharacter(compact, character.character);
      }
      EXPECT_TRUE(token.term == term || token.term == compact ||
                  term.starts_with(token.term.substr(0, 2)))  // a stem
          << token.term << " at " << term << " of " << text;
    }
  }
}

TEST(Analyzer, NamesTheDictionaryThatIsMissing) {
  const auto analyzer = MakeAnalyzer({"no/such/folder", {}});
  ASSERT_FALSE(analyzer);
  EXPECT_EQ(analyzer.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(analyzer.error().message, testing::HasSubstr("no/such/folder/jieba.dict.utf8"));
}

}  // namespace
}  // namespace wenyuan::text
