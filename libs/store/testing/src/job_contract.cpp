#include <gmock/gmock.h>

#include "wenyuan/store/testing/store_contract.h"

namespace wenyuan::store::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using ::testing::IsEmpty;

TEST_P(StoreContract, JobsAreLeasedOldestFirstAndOnce) {
  const Received first = Receive("a", "1");
  const Received second = Receive("b", "2");
  const Job one = Lease();
  const Job two = Lease();
  EXPECT_EQ(one.document, first.document.number);
  EXPECT_EQ(one.revision, first.revision);
  EXPECT_EQ(one.library, library_);
  EXPECT_EQ(one.stage, Stage::kReceived);
  EXPECT_EQ(one.attempts, 1U);
  EXPECT_EQ(two.document, second.document.number);
  EXPECT_EQ(*store_->jobs().Lease(minutes(1)), std::nullopt);
  EXPECT_EQ(Get(first.document.number).state, DocumentState::kRunning);
}

TEST_P(StoreContract, SmallFilesAreLeasedTogetherAndALargeOneAlone) {
  const auto receive = [&](const std::string& name, std::uint64_t bytes) {
    const BlobId blob{FakeBlob(name).sha256, bytes};
    return store_->documents()
        .Receive({.library = library_, .source_name = name, .original = blob})
        ->document.number;
  };
  const auto a = receive("a", 1);
  const auto b = receive("b", kSmallFileBytes);
  const auto large = receive("large", kSmallFileBytes + 1);
  const auto c = receive("c", 1);
  const auto together = [&](std::size_t limit) {
    std::vector<DocumentNumber> documents;
    const std::vector<Job> leased = *store_->jobs().LeaseTogether(minutes(1), limit);
    for (const Job& job : leased) {
      EXPECT_EQ(Get(job.document).state, DocumentState::kRunning);
      documents.push_back(job.document);
    }
    return documents;
  };
  EXPECT_EQ(together(9), (std::vector{a, b}));
  EXPECT_EQ(together(9), std::vector{large});
  EXPECT_EQ(together(9), std::vector{c});
  EXPECT_THAT(together(9), IsEmpty());
  clock_.Advance(minutes(1));
  EXPECT_EQ(together(1), std::vector{a});
}

TEST_P(StoreContract, RevisionsThatWereCutAreSavedTogetherButForThoseThatWereTaken) {
  const Received first = Receive("a", "1");
  const Received second = Receive("b", "2");
  Receive("c", "3");
  const Job kept = Lease();
  const Job deleted = Lease();
  const Job last = Lease();
  ASSERT_TRUE(store_->documents().Delete(deleted.document));
  const LineageStep read{Stage::kRead, "parser txt", "{}", 1, 2};
  const LineageStep cut{Stage::kCleaned, "chunk", "{}", 3, 4};
  std::vector<CutRevision> all;
  for (const Job& job : {kept, deleted, last}) {
    all.push_back({job, {FakeBlob("parsed"), "标题", "txt", 1}, {MakeChunk(0)}, {read, cut}});
  }
  EXPECT_EQ(*store_->jobs().SaveCut(all), std::vector{deleted.number});
  Reopen();
  for (const Job& job : {kept, last}) {
    EXPECT_EQ(Get(job.document).stage, Stage::kCleaned);
    EXPECT_EQ(Get(job.document).title, "标题");
    EXPECT_EQ(store_->documents().AllChunks(job.revision)->size(), 1U);
    EXPECT_EQ(store_->documents().Lineage(job.revision)->size(), 2U);
    EXPECT_EQ(store_->documents().GetRevision(job.revision)->parsed, FakeBlob("parsed"));
  }
  EXPECT_TRUE(store_->jobs().Finish({kept, last}));
  EXPECT_EQ(Get(first.document.number).state, DocumentState::kReady);
  const auto there = *store_->documents().GetAll(
      {last.document, second.document.number, 999, first.document.number});
  ASSERT_EQ(there.size(), 2U) << "what is gone is left out";
  EXPECT_EQ(there[0].source_name, "c");
  EXPECT_EQ(there[1].source_name, "a");
}

