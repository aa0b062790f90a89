#include <gmock/gmock.h>

#include "wenyuan/store/testing/store_contract.h"

namespace wenyuan::store::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ShownAnswer AnswerFrom(DocumentNumber document) {
  return {"extractive",
          false,
          {"一。", "二。"},
          {{document, 1, 3, 7, 0, "quote"}, {document, 2, 4, 0, ShownPassage::kNoSentence, ""}}};
}

Feedback FeedbackOn(LibraryNumber library, const std::string& question, ShownAnswer answer,
                    UserNumber user = 7) {
  Feedback feedback;
  feedback.library = library;
  feedback.user = user;
  feedback.question = question;
  feedback.reason = FeedbackReason::kOutdated;
  feedback.comment = "why";
  feedback.corrected = "right";
  feedback.answer = std::move(answer);
  return feedback;
}

TEST_P(StoreContract, FeedbackComesBackAsItWasGiven) {
  FeedbackBox& box = *store_->feedback();
  const DocumentNumber document = Receive("a.txt", "a").document.number;
  const auto given = *box.Give(FeedbackOn(library_, "年假？", AnswerFrom(document)));
  Reopen();
  const auto found = *store_->feedback()->Find(library_, given.id);
  EXPECT_EQ(found.question, "年假？");
  EXPECT_EQ(found.reason, FeedbackReason::kOutdated);
  EXPECT_EQ(found.comment, "why");
  EXPECT_EQ(found.corrected, "right");
  EXPECT_EQ(found.answer, AnswerFrom(document));
  EXPECT_EQ(found.given, clock_.Now());
  EXPECT_EQ(CodeOf(store_->feedback()->Find(library_ + 1, given.id)), ErrorCode::kNotFound);
}

TEST_P(StoreContract, OneOpenFeedbackAPersonAndQuestion) {
  FeedbackBox& box = *store_->feedback();
  ASSERT_TRUE(box.Give(FeedbackOn(library_, "Leave?", {})));
  const auto second = *box.Give(FeedbackOn(library_, "LEAVE?", {}));
  ASSERT_TRUE(box.Give(FeedbackOn(library_, "leave?", {}, 8)));
  EXPECT_THAT(*box.List(library_, FeedbackState::kOpen), SizeIs(2));
  clock_.Advance(std::chrono::seconds(1));
  ASSERT_TRUE(box.SetState(second.number, FeedbackState::kDone, 9));
  ASSERT_TRUE(box.Give(FeedbackOn(library_, "leave?", {}))) << "what is done stays";
  EXPECT_THAT(*box.List(library_, FeedbackState::kOpen), SizeIs(2));
  const auto done = *box.List(library_, FeedbackState::kDone);
  ASSERT_THAT(done, SizeIs(1));
  EXPECT_EQ(done[0].done_by, 9U);
  EXPECT_EQ(done[0].done, clock_.Now());
  ASSERT_TRUE(box.SetState(second.number, FeedbackState::kOpen, 9));
  EXPECT_EQ(box.Find(library_, second.id)->done, 0);
}

TEST_P(StoreContract, APersonCannotFillTheBox) {
  FeedbackBox& box = *store_->feedback();
  for (std::size_t i = 0; i < FeedbackBox::kMostOpenOfUser; ++i) {
    ASSERT_TRUE(box.Give(FeedbackOn(library_, std::to_string(i), {})));
  }
  EXPECT_EQ(CodeOf(box.Give(FeedbackOn(library_, "one more", {}))), ErrorCode::kResourceExhausted);
  EXPECT_TRUE(box.Give(FeedbackOn(library_, "5", {}))) << "in place of an open one";
  EXPECT_TRUE(box.Give(FeedbackOn(library_, "one more", {}, 8)));
}

