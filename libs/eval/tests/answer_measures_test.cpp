#include <gtest/gtest.h>

#include "wenyuan/eval/answers.h"
#include "wenyuan/eval/gate.h"

namespace wenyuan::eval {
namespace {

TEST(TokenF1, CountsEnglishByWordAsSquadDoes) {
  EXPECT_DOUBLE_EQ(TokenF1("The U.S. Army", "US army"), 1) << "articles, case and signs";
  EXPECT_DOUBLE_EQ(TokenF1("in 1969, by NASA", "NASA 1969"), 2 * 2.0 / (4 + 2)) << "in any order";
  EXPECT_DOUBLE_EQ(TokenF1("cat cat", "cat dog"), 0.5) << "a word counts as often as it is there";
  EXPECT_DOUBLE_EQ(TokenF1("no", "yes"), 0);
}

TEST(TokenF1, CountsChineseByCharacterInOneRunAsCmrcDoes) {
  EXPECT_DOUBLE_EQ(TokenF1("年假为 5 天。", "5天"), 2 * 2.0 / (5 + 2));
  EXPECT_DOUBLE_EQ(TokenF1("天为年", "年为天"), 2 * 1.0 / (3 + 3)) << "the longest run is one";
  EXPECT_DOUBLE_EQ(TokenF1("１９６９年", "1969年"), 1) << "full width";
}

TEST(TokenF1, IsNothingWhereThereIsNothing) {
  EXPECT_DOUBLE_EQ(TokenF1("", "x"), 0);
  EXPECT_DOUBLE_EQ(TokenF1("！", "！"), 0);
  EXPECT_DOUBLE_EQ(TokenF1("x", std::vector<std::string>()), 0);
  EXPECT_DOUBLE_EQ(TokenF1("x", std::vector<std::string>{"y", "x"}), 1) << "the best of several";
}

JudgedAnswer Given() {
  JudgedAnswer answer;
  answer.right = {"5天"};
  answer.relevant = {"1", "2"};
  answer.sentences = {{"年假为 5 天。", {"1", "3"}}, {"见手册。", {}}};
  return answer;
}

TEST(MeasureAnswer, JudgesWordsAndCitations) {
  const Measures measures = MeasureAnswer(Given());
  EXPECT_DOUBLE_EQ(measures.at("answer_contains"), 1);
  EXPECT_DOUBLE_EQ(measures.at("sentence_hit"), 1);
  EXPECT_DOUBLE_EQ(measures.at("token_f1"), 2 * 2.0 / (8 + 2));
  EXPECT_DOUBLE_EQ(measures.at("cited"), 0.5);
  EXPECT_DOUBLE_EQ(measures.at("citation_precision"), 0.5);
  EXPECT_DOUBLE_EQ(measures.at("citation_recall"), 0.5);
  EXPECT_DOUBLE_EQ(measures.at("answered"), 1);
  EXPECT_FALSE(measures.contains("refusal"));
  EXPECT_FALSE(measures.contains("calibration")) << "nobody knows what the passages hold";
}

TEST(MeasureAnswer, TakesTheWordsThatWereAskedForWhereTheyAreMarked) {
  JudgedAnswer answer = Given();
  answer.short_answer = "5 天";
  EXPECT_DOUBLE_EQ(MeasureAnswer(answer).at("token_f1"), 1);
}

TEST(MeasureAnswer, ARefusalHoldsNothingAndCitesNothing) {
  JudgedAnswer answer = Given();
  answer.refused = true;
  answer.sentences.clear();
  const Measures measures = MeasureAnswer(answer);
  EXPECT_DOUBLE_EQ(measures.at("answered"), 0);
  EXPECT_DOUBLE_EQ(measures.at("answer_contains"), 0);
  EXPECT_DOUBLE_EQ(measures.at("token_f1"), 0);
  EXPECT_FALSE(measures.contains("citation_precision"));
  EXPECT_FALSE(measures.contains("cited"));
}

TEST(MeasureAnswer, OfWhatMustBeRefusedOnlyTheRefusalCounts) {
  JudgedAnswer answer = Given();
  answer.must_refuse = true;
  answer.holds = false;
  answer.probability = 0.5;
  Measures measures = MeasureAnswer(answer);
  EXPECT_DOUBLE_EQ(measures.at("refusal"), 0);
  EXPECT_FALSE(measures.contains("answered"));
  EXPECT_FALSE(measures.contains("cited"));
  EXPECT_DOUBLE_EQ(measures.at("calibration"), 0.75);
  EXPECT_DOUBLE_EQ(measures.at("holds"), 0);
}

TEST(MeasureAnswer, EveryMeasureButTheValuesHasItsRule) {
  JudgedAnswer answer = Given();
  answer.holds = true;
  answer.kept = true;
  answer.compression = 7.5;
  for (const auto& [name, value] : MeasureAnswer(answer)) {
    const bool judged = static_cast<bool>(CheckRules({{name, 0.5, std::nullopt}}));
    EXPECT_EQ(judged, name != "compression" && name != "probability" && name != "holds") << name;
  }
}

TEST(CalibrationError, IsZeroOfATrueForecastAndOneOfAFalseOne) {
  EXPECT_DOUBLE_EQ(CalibrationError(std::vector<Forecast>{{1, 1}, {0, 0}}).value, 0);
  EXPECT_DOUBLE_EQ(CalibrationError(std::vector<Forecast>{{1, 0}, {0, 1}}).value, 1);
  EXPECT_EQ(CalibrationError({}).questions, 0U);
}

TEST(CalibrationError, LooksAtBinsAndNotAtSingleForecasts) {
  std::vector<Forecast> forecasts;
  for (int i = 0; i < 100; ++i) forecasts.push_back({0.75, i % 4 == 0 ? 0.0 : 1.0});
  EXPECT_NEAR(CalibrationError(forecasts).value, 0, 1e-12);
  for (Forecast& one : forecasts) one.probability = 0.95;
  const Estimate off = CalibrationError(forecasts);
  EXPECT_NEAR(off.value, 0.2, 1e-12);
  EXPECT_LT(off.interval.low, 0.2);
  EXPECT_GT(off.interval.high, 0.2);
}

}  // namespace
}  // namespace wenyuan::eval
