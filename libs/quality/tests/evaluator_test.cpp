#include "wenyuan/quality/evaluator.h"

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
  const auto worse = Must(TryChange(*store_, viewer, set_, owner_, before, after, go_on));
  EXPECT_EQ(worse.gate.verdict, eval::Verdict::kFail);
  EXPECT_EQ(worse.lost.size(), 10U);
  EXPECT_TRUE(worse.won.empty());
  const auto better = Must(TryChange(*store_, viewer, set_, owner_, after, before, go_on));
  EXPECT_EQ(better.gate.verdict, eval::Verdict::kPass);
  const auto stopped = TryChange(*store_, viewer, set_, owner_, before, after,
                                 [](std::size_t, std::size_t) { return false; });
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace wenyuan::quality
