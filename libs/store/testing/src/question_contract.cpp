#include <gmock/gmock.h>

#include "wenyuan/store/testing/store_contract.h"

namespace wenyuan::store::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Question MakeQuestion(const std::string& text, DocumentNumber document = 1) {
  Question question;
  question.text = text;
  question.expected = {{document, 2, 3, "d_1.1.0"}, {document + 1, 0, 0, ""}};
  question.answers = {"一", "two\nlines"};
  question.language = "zh";
  question.origin = QuestionOrigin::kImport;
  question.created_by = 7;
  question.key = "k";
  return question;
}

TEST_P(StoreContract, QuestionSetsAreNamedOncePerLibrary) {
  QuestionSets& sets = *store_->question_sets();
  const auto made = sets.Create(library_, "常见问题 FAQ", 7);
  ASSERT_TRUE(made);
  EXPECT_EQ(CodeOf(sets.Create(library_, "常见问题 faq", 7)), ErrorCode::kConflict);
  EXPECT_EQ(CodeOf(sets.Create(library_, "", 7)), ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf(sets.Create(999, "x", 7)), ErrorCode::kNotFound);
  const LibraryNumber other = AddLibrary("other");
  EXPECT_TRUE(sets.Create(other, "常见问题 FAQ", 7));
  EXPECT_EQ(sets.Find(made->id)->name, "常见问题 FAQ");
  EXPECT_EQ(sets.Get(made->number)->created_by, 7U);
  EXPECT_EQ(CodeOf(sets.Find("qs_none")), ErrorCode::kNotFound);
  EXPECT_TRUE(sets.Rename(made->number, "常见问题 Faq")) << "its own name in another case";
  EXPECT_THAT(*sets.List(library_), SizeIs(1));
  EXPECT_EQ(CodeOf(sets.Rename(999, "x")), ErrorCode::kNotFound);
}

TEST_P(StoreContract, QuestionSetRulesComeBackAsTheyWereGiven) {
  QuestionSets& sets = *store_->question_sets();
  const auto set = *sets.Create(library_, "s", 0);
  const std::vector<QualityRule> rules = {
      {"hit@1", 900, std::nullopt}, {"ndcg@10", std::nullopt, 10}, {"mrr@10", 0, 1000}};
  ASSERT_TRUE(sets.SetRules(set.number, rules));
  Reopen();
  EXPECT_EQ(store_->question_sets()->Get(set.number)->rules, rules);
  ASSERT_TRUE(store_->question_sets()->SetRules(set.number, {}));
  EXPECT_THAT(store_->question_sets()->Get(set.number)->rules, IsEmpty());
  EXPECT_EQ(CodeOf(store_->question_sets()->SetRules(999, rules)), ErrorCode::kNotFound);
}

TEST_P(StoreContract, QuestionsComeBackAsTheyWereSaved) {
  QuestionSets& sets = *store_->question_sets();
  const auto set = *sets.Create(library_, "s", 0);
  const auto saved = sets.Save(set.number, {MakeQuestion("年假？"), MakeQuestion("b")});
  ASSERT_TRUE(saved);
  Reopen();
  const auto questions = *store_->question_sets()->Questions(set.number);
  ASSERT_THAT(questions, SizeIs(2));
  const Question expected = MakeQuestion("年假？");
  EXPECT_EQ(questions[0].text, expected.text);
  EXPECT_EQ(questions[0].expected, expected.expected);
  EXPECT_EQ(questions[0].answers, expected.answers);
  EXPECT_EQ(questions[0].language, "zh");
  EXPECT_EQ(questions[0].key, "k");
  EXPECT_EQ(questions[0].origin, QuestionOrigin::kImport);
  EXPECT_EQ(questions[0].created_by, 7U);
  EXPECT_EQ(questions[0].created, clock_.Now());
  EXPECT_EQ(questions[0].version, 1U);
  EXPECT_EQ(questions[0].id, saved->front().id);
  const auto found = store_->question_sets()->FindQuestion(set.number, questions[1].id);
  EXPECT_EQ(found->text, "b");
  EXPECT_EQ(CodeOf(store_->question_sets()->FindQuestion(set.number + 1, questions[1].id)),
            ErrorCode::kNotFound);
}

TEST_P(StoreContract, AQuestionIsReplacedOnlyAsItWasRead) {
  QuestionSets& sets = *store_->question_sets();
  const auto set = *sets.Create(library_, "s", 0);
  Question question = sets.Save(set.number, {MakeQuestion("a")})->front();
  clock_.Advance(std::chrono::seconds(1));
  question.text = "a, better";
  question.answers.clear();
  question.origin = QuestionOrigin::kHand;
  const auto second = sets.Save(set.number, {question});
  ASSERT_TRUE(second);
  EXPECT_EQ(second->front().version, 2U);
  const Question stored = *sets.FindQuestion(set.number, question.id);
  EXPECT_EQ(stored.text, "a, better");
  EXPECT_THAT(stored.answers, IsEmpty());
  EXPECT_EQ(stored.origin, QuestionOrigin::kImport) << "where it came from stays";
  EXPECT_EQ(stored.changed, stored.created + 1000);
  EXPECT_EQ(CodeOf(sets.Save(set.number, {question})), ErrorCode::kConflict) << "version 1";
}

