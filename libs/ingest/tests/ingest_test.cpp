#include "wenyuan/ingest/ingest.h"

#include <algorithm>
#include <condition_variable>
#include <thread>

#include "ingest_fixture.h"

namespace wenyuan::ingest {
namespace {

TEST_F(IngestTest, AReceivedFileIsReadyAndFound) {
  const store::Document document = Done(Put("a.txt", "albatross over the harbour"));
  EXPECT_EQ(document.state, store::DocumentState::kReady);
  EXPECT_EQ(document.stage, store::Stage::kIndexed);
  EXPECT_EQ(document.chunks, 1U);
  EXPECT_EQ(OpenHits("albatross"), 1U);
  EXPECT_FALSE(store_->documents().Lineage(document.current)->empty());
}

TEST_F(IngestTest, ALockedFileIsReadWithThePasswordThatIsThenKept) {
  locked_ = std::make_unique<LockedParser>();
  Restart();
  store::Document document = Done(Put("a.pdf", "albatross"));
  EXPECT_TRUE(document.needs_password);
  ASSERT_TRUE(ingest_->Unlock(document, "guess"));
  document = Done(document);
  EXPECT_TRUE(document.needs_password);
  EXPECT_EQ(document.reason, "the password is wrong");
  EXPECT_EQ(*store_->jobs().PasswordOf(document.number), "");
  ASSERT_TRUE(ingest_->Unlock(document, "open sesame"));
  document = Done(document);
  EXPECT_EQ(document.state, store::DocumentState::kReady);
  EXPECT_FALSE(document.needs_password);
  EXPECT_EQ(OpenHits("albatross"), 1U);
  EXPECT_EQ(*store_->jobs().PasswordOf(document.number), "open sesame");
  const auto again = ingest_->Unlock(document, "open sesame");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kConflict);
  EXPECT_EQ(Done(Put("a.pdf", "bittern")).state, store::DocumentState::kReady);
}

TEST_F(IngestTest, WhatCameInALockedFileIsTriedWithItsPassword) {
  locked_ = std::make_unique<LockedParser>();
  locked_->contents = [](std::string_view bytes) {
    parse::Document document = OneParagraph(std::string(bytes));
    if (bytes == "archive") document.attachments.push_back({"inner.pdf", "cormorant"});
    return document;
  };
  Restart();
  const store::Document document = Done(Put("a.zip", "archive"));
  ASSERT_TRUE(ingest_->Unlock(document, "open sesame"));
  Done(document);
  EXPECT_EQ(OpenHits("cormorant"), 1U);
}

TEST_F(IngestTest, AThumbnailIsKeptApartAndGoesWithItsDocument) {
  const std::string jpeg = "\xFF\xD8\xFF small";
  parser_.Set([&](std::string_view bytes) {
    parse::Document document = OneParagraph(std::string(bytes));
    document.thumbnail = bytes == "odd" ? "<script>" : jpeg;
    return document;
  });
  const store::Document document = Done(Put("a.pdf", "albatross"));
  EXPECT_TRUE(document.has_thumbnail);
  const store::Revision revision = *store_->documents().GetRevision(document.current);
  EXPECT_EQ(*store::GetBlob(*blobs_, revision.thumbnail, 1'000), jpeg);
  EXPECT_FALSE(Done(Put("b.pdf", "odd")).has_thumbnail);
  ASSERT_TRUE(ingest_->Delete(document));
  const auto purged = *store_->documents().Purge();
  EXPECT_NE(std::find(purged.begin(), purged.end(), revision.thumbnail), purged.end());
}

TEST_F(IngestTest, AnEmptyFileIsRefusedByName) {
  Upload upload;
  upload.library = library_.number;
  upload.source_name = "空.txt";
  upload.next_piece = []() -> Result<std::string> { return std::string(); };
  const auto received = ingest_->Receive(std::move(upload));
  ASSERT_FALSE(received);
  EXPECT_EQ(received.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(received.error().message.find("空.txt"), std::string::npos);
}

TEST_F(IngestTest, AFileThatIsAnnouncedTooLargeIsRefusedUnread) {
  Upload upload;
  upload.library = library_.number;
  upload.source_name = "大.pdf";
  upload.announced_bytes = std::uint64_t{2} << 30U;
  upload.next_piece = []() -> Result<std::string> {
    ADD_FAILURE() << "it was read";
    return std::string();
  };
  const auto received = ingest_->Receive(std::move(upload));
  ASSERT_FALSE(received);
  EXPECT_EQ(received.error().code, ErrorCode::kTooLarge);
  EXPECT_NE(received.error().message_zh.find("“大.pdf”超过 512 MiB"), std::string::npos);
}

TEST_F(IngestTest, ABrokenFileFailsWithItsReasonAndDelaysNobody) {
  parser_.Set([](std::string_view bytes) -> Result<parse::Document> {
    if (bytes == "broken") return Error{ErrorCode::kInvalidArgument, "it is broken", "文件已损坏"};
    return OneParagraph(std::string(bytes));
  });
  const store::Document broken = Put("b.txt", "broken");
  const store::Document good = Put("g.txt", "albatross");
  EXPECT_EQ(Done(good).state, store::DocumentState::kReady);
  const store::Document failed = Done(broken);
  EXPECT_EQ(failed.state, store::DocumentState::kFailed);
  EXPECT_EQ(failed.reason, "it is broken");
  EXPECT_EQ(failed.reason_zh, "文件已损坏");
}

TEST_F(IngestTest, TroubleOutsideTheFileIsTriedAgain) {
  std::atomic<int> calls = 0;
  parser_.Set([&](std::string_view bytes) -> Result<parse::Document> {
    if (++calls < 3) return Error{ErrorCode::kUnavailable, "no parser process"};
    return OneParagraph(std::string(bytes));
  });
  EXPECT_EQ(Done(Put("a.txt", "albatross")).state, store::DocumentState::kReady);
  EXPECT_EQ(calls, 3);
}

TEST_F(IngestTest, TroubleThatStaysEndsAsAFailure) {
  parser_.Set([](std::string_view) -> Result<parse::Document> {
    return Error{ErrorCode::kUnavailable, "no parser process"};
  });
  EXPECT_EQ(Done(Put("a.txt", "albatross")).state, store::DocumentState::kFailed);
}

TEST_F(IngestTest, AttachmentsBecomeDocumentsOfTheirOwn) {
  parser_.Set([](std::string_view bytes) -> Result<parse::Document> {
    parse::Document document = OneParagraph(std::string(bytes));
    if (bytes == "mail") document.attachments.push_back({"note.txt", "kingfisher"});
    return document;
  });
  const store::Document mail = Done(Put("mail.eml", "mail"));
  store::DocumentFilter filter;
  filter.libraries = {library_.number};
  filter.parent = mail.number;
  const auto children = *store_->documents().List(filter);
  ASSERT_EQ(children.total, 1U);
  EXPECT_EQ(children.documents[0].source_name, "mail.eml/note.txt");
  EXPECT_EQ(OpenHits("kingfisher"), 1U);
}

TEST_F(IngestTest, AnArchiveThatHoldsItselfEndsWithAReason) {
  parser_.Set([](std::string_view bytes) -> Result<parse::Document> {
    parse::Document document;
    document.format = "zip";
    document.attachments.push_back({"self.zip", std::string(bytes)});
    return document;
  });
  Done(Put("self.zip", "quine"));
  store::DocumentFilter filter;
  filter.libraries = {library_.number};
  EXPECT_EQ(store_->documents().List(filter)->total, 5U);
  filter.state = store::DocumentState::kFailed;
  const auto failed = *store_->documents().List(filter);
  ASSERT_EQ(failed.total, 1U);
  EXPECT_NE(failed.documents[0].reason.find("4 files deep"), std::string::npos);
}

TEST_F(IngestTest, ADocumentDeletedWhileItIsReadDoesNotComeBack) {
  std::mutex mutex;
  std::condition_variable changed;
  bool reading = false;
  bool deleted = false;
  parser_.Set([&](std::string_view bytes) -> Result<parse::Document> {
    std::unique_lock lock(mutex);
    reading = true;
    changed.notify_all();
    changed.wait(lock, [&] { return deleted; });
    return OneParagraph(std::string(bytes));
  });
  const store::Document document = Put("a.txt", "albatross");
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return reading; });
  }
  ASSERT_TRUE(ingest_->Delete(document));
  {
    const std::lock_guard lock(mutex);
    deleted = true;
  }
  changed.notify_all();
  EXPECT_TRUE(ingest_->WaitUntilIdle(Deadline::After(std::chrono::seconds{20})));
  Restart();  // joins the workers and commits what was waiting
  EXPECT_EQ(OpenHits("albatross"), 0U);
}

TEST_F(IngestTest, ARestrictedDocumentLeavesTheOpenGroupAndComesBackWhenOpened) {
  const store::Document document = Done(Put("a.txt", "albatross"));
  ASSERT_TRUE(ingest_->Restrict(document, std::vector<store::UserNumber>{}));
  EXPECT_EQ(OpenHits("albatross"), 0U);
  index::DocumentSet named;
  named.add(document.number);
  const std::vector<index::Shard> shards = {{ingest_->IndexOf(library_.number), {&named, nullptr}}};
  EXPECT_EQ(index::Search(shards, analyzer_->Query("albatross"), 10, {})->total, 1U);
  ASSERT_TRUE(ingest_->Restrict(document, std::nullopt));
  EXPECT_EQ(OpenHits("albatross"), 1U);
}

TEST_F(IngestTest, WhatCannotBeRestrictedStaysWhereItWas) {
  const store::Document first = Done(Put("a.txt", "albatross"));
  const store::Document second = Done(Put("b.txt", "albatross"));
  ASSERT_FALSE(ingest_->RestrictAll({first, second}, std::vector<store::UserNumber>{999}));
  EXPECT_EQ(OpenHits("albatross"), 2U);
  ASSERT_TRUE(ingest_->RestrictAll({first, second}, std::vector<store::UserNumber>{}));
  EXPECT_EQ(OpenHits("albatross"), 0U);
}

TEST_F(IngestTest, WhatComesRestrictedIsNeverInTheOpenGroup) {
  Done(Put("a.txt", "albatross", std::vector<store::UserNumber>{}));
  Done(Put("b.txt", "albatross"));
  EXPECT_EQ(OpenHits("albatross"), 1U);
  Put("b.txt", "albatross and petrel", std::vector<store::UserNumber>{});
  EXPECT_EQ(OpenHits("albatross"), 0U);  // what it was until now goes with it, at once
}

TEST_F(IngestTest, RestrictingManyOneByOneLeavesFewSegments) {
  std::vector<store::Document> documents;
  for (int i = 0; i < 40; ++i) documents.push_back(Put(std::to_string(i), "albatross"));
  Done(documents.back());
  for (const store::Document& document : documents) {
    ASSERT_TRUE(ingest_->Restrict(document, std::vector<store::UserNumber>{}));
  }
  const auto many = [&] { return ingest_->IndexOf(library_.number)->size().segments > 20; };
  for (int i = 0; i < 2000 && many(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds{9});
  EXPECT_FALSE(many());
}

TEST_F(IngestTest, AnIndexThatIsLostIsMadeAgainFromTheStore) {
  Done(Put("a.txt", "albatross"));
  ingest_.reset();
  indexes_.reset();
  std::filesystem::remove_all(folder_.path() / "index");
  Start();
  EXPECT_TRUE(ingest_->WaitUntilIdle(Deadline::After(std::chrono::seconds{20})));
  EXPECT_EQ(OpenHits("albatross"), 1U);
}

TEST_F(IngestTest, WorkLeftByAProcessThatDiedIsTakenUp) {
  ingest_.reset();
  const store::BlobId blob = *store::PutBlob(*blobs_, "albatross");
  ASSERT_TRUE(store_->documents().Receive({library_.number, "a.txt", blob}));
  ASSERT_TRUE(store_->jobs().Lease(std::chrono::hours{1}));  // and then it died
  Start();
  EXPECT_TRUE(ingest_->WaitUntilIdle(Deadline::After(std::chrono::seconds{20})));
  EXPECT_EQ(OpenHits("albatross"), 1U);
}

TEST_F(IngestTest, ADeletedDocumentLeavesTheDisk) {
  const store::Document document = Done(Put("a.txt", "albatross"));
  const store::Document other = Done(Put("b.txt", "kingfisher"));
  ASSERT_TRUE(ingest_->Delete(document));
  Restart();
  // The purge runs once at start: its original and its parsed form go, the other's two stay.
  for (int i = 0; i < 500 && blobs_->List()->size() > 2; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  EXPECT_EQ(blobs_->List()->size(), 2U);
  EXPECT_TRUE(blobs_->Open(store_->documents().GetRevision(other.current)->original));
}

TEST_F(IngestTest, ANewRevisionReplacesTheOldOne) {
  Done(Put("a.txt", "albatross"));
  const store::Document document = Done(Put("a.txt", "kingfisher"));
  EXPECT_EQ(document.current_ordinal, 2U);
  EXPECT_EQ(OpenHits("albatross"), 0U);
  EXPECT_EQ(OpenHits("kingfisher"), 1U);
}

}  // namespace
}  // namespace wenyuan::ingest
