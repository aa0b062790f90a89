#include "wenyuan/eval/answers.h"

#include <gtest/gtest.h>

namespace wenyuan::eval {
namespace {

TEST(Contains, CaseAndWhiteSpaceDoNotCount) {
  EXPECT_TRUE(Contains("It opened in May\n1998.", "may 1998"));
  EXPECT_TRUE(Contains("共　十 天", "十天"));
  EXPECT_FALSE(Contains("十一天", "十天"));
  EXPECT_FALSE(Contains("anything", " "));
}

TEST(AnswerScorer, AddsUpWhatTheDefinitionsSay) {
  AnswerScorer scorer;
  const Grades ab = {{"a", 1}, {"b", 2}, {"c", 0}};
  // Right in the second sentence; two of three citations are right, one of two documents cited.
  scorer.Add({"1", "?", {"ten days"}, ab},
             {false, {{"Leave it.", {"a", "c"}}, {"It is ten days.", {"a"}}}});
  // Right in the first.
  scorer.Add({"2", "?", {"x", "y"}, ab}, {false, {{"Y it is", {"b", "a"}}}});
  scorer.Add({"3", "?", {"z"}, ab}, {true, {}});
  // Nothing is known about this one but that it was answered.
  scorer.Add({"4", "?", {}, {}}, {false, {{"So so.", {"d"}}}});
  const AnswerScores scores = scorer.Scores();
  EXPECT_EQ(scores.queries, 4U);
  EXPECT_DOUBLE_EQ(scores.answer_contains, 2.0 / 3);
  EXPECT_DOUBLE_EQ(scores.sentence_hit, 1.0 / 3);
  EXPECT_DOUBLE_EQ(scores.refused, 1.0 / 4);
  EXPECT_DOUBLE_EQ(scores.citation_precision, 4.0 / 5);
  EXPECT_DOUBLE_EQ(scores.citation_recall, (0.5 + 1) / 2);
}

TEST(AnswerScorer, NothingAskedIsNothingRight) {
  const AnswerScores scores = AnswerScorer().Scores();
  EXPECT_EQ(scores.queries, 0U);
  EXPECT_EQ(scores.citation_precision, 0);
}

TEST(AnswerScorer, HasIntervalsAroundItsScores) {
  AnswerScorer scorer;
  for (int i = 0; i < 60; ++i) {
    const bool right = i % 3 != 0;
    scorer.Add({std::to_string(i), "q", {"a"}, {{"d", 1}}},
               {!right, right ? std::vector<GivenAnswer::Sentence>{{"a", {"d", "x"}}}
                              : std::vector<GivenAnswer::Sentence>()});
  }
  const AnswerScores scores = scorer.Scores();
  const AnswerIntervals intervals = scorer.Intervals();
  EXPECT_DOUBLE_EQ(scores.citation_precision, 0.5);
  EXPECT_DOUBLE_EQ(intervals.citation_precision.low, 0.5) << "two citations, one right, in each";
  EXPECT_LT(intervals.answer_contains.low, scores.answer_contains);
  EXPECT_GT(intervals.answer_contains.high, scores.answer_contains);
  EXPECT_DOUBLE_EQ(intervals.refused.low, 1 - intervals.answer_contains.high);
}

}  // namespace
}  // namespace wenyuan::eval