TEST_P(StoreContract, QuestionsAreSavedAllOrNone) {
  QuestionSets& sets = *store_->question_sets();
  const auto set = *sets.Create(library_, "s", 0);
  Question gone = sets.Save(set.number, {MakeQuestion("a")})->front();
  ASSERT_TRUE(sets.RemoveQuestion(set.number, gone.number));
  EXPECT_EQ(CodeOf(sets.Save(set.number, {MakeQuestion("new"), gone})), ErrorCode::kConflict);
  EXPECT_THAT(*sets.Questions(set.number), IsEmpty());
  const std::vector<Question> many(QuestionSets::kMostQuestions + 1);
  EXPECT_EQ(CodeOf(sets.Save(set.number, many)), ErrorCode::kResourceExhausted);
  EXPECT_THAT(*sets.Questions(set.number), IsEmpty());
  EXPECT_EQ(CodeOf(sets.Save(999, {MakeQuestion("a")})), ErrorCode::kNotFound);
}

TEST_P(StoreContract, ARemovedSetTakesItsQuestionsAndRunsWithIt) {
  QuestionSets& sets = *store_->question_sets();
  const auto set = *sets.Create(library_, "s", 0);
  const auto other = *sets.Create(library_, "other", 0);
  const auto question = sets.Save(set.number, {MakeQuestion("a")})->front();
  ASSERT_TRUE(sets.Save(other.number, {MakeQuestion("b")}));
  const auto run = *store_->quality_runs()->Add({.set = set.number});
  ASSERT_TRUE(store_->quality_runs()->AddResults(run.number, {{.question = question.number}}));
  ASSERT_TRUE(sets.Remove(set.number));
  EXPECT_EQ(CodeOf(sets.Get(set.number)), ErrorCode::kNotFound);
  EXPECT_THAT(*sets.Questions(set.number), IsEmpty());
  EXPECT_EQ(CodeOf(store_->quality_runs()->Get(run.number)), ErrorCode::kNotFound);
  EXPECT_THAT(*store_->quality_runs()->Results(run.number), IsEmpty());
  EXPECT_THAT(*sets.Questions(other.number), SizeIs(1));
}

TEST_P(StoreContract, OneThumbAPersonAndThingThatCanBeChanged) {
  QuestionSets& sets = *store_->question_sets();
  const DocumentNumber document = Receive("a.txt", "a").document.number;
  Thumb thumb{7, library_, "Annual leave?", ThumbTarget::kHit, document, "d_1.1.0", 3, Verdict::kUp,
              0};
  ASSERT_TRUE(sets.GiveThumb(thumb));
  thumb.question = "annual LEAVE?";
  thumb.verdict = Verdict::kDown;
  ASSERT_TRUE(sets.GiveThumb(thumb));
  const auto mine = *sets.ThumbsOf(7, "ANNUAL leave?");
  ASSERT_THAT(mine, SizeIs(1));
  EXPECT_EQ(mine[0].verdict, Verdict::kDown);
  EXPECT_EQ(mine[0].page, 3U);
  EXPECT_EQ(mine[0].chunk_id, "d_1.1.0");
  EXPECT_THAT(*sets.ThumbsOf(8, "annual leave?"), IsEmpty());
  thumb.user = 8;
  ASSERT_TRUE(sets.GiveThumb(thumb));
  thumb.target = ThumbTarget::kAnswer;
  ASSERT_TRUE(sets.GiveThumb(thumb));
  EXPECT_THAT(*sets.Thumbs(library_), SizeIs(3));
  thumb.verdict = Verdict::kNone;
  ASSERT_TRUE(sets.GiveThumb(thumb));
  EXPECT_THAT(*sets.Thumbs(library_), SizeIs(2));
  EXPECT_TRUE(sets.GiveThumb(thumb)) << "taking away what is not there";
}

TEST_P(StoreContract, ThumbsGoWithTheirDocument) {
  QuestionSets& sets = *store_->question_sets();
  const DocumentNumber document = Receive("a.txt", "a").document.number;
  ASSERT_TRUE(
      sets.GiveThumb({7, library_, "q", ThumbTarget::kHit, document, "c", 0, Verdict::kUp, 0}));
  ASSERT_TRUE(sets.GiveThumb({7, library_, "q", ThumbTarget::kRefusal, 0, "", 0, Verdict::kUp, 0}));
  ASSERT_TRUE(store_->documents().Delete(document));
  EXPECT_THAT(*sets.Thumbs(library_), SizeIs(1)) << "at once from every list";
  ASSERT_TRUE(store_->documents().Purge());
  EXPECT_THAT(*sets.ThumbsOf(7, "q"), SizeIs(1)) << "and from disk by the purge";
}

TEST_P(StoreContract, DocumentsAreFoundByTheNamesThatPeopleUse) {
  const DocumentNumber first = Receive("合同/2025/Lease.pdf", "a").document.number;
  const DocumentNumber second = Receive("合同/2024/lease.pdf", "b").document.number;
  FinishAll();  // gives the title "title"
  const DocumentNumber third = Receive("unread.txt", "c").document.number;
  QuestionSets& sets = *store_->question_sets();
  const auto found = *sets.DocumentsNamed(
      library_, {"合同/2025/LEASE.pdf", "lease.PDF", "Title", "unread.txt", "none", ""});
  ASSERT_THAT(found, SizeIs(6));
  EXPECT_THAT(found[0], ElementsAre(first)) << "the whole name decides";
  EXPECT_THAT(found[1], ::testing::UnorderedElementsAre(first, second));
  EXPECT_THAT(found[2], ::testing::UnorderedElementsAre(first, second));
  EXPECT_THAT(found[3], ElementsAre(third));
  EXPECT_THAT(found[4], IsEmpty());
  EXPECT_THAT(found[5], IsEmpty());
  ASSERT_TRUE(store_->documents().Delete(first));
  EXPECT_THAT(sets.DocumentsNamed(library_, {"合同/2025/Lease.pdf"})->front(), IsEmpty());
  EXPECT_THAT(sets.DocumentsNamed(AddLibrary("other"), {"unread.txt"})->front(), IsEmpty());
}

}  // namespace
}  // namespace wenyuan::store::testing
