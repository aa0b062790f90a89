#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "fixtures.h"
#include "wenyuan/answer/answerer.h"

namespace wenyuan::answer {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// Says what a test wrote for it, a character at a time.
class ScriptedModel final : public llm::ChatModel {
 public:
  Result<llm::ChatModelInfo> Info(Deadline) const override {
    if (away) return Error{ErrorCode::kUnavailable, "the model is being loaded"};
    return llm::ChatModelInfo{"r1", 4096, true, true, thinks};
  }
  Result<llm::ChatReply> Chat(const llm::ChatRequest& request,
                              const std::function<bool(const llm::ChatDelta&)>& on_delta,
                              Deadline) const override {
    last = request;
    std::this_thread::sleep_for(pause);
    if (!thinking.empty() && !on_delta({thinking, ""})) return Gone();
    for (const char letter : says) {
      if (!on_delta({"", std::string(1, letter)})) return Gone();
    }
    if (breaks) return Error{ErrorCode::kUnavailable, "the model server broke off"};
    llm::ChatReply reply;
    reply.prompt_tokens = prompt_tokens;
    return reply;
  }
  static Error Gone() { return {ErrorCode::kCancelled, "gone"}; }

  std::string says;
  std::string thinking;
  bool away = false;
  bool thinks = false;
  bool breaks = false;
  std::uint64_t prompt_tokens = 0;
  std::chrono::milliseconds pause{0};
  mutable llm::ChatRequest last;
};

// Quotes the same, and is less sure of it.
class Unsure final : public Answerer {
 public:
  explicit Unsure(const Answerer& quotes) : quotes_(quotes) {}
  Result<Answer> Ask(const Question& question, const access::Asker& asker,
                     const AnswerEvents& events) const override {
    auto answer = quotes_.Ask(question, asker, events);
    answer->answerability = .8;
    return answer;
  }

 private:
  const Answerer& quotes_;
};

class GeneratedAnswererTest : public ::testing::Test {
 protected:
  Result<Answer> Ask(const std::string& question, const AnswerEvents& events = {}) {
    return answerer_->Ask({question, {}}, {7, false, false, Language::kChinese}, events);
  }

