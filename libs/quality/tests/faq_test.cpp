#include "wenyuan/quality/faq.h"

#include <gmock/gmock.h>

#include "fixtures.h"
#include "shared_analyzer.h"

namespace wenyuan::quality {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class FaqTest : public QualityTest {
 protected:
  FaqTest() {
    for (const char* name : {"leave.pdf", "secret.txt"}) Finish(name);
    answerer_.texts["年假有几天？"] = "from the documents";
    reader_.user = Must(store_->accounts().Create("reader", "", false)).number;
    Must(store_->libraries().Grant(library_.number, reader_.user, store::Role::kReader));
  }

  // A new revision of the document, with two passages, is ready.
  void Finish(const std::string& name, const std::string& content = "a") {
    Must(store_->documents().Receive({.library = library_.number,
                                      .source_name = name,
                                      .original = {std::string(63, 'a') + content, 1}}));
    while (const auto job = Must(store_->jobs().Lease(std::chrono::hours(1)))) {
      Must(store_->jobs().SaveRead(*job, {{std::string(64, 'b'), 1}, "", "txt", 1}, {}));
      store::Chunk other;
      other.text = "旅费按标准报销。";
      store::Chunk chunk;
      chunk.number = 1;
      chunk.text = "第一句。员工年假为 5 天。";
      Must(store_->jobs().SaveChunks(*job, {other, chunk}, {}));
      Must(store_->jobs().Finish({*job}));
    }
    documents_[name] = Must(store_->documents().Get(documents_.at(name).number));
  }

  store::FaqEntry Reviewed(const std::string& source, const std::string& question = "年假有几天") {
    Viewer viewer = ViewerOf(owner_);
    FaqDesk desk(*store_, SharedAnalyzer(), viewer, SystemClock());
    FaqDraft draft;
    draft.questions = {question};
    draft.answer = "年假为 5 天。";
    draft.sources = {source};
    const auto saved = Must(desk.Save(draft, owner_.user));
    return Must(desk.Review(saved.id, saved.version, owner_.user));
  }

  answer::Answer AskAs(const access::Asker& asker, answer::Question question) {
    const auto faq = MakeFaqAnswerer({SharedAnalyzer(), *store_, *access_, answerer_});
    return Must(faq->Ask(question, asker, {}));
  }
  answer::Answer AskAs(const access::Asker& asker, const std::string& text = "年假有几天？") {
    return AskAs(asker, answer::Question{text, {}});
  }

