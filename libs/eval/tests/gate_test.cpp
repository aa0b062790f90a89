#include "wenyuan/eval/gate.h"

#include <gtest/gtest.h>

namespace wenyuan::eval {
namespace {

// So many questions, of which the first `right` are right.
Results Right(std::size_t right, std::size_t all, const std::string& measure = "hit@1") {
  Results results;
  for (std::size_t i = 0; i < all; ++i) {
    results[std::to_string(1000 + i)][measure] = i < right ? 1 : 0;
  }
  return results;
}

const std::vector<GateRule> kNotWorse = {{"hit@1", std::nullopt, 0.01}};

TEST(Gate, PassesWhatIsNotWorse) {
  const Results before = Right(80, 100);
  EXPECT_EQ(Gate(kNotWorse, Right(80, 100), &before).verdict, Verdict::kPass);
  EXPECT_EQ(Gate(kNotWorse, Right(95, 100), &before).verdict, Verdict::kPass);
  EXPECT_EQ(Gate(kNotWorse, Right(79, 100), &before).verdict, Verdict::kPass) << "within a point";
}

TEST(Gate, FailsALossThatIsNoChance) {
  const Results before = Right(80, 100);
  const GateReport report = Gate(kNotWorse, Right(72, 100), &before);
  EXPECT_EQ(report.verdict, Verdict::kFail);
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings[0].difference->lost, 8U);
  EXPECT_NE(report.findings[0].reason.find("0.080"), std::string::npos);
  EXPECT_NE(report.findings[0].reason_zh.find("0.080"), std::string::npos);
}

TEST(Gate, PassesALossThatMayBeChance) {
  const Results before = Right(80, 100);
  // Five lost of a hundred: p = 1/16.
  const GateReport report = Gate(kNotWorse, Right(75, 100), &before);
  EXPECT_EQ(report.verdict, Verdict::kPass);
  EXPECT_NE(report.findings[0].reason.find("chance"), std::string::npos);
}

TEST(Gate, HoldsTheFloor) {
  const std::vector<GateRule> rules = {{"hit@1", 0.8, std::nullopt}};
  EXPECT_EQ(Gate(rules, Right(80, 100), nullptr).verdict, Verdict::kPass);
  EXPECT_EQ(Gate(rules, Right(79, 100), nullptr).verdict, Verdict::kFail);
}

TEST(Gate, AFloorThatIsBrokenFailsWithoutABaseline) {
  const std::vector<GateRule> rules = {{"hit@1", 0.8, 0.01}};
  EXPECT_EQ(Gate(rules, Right(50, 100), nullptr).verdict, Verdict::kFail);
  EXPECT_EQ(Gate(rules, Right(90, 100), nullptr).verdict, Verdict::kCannotTell);
}

TEST(Gate, CannotTellWithoutRulesQuestionsOrBaseline) {
  const Results before = Right(80, 100);
  EXPECT_EQ(Gate({}, Right(80, 100), &before).verdict, Verdict::kCannotTell);
  EXPECT_EQ(Gate(kNotWorse, Right(80, 100), nullptr).verdict, Verdict::kCannotTell);
  EXPECT_EQ(Gate(kNotWorse, Right(19, 19), &before).verdict, Verdict::kCannotTell);
  EXPECT_EQ(Gate({{"refusal", 0.5, std::nullopt}}, Right(80, 100), &before).verdict,
            Verdict::kCannotTell);
  Results other;
  for (const auto& [question, measures] : before) other[question + "x"] = measures;
  EXPECT_EQ(Gate(kNotWorse, other, &before).verdict, Verdict::kCannotTell) << "no pairs";
}

TEST(Gate, OneFailureDecides) {
  const Results before = Right(80, 100);
  const std::vector<GateRule> rules = {{"refusal", 0.5, std::nullopt},
                                       {"hit@1", 0.9, std::nullopt}};
  EXPECT_EQ(Gate(rules, Right(80, 100), &before).verdict, Verdict::kFail);
}

TEST(Rules, AreCheckedBeforeTheyAreKept) {
  EXPECT_TRUE(CheckRules(DefaultRules()));
  for (const std::vector<GateRule>& wrong : std::vector<std::vector<GateRule>>{
           {{"hits@1", 0.5, std::nullopt}},
           {{"hit@1", std::nullopt, std::nullopt}},
           {{"hit@1", 1.5, std::nullopt}},
           {{"hit@1", std::nullopt, -0.1}},
           {{"hit@1", 0.5, std::nullopt}, {"hit@1", 0.6, std::nullopt}},
           std::vector<GateRule>(21, {"hit@1", 0.5, std::nullopt})}) {
    const auto checked = CheckRules(wrong);
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, ErrorCode::kInvalidArgument);
    EXPECT_FALSE(checked.error().message_zh.empty());
  }
}

}  // namespace
}  // namespace wenyuan::eval
