#include "segmenter.h"

#include <gtest/gtest.h>

#include <cppjieba/MixSegment.hpp>
#include <filesystem>
#include <random>
#include <string>

#include "dictionaries.h"
#include "wenyuan/base/files.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

std::string Read(const std::string& name) {
  return *ReadAll(PosixFileSystem(), DictionaryFolder() / name, 1 << 26);
}

const Segmenter& Shared() {
  static const Segmenter segmenter =
      *Segmenter::Parse(Read("jieba.dict.utf8"), Read("hmm_model.utf8"));
  return segmenter;
}

const cppjieba::MixSegment& Jieba() {
  static const cppjieba::MixSegment jieba((DictionaryFolder() / "jieba.dict.utf8").string(),
                                          (DictionaryFolder() / "hmm_model.utf8").string());
  return jieba;
}

std::string Utf8(std::u32string_view characters) {
  std::string text;
  for (const char32_t character : characters) AppendCharacter(text, character);
  return text;
}

std::u32string Characters(std::string_view text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) characters += NextCharacter(text, at);
  return characters;
}

std::vector<std::string> Cut(std::u32string_view run, const WordTrie* user_words = nullptr) {
  std::vector<HanWord> words;
  Shared().Cut(run, user_words, words);
  std::vector<std::string> pieces;
  for (const HanWord& word : words) pieces.push_back(Utf8(run.substr(word.begin, word.length)));
  return pieces;
}

void ExpectLikeJieba(std::u32string_view run) {
  std::vector<std::string> expected;
  Jieba().Cut(Utf8(run), expected);
  ASSERT_EQ(Cut(run), expected);
}

// Every run of Han characters of a file, from `begin` to `end` of its bytes.
std::size_t CompareRuns(const std::string& text) {
  std::size_t compared = 0;
  std::u32string run;
  for (const char32_t character : Characters(text) + U" ") {
    if (IsHan(character)) {
      run += character;
    } else if (!run.empty()) {
      ExpectLikeJieba(run);
      compared += run.size();
      run.clear();
    }
    if (testing::Test::HasFatalFailure()) break;
  }
  return compared;
}

TEST(Segmenter, CutsRealTextAsCppjiebaDoes) {
  const std::filesystem::path novel =
      DictionaryFolder().parent_path() / "test" / "testdata" / "weicheng.utf8";
  if (!std::filesystem::exists(novel)) GTEST_SKIP() << "no text to compare on: " << novel;
  EXPECT_GT(CompareRuns(*ReadAll(PosixFileSystem(), novel, 1 << 26)), 10'000U);
}

TEST(Segmenter, CutsAnyCharactersAsCppjiebaDoes) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 generator(seed);
  const std::u32string common = Characters(
      "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
      "子说"
      "产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机"
      "当使点");
  for (int round = 0; round < 5000; ++round) {
    std::u32string run;
    for (std::size_t size = 1 + generator() % 30; run.size() < size;) {
      run += generator() % 4 == 0 ? 0x4E00 + static_cast<char32_t>(generator() % 0x51A6)
                                  : common[generator() % common.size()];
    }
    ExpectLikeJieba(run);
    if (testing::Test::HasFatalFailure()) break;
  }
}

TEST(Segmenter, KnowsAUsersWords) {
  const std::u32string word = U"他来到了网易";
  WordTrie user_words;
  user_words.Insert(word, Shared().UserWeight(word));
  EXPECT_EQ(Cut(U"听说他来到了网易大厦"),
            (std::vector<std::string>{"听说", "他", "来到", "了", "网易", "大厦"}));
  EXPECT_EQ(Cut(U"听说他来到了网易大厦", &user_words),
            (std::vector<std::string>{"听说", "他来到了网易", "大厦"}));
}

TEST(Segmenter, RefusesBrokenFiles) {
  const std::string model = Read("hmm_model.utf8");
  const auto message = [&](std::string_view dictionary, std::string_view markov) {
    const auto result = Segmenter::Parse(dictionary, markov);
    return result ? std::string() : result.error().message;
  };
  EXPECT_EQ(message("词 3 n\n", model), "");
  EXPECT_NE(message("", model).find("empty"), std::string::npos);
  EXPECT_NE(message("词 3 n\n错\n", model).find("line 2"), std::string::npos);
  EXPECT_NE(message("词 0 n\n", model).find("line 1"), std::string::npos);
  EXPECT_NE(message("词 3 n\n", "").find("start"), std::string::npos);
  EXPECT_NE(message("词 3 n\n", model.substr(0, model.size() / 4)).find("emission"),
            std::string::npos);
}

}  // namespace
}  // namespace wenyuan::text