  FixedSearcher searcher_{
      {TextHit("假期", "员工每年享有15天带薪年假。未使用的年假可以顺延至次年3月31日，逾期作废。"),
       TextHit("病假", "病假需要医院证明，病假期间发放基本工资的80%。")}};
  ScriptedModel model_;
  std::unique_ptr<Answerer> extractive_ = MakeExtractiveAnswerer(SharedAnalyzer(), searcher_);
  std::unique_ptr<Answerer> answerer_ =
      MakeGeneratedAnswerer(SharedAnalyzer(), searcher_, *extractive_, model_, {});
};

TEST_F(GeneratedAnswererTest, ShowsEachSentenceWithItsProof) {
  model_.says = "员工每年有15天带薪年假。[1]未使用的年假可以顺延至次年3月31日。[1]";
  std::vector<std::string> told;
  const auto answer = Ask("员工每年有几天带薪年假？", [&](const Sentence& sentence) {
    told.push_back(sentence.text);
    return true;
  });
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_FALSE(answer->refused);
  EXPECT_EQ(answer->model, "r1");
  EXPECT_THAT(told, ElementsAre("员工每年有15天带薪年假。", "未使用的年假可以顺延至次年3月31日。"));
  ASSERT_THAT(answer->sentences, SizeIs(2));
  EXPECT_THAT(answer->sentences[0].citations,
              ElementsAre(Field(&Citation::quote, "员工每年享有15天带薪年假。")));
  EXPECT_EQ(answer->passages.size(), 2U);
}

TEST_F(GeneratedAnswererTest, LeavesOutWhatNothingProves) {
  model_.says = "员工每年享有15天带薪年假。[1]公司由马云创办于杭州。[2]";
  const auto answer = Ask("员工每年有几天带薪年假？");
  EXPECT_THAT(answer->sentences, SizeIs(1));
  ASSERT_THAT(answer->unproven, SizeIs(1));
  EXPECT_EQ(answer->unproven[0].text, "公司由马云创办于杭州。");
  EXPECT_NE(answer->unproven[0].why, "");
  EXPECT_NE(answer->unproven[0].why_zh, "");
}

TEST_F(GeneratedAnswererTest, ShowsWhatNothingProvesWithItsDoubtWhenTold) {
  GenerationOptions options;
  options.proof = ProofPolicy::kFlag;
  const auto answerer =
      MakeGeneratedAnswerer(SharedAnalyzer(), searcher_, *extractive_, model_, options);
  model_.says = "员工每年享有15天带薪年假。[1]员工每年享有30天病假。[2]";
  const auto answer =
      answerer->Ask({"员工每年有几天带薪年假？", {}}, {7, false, false, Language::kChinese}, {});
  ASSERT_TRUE(answer) << answer.error().message;
  ASSERT_THAT(answer->sentences, SizeIs(2));
  EXPECT_EQ(answer->sentences[0].doubt, "");
  EXPECT_THAT(answer->sentences[1].citations, IsEmpty());
  EXPECT_THAT(answer->sentences[1].doubt, HasSubstr("30天"));
  EXPECT_THAT(answer->unproven, IsEmpty());
}

TEST_F(GeneratedAnswererTest, LeavesOutWhatTheRerankerTakesForSomethingElse) {
  KnowingReranker reranker;
  reranker.scores = {{"15天", 5.0F}};
  GenerationOptions options;
  options.reader = {&reranker};
  const auto answerer =
      MakeGeneratedAnswerer(SharedAnalyzer(), searcher_, *extractive_, model_, options);
  model_.says = "员工每年享有15天带薪年假。[1]病假需要医院证明，病假期间发放基本工资的80%。[2]";
  const auto answer =
      answerer->Ask({"员工每年有几天带薪年假？", {}}, {7, false, false, Language::kChinese}, {});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_THAT(answer->sentences, SizeIs(1));
  ASSERT_THAT(answer->unproven, SizeIs(1));
  EXPECT_THAT(answer->unproven[0].why, HasSubstr("something else"));
}

TEST_F(GeneratedAnswererTest, ProvesEachSentenceForItself) {
  model_.says = "员工每年享有15天带薪年假。病假期间发放基本工资的90%。[1][2]";
  const auto answer = Ask("员工每年有几天带薪年假？");
  EXPECT_THAT(answer->sentences, SizeIs(1));
  EXPECT_THAT(answer->unproven, SizeIs(1));
}

TEST_F(GeneratedAnswererTest, ARefusalBehindAnAnswerSaysNothing) {
  model_.says = "员工每年享有15天带薪年假。资料中没有找到答案。[1]";
  const auto answer = Ask("员工每年有几天带薪年假？");
  EXPECT_EQ(answer->text, "员工每年享有15天带薪年假。");
  EXPECT_THAT(answer->unproven, IsEmpty());
}

TEST_F(GeneratedAnswererTest, LeavesOutWhatSpeaksOfASentenceThatWasLeftOut) {
  model_.says = "员工每年享有99天带薪年假。[1]该年假可以顺延至次年3月31日。[1]";
  const auto dangling = Ask("员工每年有几天带薪年假？");
  ASSERT_THAT(dangling->unproven, SizeIs(2));
  EXPECT_THAT(dangling->unproven[1].why, HasSubstr("was left out"));
  model_.says = "员工每年享有15天带薪年假。[1]该年假可以顺延至次年3月31日。[1]";
  EXPECT_THAT(Ask("员工每年有几天带薪年假？")->sentences, SizeIs(2));
}

TEST_F(GeneratedAnswererTest, StopsAModelThatGoesOnWhenAllIsSaid) {
  model_.says = "员工每年享有15天带薪年假。[1]员工每年享有15天带薪年假。[1]病假需要医院证明。[2]";
  EXPECT_THAT(Ask("员工每年有几天带薪年假？")->sentences, SizeIs(1));
  model_.says = "员工每年享有15天带薪年假。[1]马云创办。[1]于杭州。[1]病假需要医院证明。[2]";
  const auto answer = Ask("员工每年有几天带薪年假？");
  EXPECT_THAT(answer->sentences, SizeIs(1));
  EXPECT_EQ(answer->unproven.size(), 2U);
  EXPECT_FALSE(answer->without_model);
}

TEST_F(GeneratedAnswererTest, QuotesSentencesWhenNothingStands) {
  model_.says = "公司由马云创办于杭州。[2]";
  std::vector<std::string> told;
  const auto answer = Ask("员工每年有几天带薪年假？", [&](const Sentence& sentence) {
    told.push_back(sentence.text);
    return true;
  });
  EXPECT_FALSE(answer->refused);
  EXPECT_EQ(answer->model, "extractive");
  EXPECT_THAT(told, ElementsAre("员工每年享有15天带薪年假。"));
  EXPECT_THAT(answer->unproven, SizeIs(1));
  EXPECT_TRUE(answer->without_model);
}

TEST_F(GeneratedAnswererTest, RefusesWhenTheModelDoes) {
  model_.says = "资料中没有找到答案。";
  const Unsure unsure(*extractive_);
  const auto answerer = MakeGeneratedAnswerer(SharedAnalyzer(), searcher_, unsure, model_, {});
  const auto answer =
      answerer->Ask({"员工每年有几天带薪年假？", {}}, {7, false, false, Language::kChinese}, {});
  EXPECT_TRUE(answer->refused);
  EXPECT_THAT(answer->sentences, IsEmpty());
}

TEST_F(GeneratedAnswererTest, QuotesWhenTheModelMissesWhatIsVeryLikelyThere) {
  model_.says = "资料中没有找到答案。";
  const auto answer = Ask("员工每年有几天带薪年假？");
  ASSERT_GE(answer->answerability, .9);
  EXPECT_THAT(answer->text, HasSubstr("15天"));
  EXPECT_EQ(answer->model, "extractive");
  EXPECT_TRUE(answer->without_model);
}

TEST_F(GeneratedAnswererTest, AsksModelsThatThinkAsTheirMakersSay) {
  model_.thinks = true;
  model_.says = "员工每年享有15天带薪年假[citation:1]。";
  EXPECT_THAT(Ask("员工每年有几天带薪年假？")->sentences, SizeIs(1));
  ASSERT_THAT(model_.last.turns, SizeIs(1));
  EXPECT_EQ(model_.last.turns[0].role, llm::ChatRole::kUser);
  EXPECT_FLOAT_EQ(model_.last.temperature, .6F);
  EXPECT_FLOAT_EQ(model_.last.top_p, .95F);
  EXPECT_TRUE(model_.last.thinking);
}

TEST_F(GeneratedAnswererTest, TheSameQuestionOnTheSamePassagesIsDrawnAlike) {
  model_.thinks = true;
  model_.says = "员工每年享有15天带薪年假[citation:1]。";
  ASSERT_TRUE(Ask("员工每年有几天带薪年假？"));
  const auto seed = model_.last.seed;
  ASSERT_TRUE(seed);
  ASSERT_TRUE(Ask("员工每年有几天带薪年假？"));
  EXPECT_EQ(model_.last.seed, seed);
  ASSERT_TRUE(Ask("未使用的年假可以顺延吗？"));
  EXPECT_NE(model_.last.seed, seed);
}

TEST_F(GeneratedAnswererTest, NamesThePassagesOnlyInCitations) {
  model_.says = "根据资料[1]，员工每年享有15天带薪年假。[1]";
  const auto answer = Ask("员工每年有几天带薪年假？");
  EXPECT_EQ(answer->text, "员工每年享有15天带薪年假。");
  EXPECT_THAT(answer->unproven, IsEmpty());
}

TEST_F(GeneratedAnswererTest, DoesNotAskTheModelWhatThePassagesCannotAnswer) {
  model_.says = "员工每年享有15天带薪年假。[1]";
  EXPECT_TRUE(Ask("量子计算机的原理是什么？")->refused);
  EXPECT_THAT(model_.last.turns, IsEmpty());
}

TEST_F(GeneratedAnswererTest, QuotesSentencesWhileTheModelIsAway) {
  model_.away = true;
  const auto answer = Ask("员工每年有几天带薪年假？");
  ASSERT_TRUE(answer);
  EXPECT_FALSE(answer->refused);
  EXPECT_EQ(answer->model, "extractive");
  EXPECT_EQ(answer->without_model->message, "the model is being loaded");
}

TEST_F(GeneratedAnswererTest, KeepsWhatWasProvenWhenTheModelBreaksOff) {
  model_.says = "员工每年享有15天带薪年假。[1]未";
  model_.breaks = true;
  const auto answer = Ask("员工每年有几天带薪年假？");
  EXPECT_THAT(answer->sentences, SizeIs(1));
  EXPECT_TRUE(answer->without_model);
  model_.says = "员";
  EXPECT_EQ(Ask("员工每年有几天带薪年假？")->model, "extractive");
}

TEST_F(GeneratedAnswererTest, KeepsThinkingOutOfTheAnswer) {
  model_.thinks = true;
  model_.thinking = "员工每年享有15天带薪年假。[1]";
  model_.says = "病假需要医院证明。[2]";
  std::string thought;
  AnswerEvents events;
  events.on_thinking = [&](std::string_view text) {
    thought += text;
    return true;
  };
  const auto answer = Ask("员工每年有几天带薪年假？", events);
  EXPECT_EQ(thought, model_.thinking);
  EXPECT_EQ(answer->thinking, model_.thinking);
  EXPECT_EQ(answer->text, "病假需要医院证明。");
  EXPECT_EQ(model_.last.grammar, "") << "it would hold the thinking, too";
}

TEST_F(GeneratedAnswererTest, SaysWhenTheModelReadsAndWrites) {
  model_.says = "员工每年享有15天带薪年假。[1]";
  std::vector<std::string> told;
  AnswerEvents events;
  events.on_progress = [&](const Progress& progress) {
    EXPECT_EQ(progress.passages, 2U);
    EXPECT_EQ(progress.most, GenerationOptions().time);
    told.emplace_back(StepName(progress.step));
    return true;
  };
  events.on_sentence = [&](const Sentence&) {
    told.emplace_back("sentence");
    return true;
  };
  ASSERT_TRUE(Ask("员工每年有几天带薪年假？", events));
  EXPECT_THAT(told, ElementsAre("reading", "writing", "sentence"));
  events.on_progress = [](const Progress& progress) { return progress.step == Step::kReading; };
  const auto stopped = Ask("员工每年有几天带薪年假？", events);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
  model_.away = true;
  told.clear();
  ASSERT_TRUE(Ask("员工每年有几天带薪年假？", events));
  EXPECT_THAT(told, Not(::testing::Contains("reading")));
}

TEST_F(GeneratedAnswererTest, StopsWhenTheAskerLeft) {
  model_.says = "员工每年享有15天带薪年假。[1]病假需要医院证明。[2]";
  const auto answer = Ask("员工每年有几天带薪年假？", [](const Sentence&) { return false; });
  EXPECT_EQ(answer.error().code, ErrorCode::kCancelled);
}

TEST_F(GeneratedAnswererTest, SharesWorkOnlyAmongThoseWhoMayReadTheSame) {
  model_.says = "员工每年享有15天带薪年假。[1]";
  ASSERT_TRUE(Ask("员工每年有几天带薪年假？"));
  EXPECT_EQ(model_.last.scope, "library l_1\n");
  search::Hit restricted = TextHit("假期", "员工每年享有15天带薪年假。");
  restricted.document.restricted = true;
  FixedSearcher searcher({restricted});
  const auto extractive = MakeExtractiveAnswerer(SharedAnalyzer(), searcher);
  const auto answerer = MakeGeneratedAnswerer(SharedAnalyzer(), searcher, *extractive, model_, {});
  ASSERT_TRUE(
      answerer->Ask({"员工每年有几天带薪年假？", {}}, {7, false, false, Language::kChinese}, {}));
  EXPECT_THAT(model_.last.scope, HasSubstr("asker 7"));
}

TEST_F(GeneratedAnswererTest, ReadsPassagesWholeAndSaysHowMuchThatWas) {
  model_.says = "员工每年享有15天带薪年假。[1]";
  const auto answer = Ask("员工每年有几天带薪年假？");
  ASSERT_TRUE(answer->context);
  EXPECT_EQ(answer->context->tokens, answer->context->tokens_before);
  EXPECT_EQ(answer->context->kept_mass, 1);
  EXPECT_THAT(model_.last.turns[1].content, HasSubstr("病假期间发放基本工资的80%"));
}

TEST_F(GeneratedAnswererTest, ReadsOnlyWhatBearsOnTheQuestionWhenTold) {
  GenerationOptions options;
  options.context_tokens = 30;
  const auto answerer =
      MakeGeneratedAnswerer(SharedAnalyzer(), searcher_, *extractive_, model_, options);
  model_.says = "员工每年享有15天带薪年假。[1]";
  const auto answer =
      answerer->Ask({"员工每年有几天带薪年假？", {}}, {7, false, false, Language::kChinese}, {});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_THAT(answer->sentences, SizeIs(1));
  EXPECT_LE(answer->context->tokens, 30U);
  EXPECT_GT(answer->context->tokens_before, 30U);
  EXPECT_THAT(model_.last.turns[1].content, HasSubstr("员工每年享有15天带薪年假。"));
  EXPECT_THAT(model_.last.turns[1].content, Not(HasSubstr("病假期间发放基本工资")));
}

TEST_F(GeneratedAnswererTest, ASlowModelIsGivenLessToReadOnceThatIsKnown) {
  std::string text = "员工每年享有15天带薪年假。";
  for (int at = 0; at < 60; ++at) {
    text += "第" + std::to_string(at) + "号仓库存放的是往年的档案材料。";
  }
  FixedSearcher searcher({TextHit("假期", text)});
  const auto extractive = MakeExtractiveAnswerer(SharedAnalyzer(), searcher);
  GenerationOptions options;
  options.first_word = std::chrono::milliseconds(1);  // in which nobody reads all of this
  const auto answerer =
      MakeGeneratedAnswerer(SharedAnalyzer(), searcher, *extractive, model_, options);
  model_.says = "员工每年享有15天带薪年假。[1]";
  model_.prompt_tokens = 120;
  model_.pause = std::chrono::milliseconds(20);
  const auto ask = [&] {
    return answerer->Ask({"员工每年有几天带薪年假？", {}}, {7, false, false, Language::kChinese},
                         {});
  };
  const auto first = ask();
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->context->tokens, first->context->tokens_before);
  const auto second = ask();
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_THAT(second->sentences, SizeIs(1));
  EXPECT_GT(first->context->tokens, 300U);
  EXPECT_LE(second->context->tokens, 200U);
}