  access::Asker reader_;
};

TEST_F(FaqTest, AReviewedEntryAnswersFirstWithItsProof) {
  EXPECT_NE(AskAs(reader_).model, "faq");
  const auto entry = Reviewed("leave.pdf");
  const auto answer = AskAs(reader_, "请问年假有几天？");
  EXPECT_EQ(answer.model, "faq");
  EXPECT_EQ(answer.text, "年假为 5 天。");
  ASSERT_TRUE(answer.reviewed);
  EXPECT_EQ(answer.reviewed->by, "owner");
  EXPECT_EQ(answer.reviewed->faq_id, entry.id);
  ASSERT_THAT(answer.sentences, SizeIs(1));
  ASSERT_THAT(answer.sentences[0].citations, SizeIs(1));
  EXPECT_EQ(answer.sentences[0].citations[0].quote, "员工年假为 5 天。") << "word for word";
  EXPECT_EQ(answer.sentences[0].citations[0].chunk, 1U) << "the passage that has the answer";
  EXPECT_THAT(answer.passages, SizeIs(1));
  EXPECT_NE(AskAs(reader_, "病假有几天？").model, "faq");
}

TEST_F(FaqTest, AnEntryIsNotThereForWhoMayNotReadAllItCites) {
  Reviewed("secret.txt");
  EXPECT_EQ(AskAs(owner_).model, "faq");
  for (const access::Asker& asker : {reader_, editor_, access::Asker()}) {
    const auto answer = AskAs(asker);
    EXPECT_NE(answer.model, "faq");
    EXPECT_FALSE(answer.reviewed);
  }
  Viewer viewer = ViewerOf(editor_);
  FaqDesk desk(*store_, SharedAnalyzer(), viewer, SystemClock());
  EXPECT_THAT(Must(desk.List()), IsEmpty());
  FaqDraft draft;
  draft.questions = {"q"};
  draft.answer = "a";
  draft.sources = {"secret.txt"};
  EXPECT_EQ(desk.Save(draft, editor_.user).error().code, ErrorCode::kNotFound);
  draft.sources = {documents_.at("secret.txt").id + ".1.0"};
  EXPECT_EQ(desk.Save(draft, editor_.user).error().code, ErrorCode::kNotFound);
}

TEST_F(FaqTest, FallsBackWhenTheSourceHasANewerRevisionAndAsksForReview) {
  const auto entry = Reviewed("leave.pdf");
  Finish("leave.pdf", "b");
  EXPECT_NE(AskAs(reader_).model, "faq");
  Viewer viewer = ViewerOf(owner_);
  FaqDesk desk(*store_, SharedAnalyzer(), viewer, SystemClock());
  EXPECT_EQ(Must(desk.Silent(Must(desk.Find(entry.id)))), "outdated");
  EXPECT_EQ(desk.Review(entry.id, entry.version, owner_.user).error().code, ErrorCode::kConflict);
  FaqDraft draft;
  draft.id = entry.id;
  draft.version = entry.version;
  draft.questions = entry.questions;
  draft.answer = entry.answer;
  draft.sources = {"leave.pdf"};
  const auto anew = Must(desk.Save(draft, owner_.user));
  EXPECT_NE(AskAs(reader_).model, "faq") << "a draft";
  Must(desk.Review(anew.id, anew.version, owner_.user));
  EXPECT_EQ(AskAs(reader_).model, "faq");
}

TEST_F(FaqTest, OfTwoWhoReviewOneComesLate) {
  Viewer viewer = ViewerOf(owner_);
  FaqDesk desk(*store_, SharedAnalyzer(), viewer, SystemClock());
  FaqDraft draft;
  draft.questions = {"q"};
  draft.answer = "a";
  const auto bare = Must(desk.Save(draft, owner_.user));
  EXPECT_EQ(desk.Review(bare.id, bare.version, owner_.user).error().code, ErrorCode::kConflict)
      << "without a source";
  draft.sources = {"leave.pdf"};
  const auto saved = Must(desk.Save(draft, owner_.user));
  Must(desk.Review(saved.id, saved.version, owner_.user));
  EXPECT_EQ(desk.Review(saved.id, saved.version, owner_.user).error().code, ErrorCode::kConflict);
  Must(desk.Remove(saved.id));
  EXPECT_EQ(desk.Review(saved.id, 2, owner_.user).error().code, ErrorCode::kNotFound);
}

TEST_F(FaqTest, IsSilentWhenItIsOverOrItsDocumentIsGone) {
  Viewer viewer = ViewerOf(owner_);
  FaqDesk desk(*store_, SharedAnalyzer(), viewer, SystemClock());
  const auto entry = Reviewed("leave.pdf");
  store::FaqEntry over = entry;
  over.valid_until = SystemClock().Now() - 1;
  over = Must(store_->faq()->Save(library_.number, {over})).front();
  EXPECT_NE(AskAs(reader_).model, "faq");
  EXPECT_EQ(Must(desk.Silent(over)), "expired");
  over.valid_until = 0;
  Must(store_->faq()->Save(library_.number, {over}));
  EXPECT_EQ(AskAs(reader_).model, "faq");
  Must(store_->documents().Delete(documents_.at("leave.pdf").number));
  EXPECT_NE(AskAs(reader_).model, "faq");
}

TEST_F(FaqTest, DoesNotStandInForWhatWasAskedOtherwise) {
  Reviewed("leave.pdf");
  answer::Question question{"年假有几天？", {}};
  question.extractive = true;
  EXPECT_NE(AskAs(reader_, question).model, "faq");
  question.extractive = false;
  question.scope.format = "pdf";
  EXPECT_NE(AskAs(reader_, question).model, "faq");
  question.scope.format.clear();
  question.scope.libraries = {"l_other"};
  EXPECT_NE(AskAs(reader_, question).model, "faq");
  question.scope.libraries = {library_.id};
  EXPECT_EQ(AskAs(reader_, question).model, "faq");
  question.before = {{"病假呢？", "10 天。"}};
  EXPECT_EQ(AskAs(reader_, question).model, "faq") << "the very question";
  question.text = "请问年假有几天？";
  EXPECT_NE(AskAs(reader_, question).model, "faq") << "it may mean what came before";
}

TEST_F(FaqTest, ImportsDraftsAllOrNone) {
  Viewer viewer = ViewerOf(owner_);
  FaqDesk desk(*store_, SharedAnalyzer(), viewer, SystemClock());
  const auto import = [&](std::string_view text) {
    return Must(desk.Import(text, eval::QuestionFormat::kCsv, owner_.user));
  };
  const auto broken =
      import("question,answers,documents\n好,5,leave.pdf\n无答案,,leave.pdf\nx,1,none\n");
  EXPECT_THAT(broken.problems, SizeIs(2));
  EXPECT_THAT(Must(desk.List()), IsEmpty());
  EXPECT_THAT(import("").problems, SizeIs(1));
  EXPECT_FALSE(import("question,answers\n\"未闭合,5\n").problems.empty());
  EXPECT_EQ(import("question,answers,documents\n年假？|几天年假？,5 天,leave.pdf\n").added, 1U);
  const auto entries = Must(desk.List());
  ASSERT_THAT(entries, SizeIs(1));
  EXPECT_THAT(entries[0].questions, ::testing::ElementsAre("年假？", "几天年假？"));
  EXPECT_EQ(entries[0].citations[0].chunk, 1U);
  EXPECT_EQ(entries[0].state, store::FaqState::kDraft);
  EXPECT_EQ(import("question,answers\n几天年假？,5 天\n").unchanged, 1U);
}

TEST_F(FaqTest, WhatIsTooLongIsRefused) {
  Viewer viewer = ViewerOf(owner_);
  FaqDesk desk(*store_, SharedAnalyzer(), viewer, SystemClock());
  const auto code = [&](const FaqDraft& draft) { return desk.Save(draft, 1).error().code; };
  FaqDraft draft;
  draft.questions = {"q"};
  draft.answer = std::string(1'000'000, 'a');
  EXPECT_EQ(code(draft), ErrorCode::kInvalidArgument);
  draft.answer = "a";
  draft.questions = std::vector<std::string>(1000, "q");
  EXPECT_EQ(code(draft), ErrorCode::kInvalidArgument);
  draft.questions = {" "};
  EXPECT_EQ(code(draft), ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace wenyuan::quality
