#include "wenyuan/quality/evaluator.h"

#include <algorithm>
#include <cmath>

#include "fixtures.h"

namespace wenyuan::quality {
namespace {

class EvaluatorTest : public QualityTest {
 protected:
  store::QuestionResult Measure(const store::Question& question, bool with_answers = false) {
    const Engines engines{searcher_, with_answers ? &answerer_ : nullptr, SystemClock()};
    return Must(Evaluate(question, engines, owner_, library_.id)).result;
  }
};

TEST_F(EvaluatorTest, ScoresDocumentsWherePassagesWereFound) {
  searcher_.hits["q"] = {HitOn("gone.txt"), HitOn("gone.txt", 0, 1), HitOn("leave.pdf")};
  const auto result = Measure(Ask("q", {Expect("leave.pdf"), Expect("travel.pdf", 2)}));
  EXPECT_DOUBLE_EQ(result.measures.at("hit@1"), 0);
  EXPECT_DOUBLE_EQ(result.measures.at("hit@5"), 1);
  EXPECT_DOUBLE_EQ(result.measures.at("mrr@10"), 0.5) << "the second document";
  EXPECT_DOUBLE_EQ(result.measures.at("recall@100"), 0.5);
  const double gain = 1 / std::log2(3.0);
  EXPECT_DOUBLE_EQ(result.measures.at("ndcg@10"), gain / (2 + gain));
  EXPECT_FALSE(result.measures.contains("passage_hit@5")) << "no place was named";
  EXPECT_EQ(result.documents,
            (std::vector{documents_.at("gone.txt").number, documents_.at("leave.pdf").number}));
  EXPECT_EQ(searcher_.last_request.libraries, std::vector{library_.id});
}

TEST_F(EvaluatorTest, LooksForThePageThatIsNamed) {
  searcher_.hits["q"] = {HitOn("leave.pdf", 2), HitOn("leave.pdf", 7)};
  EXPECT_DOUBLE_EQ(Measure(Ask("q", {Expect("leave.pdf", 1, 7)})).measures.at("passage_hit@5"), 1);
  EXPECT_DOUBLE_EQ(Measure(Ask("q", {Expect("leave.pdf", 1, 9)})).measures.at("passage_hit@5"), 0);
}

TEST_F(EvaluatorTest, JudgesAnswersAndRefusals) {
  answerer_.texts["q"] = "年假为 5 天。";
  store::Question question = Ask("q", {Expect("leave.pdf")});
  question.answers = {"5天"};
  const auto answered = Measure(question, true);
  EXPECT_DOUBLE_EQ(answered.measures.at("answer_contains"), 1);
  EXPECT_DOUBLE_EQ(answered.measures.at("answered"), 1);
  EXPECT_FALSE(answered.measures.contains("refusal"));
  EXPECT_GT(answered.answer_micros, 0);
  store::Question refused;
  refused.text = "unknown";
  refused.must_refuse = true;
  EXPECT_DOUBLE_EQ(Measure(refused, true).measures.at("refusal"), 1);
  refused.text = "q";
  EXPECT_DOUBLE_EQ(Measure(refused, true).measures.at("refusal"), 0);
  EXPECT_TRUE(Measure(refused).measures.empty()) << "not answered, nothing judged";
}

TEST_F(EvaluatorTest, KeepsTheAnswerWithWhatItWasMadeOf) {
  answer::Answer given;
  given.model = "m";
  given.answerability = 0.8;
  given.passages = {HitOn("leave.pdf", 7, 2), HitOn("travel.pdf", 1)};
  given.passages[0].chunk.text = "员工年假为 5 天。";
  answer::Citation cited;
  cited.document_id = documents_.at("leave.pdf").id;
  cited.revision = 1;
  cited.chunk = 2;
  cited.page = 7;
  cited.quote = std::string(2000, 'q');
  given.sentences = {{"年假为 5 天。", {cited}, {{10, 15}}}};
  given.context = answer::ReadContext{800, 100, 1, "5 天"};
  answerer_.answers["q"] = given;
  store::Question question = Ask("q", {Expect("leave.pdf", 1, 7), Expect("travel.pdf")});
  question.answers = {"5 天"};
  const auto result = Measure(question, true);
  EXPECT_DOUBLE_EQ(result.measures.at("token_f1"), 1) << "of the words that are marked";
  EXPECT_DOUBLE_EQ(result.measures.at("citation_precision"), 1);
  EXPECT_DOUBLE_EQ(result.measures.at("citation_recall"), 0.5);
  EXPECT_DOUBLE_EQ(result.measures.at("cited"), 1);
  EXPECT_NEAR(result.measures.at("calibration"), 0.96, 1e-9);
  EXPECT_DOUBLE_EQ(result.measures.at("compression"), 8);
  EXPECT_DOUBLE_EQ(result.measures.at("kept_answer"), 1);
  EXPECT_TRUE(result.measures.contains("first_sentence_ms"));
  ASSERT_TRUE(result.answer);
  EXPECT_EQ(result.answer->model, "m");
  ASSERT_EQ(result.answer->passages.size(), 1U);
  EXPECT_EQ(result.answer->passages[0].document, documents_.at("leave.pdf").number);
  EXPECT_LT(result.answer->passages[0].quote.size(), 700U) << "shortened";
  question.expected = {Expect("leave.pdf", 1, 8)};
  EXPECT_DOUBLE_EQ(Measure(question, true).measures.at("citation_precision"), 0)
      << "another page was asked for";
}

TEST_F(EvaluatorTest, ASentenceWithoutProofKeepsAllThatWasReadWithIt) {
  answer::Answer given;
  given.passages = {HitOn("leave.pdf"), HitOn("travel.pdf")};
  given.sentences = {{"doubtful", {}}};
  answerer_.answers["q"] = given;
  const auto result = Measure(Ask("q", {Expect("leave.pdf")}), true);
  EXPECT_EQ(result.answer->passages.size(), 2U);
  EXPECT_DOUBLE_EQ(result.measures.at("cited"), 0);
}

TEST_F(EvaluatorTest, ASummaryHasWhatIsShownAndNotJudged) {
  std::vector<store::QuestionResult> results(40);
  for (std::size_t i = 0; i < results.size(); ++i) {
    results[i].question = static_cast<store::QuestionNumber>(i + 1);
    results[i].measures = {{"answered", i < 10 ? 0.0 : 1.0},
                           {"answer_contains", 1},
                           {"probability", 0.9},
                           {"holds", i < 10 ? 0.0 : 1.0},
                           {"compression", i % 2 == 0 ? 4.0 : 6.0},
                           {"first_ms", 7}};
  }
  const RunSummary summary = Summarise(results);
  std::map<std::string, double> values;
  for (const MeasureSummary& one : summary.values) values[one.measure] = one.estimate.value;
  EXPECT_NEAR(values.at("false_refusal"), 0.25, 1e-9);
  EXPECT_NEAR(values.at("calibration_error"), 0.15, 1e-9);
  EXPECT_NEAR(values.at("compression"), 5, 1e-9);
  EXPECT_DOUBLE_EQ(summary.first_p50_ms, 7);
  const auto rules = RulesFor(set_, results);
  const auto asks = [&](const char* measure) {
    return std::any_of(rules.begin(), rules.end(),
                       [&](const auto& rule) { return rule.measure == measure; });
  };
  EXPECT_TRUE(asks("hit@1") && asks("answered") && asks("answer_contains"));
  EXPECT_FALSE(asks("refusal")) << "none can be judged by it";
  results.resize(19);
  EXPECT_EQ(RulesFor(set_, results).size(), 2U) << "too few to judge answers";
}

TEST_F(EvaluatorTest, AQuestionTheEngineWillNotTakeFoundNothing) {
  EXPECT_DOUBLE_EQ(Measure(Ask("!refused", {Expect("leave.pdf")})).measures.at("hit@5"), 0);
  const Engines engines{searcher_, nullptr, SystemClock()};
  const auto broken = Evaluate(Ask("!broken", {Expect("leave.pdf")}), engines, owner_, library_.id);
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, ErrorCode::kUnavailable);
}

TEST_F(EvaluatorTest, AChangeIsTriedOnBothEnginesBeforeItTakesEffect) {
  ScriptedSearcher changed;
  for (int i = 0; i < 40; ++i) {
    const std::string text = "q" + std::to_string(i);
    Ask(text, {Expect("leave.pdf")});
    searcher_.hits[text] = {HitOn("leave.pdf")};
    changed.hits[text] = {HitOn(i < 10 ? "travel.pdf" : "leave.pdf"), HitOn("leave.pdf")};
  }
  Viewer viewer = ViewerOf(owner_);
  const Engines before{searcher_, nullptr, SystemClock()};
  const Engines after{changed, nullptr, SystemClock()};
  const auto go_on = [](std::size_t, std::size_t) { return true; };
  const auto sides = Must(TryChange(*store_, viewer, set_, owner_, before, after, go_on));
  const auto worse = Compare(sides.before, sides.after, RulesOf(set_), "ndcg@10");
  EXPECT_EQ(worse.gate.verdict, eval::Verdict::kFail);
  EXPECT_EQ(worse.lost.size(), 10U);
  EXPECT_TRUE(worse.won.empty());
  const auto better = Compare(sides.after, sides.before, RulesOf(set_), "ndcg@10");
  EXPECT_EQ(better.gate.verdict, eval::Verdict::kPass);
  const auto stopped = TryChange(*store_, viewer, set_, owner_, before, after,
                                 [](std::size_t, std::size_t) { return false; });
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace wenyuan::quality