TEST_F(GeneratedAnswererTest, ANumberOfJoinedNeighboursNamesEachOfThem) {
  search::Hit first = TextHit("假期", "员工每年享有15天带薪年假。");
  search::Hit second = first;
  second.chunk.number = first.chunk.number + 1;
  second.chunk.text = "未使用的年假可以顺延至次年3月31日。";
  FixedSearcher searcher({second, first});
  const auto extractive = MakeExtractiveAnswerer(SharedAnalyzer(), searcher);
  const auto answerer = MakeGeneratedAnswerer(SharedAnalyzer(), searcher, *extractive, model_, {});
  model_.says = "未使用的年假可以顺延至次年3月31日。[1]";
  const auto answer = answerer->Ask({"员工每年有几天带薪年假，可以顺延吗？", {}},
                                    {7, false, false, Language::kChinese}, {});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_THAT(model_.last.turns[1].content,
              HasSubstr("员工每年享有15天带薪年假。\n未使用的年假可以顺延至次年3月31日。"));
  EXPECT_THAT(model_.last.turns[1].content, Not(HasSubstr("[2]")));
  ASSERT_THAT(answer->sentences, SizeIs(1));
  EXPECT_EQ(answer->sentences[0].citations[0].chunk, second.chunk.number);
}

}  // namespace
}  // namespace wenyuan::answer
