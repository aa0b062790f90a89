#include "ctc.h"

#include <gtest/gtest.h>

namespace wenyuan::ocr {
namespace {

constexpr std::size_t kClasses = 5;  // blank, 文, 渊, a, space

// One step for each class named, sure to 90 %.
Tensor Steps(const std::vector<std::size_t>& classes) {
  Tensor answer{{1, static_cast<std::int64_t>(classes.size()), kClasses}, {}};
  for (const std::size_t best : classes) {
    for (std::size_t i = 0; i < kClasses; ++i) answer.values.push_back(i == best ? 0.9F : 0.025F);
  }
  return answer;
}

parse::RecognisedLine Decode(const std::vector<std::size_t>& classes, double used = 1) {
  parse::RecognisedLine line;
  const Tensor answer = Steps(classes);
  EXPECT_TRUE(DecodeLine({answer.shape, answer.values}, Alphabet("文\n渊\na\n"), used, line));
  return line;
}

TEST(Ctc, RepeatsAreOneCharacterUnlessABlankParts) {
  EXPECT_EQ(Decode({1, 1, 1, 0, 2, 2}).text, "文渊");
  EXPECT_EQ(Decode({1, 0, 1}).text, "文文");
}

TEST(Ctc, TheLastClassIsTheSpaceThatPartsWords) {
  const auto line = Decode({0, 3, 0, 4, 4, 0, 3, 3, 0, 0});
  EXPECT_EQ(line.text, "a a");
  ASSERT_EQ(line.words.size(), 2U);
  EXPECT_FLOAT_EQ(line.words[0].begin, 0.1F);
  EXPECT_FLOAT_EQ(line.words[0].end, 0.2F);
  EXPECT_FLOAT_EQ(line.words[1].begin, 0.6F);
  EXPECT_FLOAT_EQ(line.words[1].end, 0.8F);
}

TEST(Ctc, SpacesAtTheEndsAndInARowDoNotShow) {
  EXPECT_EQ(Decode({4, 3, 4, 0, 4, 3, 4}).text, "a a");
}

TEST(Ctc, PaddingIsNoPartOfTheLine) {
  const auto line = Decode({3, 0, 3, 0, 0, 0, 0, 0}, 0.5);
  ASSERT_EQ(line.words.size(), 1U);
  EXPECT_FLOAT_EQ(line.words[0].end, 0.75F);
}

TEST(Ctc, ConfidenceIsTheMeanOfTheCharacters) {
  EXPECT_NEAR(Decode({1, 0, 2}).confidence, 0.9, 1e-6);
  EXPECT_EQ(Decode({0, 0}).confidence, 0);
  EXPECT_TRUE(Decode({0, 0}).text.empty());
}

TEST(Ctc, AnAnswerOfAnotherAlphabetIsRefused) {
  parse::RecognisedLine line;
  const Tensor answer = Steps({1});
  EXPECT_FALSE(DecodeLine({answer.shape, answer.values}, Alphabet("文\n渊\n"), 1, line));
}

}  // namespace
}  // namespace wenyuan::ocr