TEST_P(StoreContract, AFinishedRevisionIsTheCurrentOne) {
  const Received received = Receive("a.pdf", "1");
  const Job job = Lease();
  const LineageStep read{Stage::kRead, "parser pdf", R"({"pages":3})", 1, 2};
  const LineageStep clean{Stage::kCleaned, "clean", "{}", 3, 4};
  const LineageStep chunk{Stage::kCleaned, "chunk", "{}", 5, 6};
  ASSERT_TRUE(store_->jobs().SaveRead(job, {FakeBlob("parsed"), "劳动合同", "pdf", 3}, read));
  EXPECT_EQ(Get(job.document).stage, Stage::kRead);
  EXPECT_EQ(Get(job.document).title, "劳动合同");
  ASSERT_TRUE(store_->jobs().SaveChunks(job, {MakeChunk(0), MakeChunk(1)}, {clean, chunk}));
  EXPECT_EQ(Get(job.document).stage, Stage::kCleaned);
  EXPECT_EQ(Get(job.document).current, 0U);
  ASSERT_TRUE(store_->jobs().Finish({job}));
  const Document document = Get(job.document);
  EXPECT_EQ(document.state, DocumentState::kReady);
  EXPECT_EQ(document.stage, Stage::kIndexed);
  EXPECT_EQ(document.current, received.revision);
  EXPECT_EQ(document.current_ordinal, 1U);
  EXPECT_EQ(document.title, "劳动合同");
  EXPECT_EQ(document.format, "pdf");
  EXPECT_EQ(document.pages, 3U);
  EXPECT_EQ(document.chunks, 2U);
  EXPECT_EQ(store_->documents().GetRevision(received.revision)->parsed, FakeBlob("parsed"));
  const auto lineage = *store_->documents().Lineage(received.revision);
  ASSERT_EQ(lineage.size(), 3U);
  EXPECT_EQ(lineage[0].tool, "parser pdf");
  EXPECT_EQ(lineage[0].details, R"({"pages":3})");
  EXPECT_EQ(lineage[1].tool, "clean");
  EXPECT_EQ(lineage[2].tool, "chunk");
  EXPECT_EQ(lineage[2].finished, 6);
  const auto current = *store_->documents().CurrentRevisions(library_);
  ASSERT_EQ(current.size(), 1U);
  EXPECT_EQ(current[0].revision, received.revision);
  EXPECT_FALSE(current[0].restricted);
}

TEST_P(StoreContract, ALeaseThatRanOutIsTakenByAnother) {
  Receive("a", "1");
  const Job lost = Lease();
  ASSERT_TRUE(store_->jobs().SaveRead(lost, {FakeBlob("p"), "t", "txt", 1}, {}));
  clock_.Advance(minutes(1));
  const Job taken = Lease();
  EXPECT_EQ(taken.document, lost.document);
  EXPECT_EQ(taken.stage, Stage::kRead) << "it goes on where the other stopped";
  EXPECT_EQ(taken.attempts, 2U);
  Jobs& jobs = store_->jobs();
  EXPECT_EQ(CodeOf(jobs.Extend(lost.number, minutes(1))), ErrorCode::kConflict);
  EXPECT_EQ(CodeOf(jobs.SaveRead(lost, {FakeBlob("p"), "t", "txt", 1}, {})), ErrorCode::kConflict);
  EXPECT_EQ(CodeOf(jobs.SaveChunks(lost, {}, {})), ErrorCode::kConflict);
  EXPECT_EQ(CodeOf(jobs.Fail(lost, {ErrorCode::kInternal, "x"}, {})), ErrorCode::kConflict);
  EXPECT_EQ(CodeOf(jobs.Finish({lost})), ErrorCode::kConflict);
  EXPECT_TRUE(jobs.Finish({taken}));
}