TEST_P(StoreContract, FeedbackGoesWithADocumentThatWasShown) {
  FeedbackBox& box = *store_->feedback();
  const DocumentNumber document = Receive("a.txt", "a").document.number;
  const auto given = *box.Give(FeedbackOn(library_, "q", AnswerFrom(document)));
  const auto other = *box.Give(FeedbackOn(library_, "refused", {}));
  ASSERT_TRUE(store_->documents().Delete(document));
  EXPECT_THAT(*box.List(library_, FeedbackState::kOpen), SizeIs(1)) << "at once from every list";
  EXPECT_EQ(CodeOf(box.Find(library_, given.id)), ErrorCode::kNotFound);
  ASSERT_TRUE(store_->documents().Purge());
  EXPECT_EQ(CodeOf(box.SetState(given.number, FeedbackState::kDone, 1)), ErrorCode::kNotFound)
      << "and from disk by the purge";
  ASSERT_TRUE(box.Remove(other.number));
  EXPECT_TRUE(box.Remove(other.number));
}

TEST_P(StoreContract, AnswersOfARunGoWithTheirDocumentAndItsResultsStay) {
  const DocumentNumber document = Receive("a.txt", "a").document.number;
  const auto set = *store_->question_sets()->Create(library_, "s", 0);
  Question asked;
  asked.text = "q";
  const auto question = store_->question_sets()->Save(set.number, {asked})->front();
  QualityRuns& runs = *store_->quality_runs();
  const auto run = *runs.Add({.set = set.number});
  QuestionResult result;
  result.question = question.number;
  result.measures["hit@1"] = 1;
  result.answer = AnswerFrom(document);
  ASSERT_TRUE(runs.AddResults(run.number, {result}));
  ASSERT_TRUE(runs.AddResults(run.number, {result})) << "replaced";
  const auto answers = *runs.Answers(run.number, {question.number, question.number + 1});
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers.at(question.number), AnswerFrom(document));
  ASSERT_TRUE(store_->documents().Delete(document));
  ASSERT_TRUE(store_->documents().Purge());
  EXPECT_THAT(*runs.Answers(run.number, {question.number}), IsEmpty());
  EXPECT_THAT(*runs.Results(run.number), SizeIs(1));
}

TEST_P(StoreContract, FaqEntriesAreReplacedByWhoReadThemLast) {
  FaqEntries& faq = *store_->faq();
  const DocumentNumber document = Receive("a.txt", "a").document.number;
  FaqEntry entry;
  entry.questions = {"年假？", "年假几天？"};
  entry.answer = "5 天。";
  entry.citations = {{document, 1, 2}};
  entry.created_by = 3;
  const std::uint64_t before = faq.Generation();
  entry = faq.Save(library_, {entry})->front();
  EXPECT_NE(faq.Generation(), before);
  FaqEntry late = entry;
  entry.answer = "6 天。";
  entry.state = FaqState::kReviewed;
  entry.reviewed_by = 4;
  entry = faq.Save(library_, {entry})->front();
  EXPECT_EQ(entry.version, 2U);
  EXPECT_EQ(CodeOf(faq.Save(library_, {late})), ErrorCode::kConflict);
  Reopen();
  const auto list = *store_->faq()->List(library_);
  ASSERT_THAT(list, SizeIs(1));
  EXPECT_THAT(list[0].questions, ElementsAre("年假？", "年假几天？"));
  EXPECT_EQ(list[0].answer, "6 天。");
  EXPECT_EQ(list[0].citations, entry.citations);
  EXPECT_EQ(list[0].state, FaqState::kReviewed);
  EXPECT_EQ(list[0].reviewed_by, 4U);
  EXPECT_EQ(list[0].created_by, 3U);
  EXPECT_EQ(CodeOf(store_->faq()->Find(library_ + 1, entry.id)), ErrorCode::kNotFound);
}

TEST_P(StoreContract, FaqEntriesGoWithADocumentThatTheyCite) {
  FaqEntries& faq = *store_->faq();
  const DocumentNumber document = Receive("a.txt", "a").document.number;
  FaqEntry entry;
  entry.questions = {"q"};
  entry.citations = {{document, 1, 0}};
  ASSERT_TRUE(faq.Save(library_, {entry}));
  ASSERT_TRUE(store_->documents().Delete(document));
  EXPECT_THAT(*faq.List(library_), IsEmpty()) << "at once";
  ASSERT_TRUE(store_->documents().Purge());
  EXPECT_THAT(*faq.List(library_), IsEmpty());
}

}  // namespace
}  // namespace wenyuan::store::testing
