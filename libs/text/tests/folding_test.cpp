#include "folding.h"

#include <gtest/gtest.h>

#include <opencc/SimpleConverter.hpp>
#include <random>
#include <string>

#include "random_text.h"
#include "simplified.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

const Folder& Shared() {
  static const std::unique_ptr<Folder> folder = *MakeFolder();
  return *folder;
}

std::string Fold(std::string_view text) {
  std::vector<Folded> folded;
  Shared().Fold(text, folded);
  std::string result;
  for (const Folded& character : folded) AppendCharacter(result, character.character);
  return result;
}

TEST(Folder, FoldsCaseWidthAndCompatibilityForms) {
  EXPECT_EQ(Fold("ＡＢＣ ＸＹＺ１２３"), "abc xyz123");
  EXPECT_EQ(Fold("Straße ﬁne ㎏ ① m²"), "strasse fine kg 1 m2");
}

TEST(Folder, FoldsAccentsOnLatinLettersOnly) {
  EXPECT_EQ(Fold("Café Zürich Beyoncé"), "cafe zurich beyonce");
  EXPECT_EQ(Fold("e\u0301te\u0301 A\u0308"), "ete a");
  EXPECT_EQ(Fold("й ガ"), "й ガ");
  EXPECT_EQ(Fold("7\u0301 中\u0301"), "7 中");
}

TEST(Folder, FoldsDigitsOfOtherScripts) { EXPECT_EQ(Fold("٣٤ ０９"), "34 09"); }

TEST(Folder, FoldsTraditionalToSimplified) {
  EXPECT_EQ(Fold("資料庫與網際網路"), "资料库与网际网路");
}

TEST(Folder, DropsWhatNobodySees) { EXPECT_EQ(Fold("a\u00ADb\u200Bc"), "abc"); }

TEST(Folder, AgreesWithOpenCcOnEveryCharacter) {
  const auto forms = *LoadSimplifiedForms();
  EXPECT_GT(forms.size(), 3000U);
  const opencc::SimpleConverter converter("t2s.json");
  for (char32_t character = 0x4E00; character < 0xA000; ++character) {
    std::string text;
    AppendCharacter(text, character);
    const auto form = forms.find(character);
    std::string simplified;
    AppendCharacter(simplified, form == forms.end() ? character : form->second);
    ASSERT_EQ(simplified, converter.Convert(text));
  }
}

TEST(Folder, KnowsWhereEachCharacterStood) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomText random(seed);
  for (int round = 0; round < 1000; ++round) {
    const std::string text = random.Text(50);
    std::vector<Folded> folded;
    Shared().Fold(text, folded);
    std::size_t begin = 0;
    for (const Folded& character : folded) {
      ASSERT_LE(begin, character.begin) << text;
      ASSERT_LT(character.begin, character.end) << text;
      ASSERT_LE(character.end, text.size()) << text;
      ASSERT_TRUE(IsValidUtf8(text.substr(character.begin, character.end - character.begin)));
      begin = character.begin;
    }
  }
}

}  // namespace
}  // namespace wenyuan::text