TEST_P(StoreContract, AnExtendedLeaseIsKept) {
  Receive("a", "1");
  const Job job = Lease();
  clock_.Advance(milliseconds(59'999));
  ASSERT_TRUE(store_->jobs().Extend(job.number, minutes(1)));
  clock_.Advance(milliseconds(59'999));
  EXPECT_EQ(*store_->jobs().Lease(minutes(1)), std::nullopt);
  EXPECT_TRUE(store_->jobs().Finish({job}));
}

TEST_P(StoreContract, OneLostLeaseLeavesAWholeBatchUnfinished) {
  Receive("a", "1");
  Receive("b", "2");
  const Job kept = Lease();
  const Job deleted = Lease();
  ASSERT_TRUE(store_->documents().Delete(deleted.document));
  EXPECT_EQ(CodeOf(store_->jobs().Finish({kept, deleted})), ErrorCode::kConflict);
  EXPECT_EQ(Get(kept.document).state, DocumentState::kRunning);
  EXPECT_TRUE(store_->jobs().Finish({kept}));
}

TEST_P(StoreContract, ANewerRevisionOvertakesTheWorkOnAnOlderOne) {
  Receive("a", "1");
  const Job old = Lease();
  const Received newer = Receive("a", "2");
  EXPECT_EQ(CodeOf(store_->jobs().Finish({old})), ErrorCode::kConflict);
  const Job job = Lease();
  EXPECT_EQ(job.revision, newer.revision);
  EXPECT_EQ(job.attempts, 1U);
  EXPECT_EQ(*store_->jobs().Lease(minutes(1)), std::nullopt);
}

TEST_P(StoreContract, AFailedDocumentSaysWhyAndCanBeTriedAgain) {
  const Received received = Receive("a", "1");
  Job job = Lease();
  EXPECT_EQ(CodeOf(store_->jobs().Retry(job.document)), ErrorCode::kConflict);
  ASSERT_TRUE(store_->jobs().SaveRead(job, {FakeBlob("p"), "t", "txt", 1}, {}));
  ASSERT_TRUE(store_->jobs().Fail(job, {ErrorCode::kUnsupported, "why", "原因"}, std::nullopt));
  Document document = Get(job.document);
  EXPECT_EQ(document.state, DocumentState::kFailed);
  EXPECT_EQ(document.reason, "why");
  EXPECT_EQ(document.reason_zh, "原因");
  EXPECT_EQ(document.attempts, 1U);
  EXPECT_EQ(*store_->jobs().Lease(minutes(1)), std::nullopt);
  ASSERT_TRUE(store_->jobs().Retry(job.document));
  document = Get(job.document);
  EXPECT_EQ(document.state, DocumentState::kQueued);
  EXPECT_EQ(document.reason, "");
  job = Lease();
  EXPECT_EQ(job.revision, received.revision);
  EXPECT_EQ(job.stage, Stage::kReceived);
  EXPECT_EQ(job.attempts, 1U);
  EXPECT_EQ(CodeOf(store_->jobs().Retry(999)), ErrorCode::kNotFound);
}

TEST_P(StoreContract, APasswordIsKeptUntilItIsWrongOrTheDocumentGone) {
  Receive("a", "1");
  Job job = Lease();
  EXPECT_EQ(CodeOf(store_->jobs().Unlock(job.document, "secret")), ErrorCode::kConflict);
  const Error needs{ErrorCode::kPermissionDenied, "it needs a password", "需要密码"};
  ASSERT_TRUE(store_->jobs().Fail(job, needs, std::nullopt));
  EXPECT_TRUE(Get(job.document).needs_password);
  ASSERT_TRUE(store_->jobs().Unlock(job.document, "secret"));
  EXPECT_FALSE(Get(job.document).needs_password);
  EXPECT_EQ(Get(job.document).state, DocumentState::kQueued);
  Reopen();
  EXPECT_EQ(*store_->jobs().PasswordOf(job.document), "secret");
  job = Lease();
  ASSERT_TRUE(store_->jobs().Fail(job, needs, std::nullopt));
  EXPECT_EQ(*store_->jobs().PasswordOf(job.document), "");
  EXPECT_TRUE(Get(job.document).needs_password);
  ASSERT_TRUE(store_->jobs().KeepPassword(job.document, "other"));
  ASSERT_TRUE(store_->documents().Delete(job.document));
  EXPECT_EQ(*store_->jobs().PasswordOf(job.document), "");
  EXPECT_EQ(CodeOf(store_->jobs().Unlock(job.document, "x")), ErrorCode::kNotFound);
}

TEST_P(StoreContract, AFailureLeavesTheOlderRevisionAnswering) {
  const Received first = Receive("a", "1");
  FinishAll();
  Receive("a", "2");
  ASSERT_TRUE(store_->jobs().Fail(Lease(), {ErrorCode::kCorruption, "bad"}, std::nullopt));
  const Document document = Get(first.document.number);
  EXPECT_EQ(document.state, DocumentState::kFailed);
  EXPECT_EQ(document.current, first.revision);
  EXPECT_EQ(store_->documents().CurrentRevisions(library_)->size(), 1U);
}

TEST_P(StoreContract, ARetryWaitsItsTimeAndDelaysNobody) {
  Receive("a", "1");
  const Job job = Lease();
  ASSERT_TRUE(store_->jobs().Fail(job, {ErrorCode::kUnavailable, "busy"}, minutes(5)));
  EXPECT_EQ(Get(job.document).state, DocumentState::kQueued);
  EXPECT_EQ(Get(job.document).reason, "busy");
  EXPECT_EQ(CodeOf(store_->jobs().Finish({job})), ErrorCode::kConflict);
  const Received other = Receive("b", "2");
  EXPECT_EQ(Lease().document, other.document.number);
  EXPECT_EQ(*store_->jobs().Lease(minutes(1)), std::nullopt);
  clock_.Advance(minutes(5));
  const Job again = Lease();
  EXPECT_EQ(again.attempts, 2U);
}

TEST_P(StoreContract, ReleasedJobsAreDueAtOnceWhateverTheClockSays) {
  Receive("a", "1");
  const Job lost = Lease();
  Reopen();
  clock_.Advance(-std::chrono::hours(2));
  EXPECT_EQ(*store_->jobs().Lease(minutes(1)), std::nullopt);
  ASSERT_TRUE(store_->jobs().ReleaseAll());
  EXPECT_EQ(Get(lost.document).state, DocumentState::kQueued);
  EXPECT_EQ(CodeOf(store_->jobs().Finish({lost})), ErrorCode::kConflict);
  EXPECT_EQ(Lease().document, lost.document);
}

TEST_P(StoreContract, DocumentsAreCountedByState) {
  Receive("ready", "1");
  FinishAll();
  Receive("failed", "2");
  ASSERT_TRUE(store_->jobs().Fail(Lease(), {ErrorCode::kCorruption, "bad"}, std::nullopt));
  Receive("running", "3");
  Lease();
  Receive("queued", "4");
  Receive("queued too", "5");
  const auto counts = *store_->jobs().Count({.libraries = {library_, library_}});
  EXPECT_EQ(counts.ready, 1U);
  EXPECT_EQ(counts.failed, 1U);
  EXPECT_EQ(counts.running, 1U);
  EXPECT_EQ(counts.queued, 2U);
  EXPECT_EQ(store_->jobs().Count({.libraries = {library_}, .name_contains = "QUEUED"})->queued, 2U);
  EXPECT_EQ(store_->jobs().Count({})->queued, 0U);
}

TEST_P(StoreContract, EverythingIsThereAfterARestart) {
  const Received received = Receive("a", "1");
  FinishAll();
  Receive("b", "2");
  Reopen();
  EXPECT_EQ(Get(received.document.number).state, DocumentState::kReady);
  EXPECT_EQ(store_->documents().AllChunks(received.revision)->size(), 1U);
  EXPECT_EQ(Get(Lease().document).source_name, "b");
}

}  // namespace
}  // namespace wenyuan::store::testing
