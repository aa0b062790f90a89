#include <gmock/gmock.h>

#include "wenyuan/store/testing/store_contract.h"

namespace wenyuan::store::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::vector<DocumentNumber> NumbersOf(const DocumentPage& page) {
  std::vector<DocumentNumber> numbers;
  for (const Document& document : page.documents) numbers.push_back(document.number);
  return numbers;
}

TEST_P(StoreContract, AReceivedFileIsQueuedAndFoundByItsId) {
  const Received received = Receive("合同/2025/a.pdf", "one");
  EXPECT_FALSE(received.unchanged);
  const auto document = store_->documents().Find(received.document.id);
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->number, received.document.number);
  EXPECT_EQ(document->source_name, "合同/2025/a.pdf");
  EXPECT_EQ(document->state, DocumentState::kQueued);
  EXPECT_EQ(document->newest, received.revision);
  EXPECT_EQ(document->current, 0U);
  EXPECT_EQ(document->bytes, 3U);
  const auto revision = store_->documents().GetRevision(received.revision);
  ASSERT_TRUE(revision);
  EXPECT_EQ(revision->original, FakeBlob("one"));
  EXPECT_EQ(revision->parsed, BlobId());
  EXPECT_EQ(revision->ordinal, 1U);
  EXPECT_EQ(revision->created_by, 7U);
  EXPECT_EQ(revision->created, clock_.Now());
}

TEST_P(StoreContract, TheSameContentAgainIsUnchanged) {
  const Received first = Receive("a.txt", "one");
  const Received again = Receive("a.txt", "one");
  EXPECT_TRUE(again.unchanged);
  EXPECT_EQ(again.document.number, first.document.number);
  EXPECT_EQ(again.revision, first.revision);
  EXPECT_EQ(store_->documents().Revisions(first.document.number)->size(), 1U);
}

TEST_P(StoreContract, NewContentIsANewRevisionWhileTheOldOneAnswers) {
  const Received first = Receive("a.txt", "one");
  FinishAll();
  const Received second = Receive("a.txt", "two");
  EXPECT_EQ(second.document.number, first.document.number);
  EXPECT_NE(second.revision, first.revision);
  Document document = Get(first.document.number);
  EXPECT_EQ(document.current, first.revision);
  EXPECT_EQ(document.newest, second.revision);
  EXPECT_EQ(document.state, DocumentState::kQueued);
  FinishAll();
  document = Get(first.document.number);
  EXPECT_EQ(document.current, second.revision);
  EXPECT_EQ(document.current_ordinal, 2U);
  // Going back to old content is a change as well.
  EXPECT_FALSE(Receive("a.txt", "one").unchanged);
  EXPECT_EQ(store_->documents().FindRevision(document.number, 3)->original, FakeBlob("one"));
  EXPECT_EQ(store_->documents().Revisions(document.number)->size(), 3U);
}

TEST_P(StoreContract, TheSameNameInAnotherLibraryOrContainerIsAnotherDocument) {
  const Received plain = Receive("a.txt", "one");
  const Received mail = Receive("mail.eml", "mail");
  const Received inside = Receive("a.txt", "one", mail.document.number);
  EXPECT_FALSE(inside.unchanged);
  EXPECT_NE(inside.document.number, plain.document.number);
  EXPECT_EQ(inside.document.parent, mail.document.number);
  library_ = AddLibrary("another");
  EXPECT_NE(Receive("a.txt", "one").document.number, plain.document.number);
}

TEST_P(StoreContract, AnUnknownLibraryOrParentIsNotFound) {
  NewRevision revision{.library = 999, .source_name = "a", .original = FakeBlob("x")};
  EXPECT_EQ(CodeOf(store_->documents().Receive(revision)), ErrorCode::kNotFound);
  revision.library = library_;
  revision.parent = 999;
  EXPECT_EQ(CodeOf(store_->documents().Receive(revision)), ErrorCode::kNotFound);
}

TEST_P(StoreContract, OddFileNamesSurviveAndControlCharactersAreRefused) {
  for (const std::string name :
       {"a'b\";--.pdf", "空 格／斜.pdf", "\xff\xfe not utf-8", "%_*?[x]"}) {
    const Received received = Receive(name, "x");
    EXPECT_EQ(Get(received.document.number).source_name, name);
  }
  for (const std::string name : {"", "line\nfeed", "tab\t"}) {
    NewRevision revision{.library = library_, .source_name = name, .original = FakeBlob("x")};
    EXPECT_EQ(CodeOf(store_->documents().Receive(revision)), ErrorCode::kInvalidArgument);
  }
}

TEST_P(StoreContract, ADeletedDocumentIsGoneEverywhereAndItsNameIsFree) {
  const Received received = Receive("a.txt", "one");
  const Received attachment = Receive("inner.txt", "two", received.document.number);
  FinishAll();
  const auto deleted = store_->documents().Delete(received.document.number);
  ASSERT_TRUE(deleted);
  EXPECT_THAT(*deleted, UnorderedElementsAre(received.document.number, attachment.document.number));
  const Documents& documents = store_->documents();
  EXPECT_EQ(CodeOf(documents.Find(received.document.id)), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf(documents.Get(attachment.document.number)), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf(documents.GetRevision(received.revision)), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf(documents.FindRevision(received.document.number, 1)), ErrorCode::kNotFound);
  EXPECT_EQ(CodeOf(store_->documents().Delete(received.document.number)), ErrorCode::kNotFound);
  EXPECT_THAT(*documents.Revisions(received.document.number), IsEmpty());
  EXPECT_THAT(*documents.AllChunks(received.revision), IsEmpty());
  EXPECT_THAT(*documents.Chunks(received.revision, {0}), IsEmpty());
  EXPECT_THAT(*documents.CurrentRevisions(library_), IsEmpty());
  EXPECT_EQ(documents.List({.libraries = {library_}})->total, 0U);
  EXPECT_EQ(store_->jobs().Count({.libraries = {library_}})->ready, 0U);
  const Received again = Receive("a.txt", "one");
  EXPECT_FALSE(again.unchanged);
  EXPECT_NE(again.document.number, received.document.number);
}

TEST_P(StoreContract, PurgeReturnsTheBlobsThatNothingRefersTo) {
  const Received gone = Receive("gone.txt", "only here");
  const Received shared = Receive("shared.txt", "in both");
  Receive("stays.txt", "in both");
  ASSERT_TRUE(store_->documents().Delete(gone.document.number));
  ASSERT_TRUE(store_->documents().Delete(shared.document.number));
  const auto blobs = store_->documents().Purge();
  ASSERT_TRUE(blobs) << blobs.error().message;
  EXPECT_THAT(*blobs, ElementsAre(FakeBlob("only here")));
}

TEST_P(StoreContract, ABlobThatCameBackIsNotGivenOutByPurge) {
  const Received gone = Receive("gone.txt", "content");
  ASSERT_TRUE(store_->documents().Delete(gone.document.number));
  Receive("again.txt", "content");
  EXPECT_THAT(*store_->documents().Purge(), IsEmpty());
}

TEST_P(StoreContract, ChunksComeBackAsTheyWereInTheOrderAskedFor) {
  const Received received = Receive("a.pdf", "pdf");
  const Job job = Lease();
  std::vector<Chunk> chunks;
  for (std::uint32_t i = 0; i < 300; ++i) {
    Chunk chunk = MakeChunk(i, "第" + std::to_string(i) + "条");
    chunk.heading_path = "一 > 二";
    chunk.page = i / 10 + 1;
    chunk.spans = {{0, 3, {chunk.page, 1.5F, 2.25F, 100.0F, 12.125F}},
                   {3, 9, {chunk.page + 1, -1.0F, 0.1F, 1e9F, 1e-9F}}};
    chunk.table = i % 3 == 0 ? std::string("\0cells\xff", 7) : "";
    chunk.block_begin = i;
    chunk.block_end = i + 2;
    chunks.push_back(chunk);
  }
  ASSERT_TRUE(store_->jobs().SaveChunks(job, chunks, {}));
  const auto all = store_->documents().AllChunks(received.revision);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), chunks.size());
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    EXPECT_EQ((*all)[i].number, i);
    EXPECT_EQ((*all)[i].text, chunks[i].text);
    EXPECT_EQ((*all)[i].heading_path, chunks[i].heading_path);
    EXPECT_EQ((*all)[i].page, chunks[i].page);
    EXPECT_EQ((*all)[i].spans, chunks[i].spans);
    EXPECT_EQ((*all)[i].table, chunks[i].table);
    EXPECT_EQ((*all)[i].block_begin, chunks[i].block_begin);
    EXPECT_EQ((*all)[i].block_end, chunks[i].block_end);
  }
  const auto some = store_->documents().Chunks(received.revision, {299, 5, 999, 5});
  ASSERT_TRUE(some);
  ASSERT_EQ(some->size(), 3U);
  EXPECT_EQ((*some)[0].number, 299U);
  EXPECT_EQ((*some)[1].number, 5U);
  EXPECT_EQ((*some)[2].number, 5U);
}

TEST_P(StoreContract, SavingChunksAgainReplacesThem) {
  const Received received = Receive("a.txt", "x");
  const Job job = Lease();
  ASSERT_TRUE(store_->jobs().SaveChunks(job, {MakeChunk(0), MakeChunk(1), MakeChunk(2)}, {}));
  ASSERT_TRUE(store_->jobs().SaveChunks(job, {MakeChunk(0, "new")}, {}));
  const auto all = store_->documents().AllChunks(received.revision);
  ASSERT_EQ(all->size(), 1U);
  EXPECT_EQ(all->front().text, "new");
}

TEST_P(StoreContract, AListIsNewestFirstAndPaged) {
  std::vector<DocumentNumber> newest_first;
  for (int i = 0; i < 7; ++i) {
    clock_.Advance(std::chrono::seconds(1));
    newest_first.insert(newest_first.begin(), Receive(std::to_string(i), "x").document.number);
  }
  for (std::size_t offset = 0; offset < 9; offset += 3) {
    const auto page =
        store_->documents().List({.libraries = {library_}, .offset = offset, .limit = 3});
    ASSERT_TRUE(page) << page.error().message;
    EXPECT_EQ(page->total, 7U);
    const auto end = std::min<std::size_t>(7, offset + 3);
    EXPECT_EQ(NumbersOf(*page), std::vector<DocumentNumber>(
                                    newest_first.begin() + static_cast<std::ptrdiff_t>(offset),
                                    newest_first.begin() + static_cast<std::ptrdiff_t>(end)));
  }
}

TEST_P(StoreContract, AListOfNoLibraryIsEmpty) {
  Receive("a", "x");
  EXPECT_EQ(store_->documents().List({})->total, 0U);
  EXPECT_THAT(*store_->documents().Numbers({}), IsEmpty());
}

TEST_P(StoreContract, FiltersLeaveWhatTheyName) {
  const DocumentNumber handbook = Receive("Ｈandbook 员工手册.docx", "1").document.number;
  FinishAll();
  clock_.Advance(std::chrono::hours(1));
  const DocumentNumber mail = Receive("mail.eml", "2").document.number;
  const DocumentNumber inner = Receive("inner", "3", mail).document.number;
  ASSERT_TRUE(store_->documents().Receive({.library = library_,
                                           .source_name = "mail.eml",
                                           .original = FakeBlob("2"),
                                           .tags = {"重要", "b"}}));
  const auto numbers = [&](const DocumentFilter& filter) {
    const auto page = store_->documents().List(filter);
    auto found = *store_->documents().Numbers(filter);
    EXPECT_EQ(page->total, found.size());
    EXPECT_THAT(NumbersOf(*page), ::testing::UnorderedElementsAreArray(found));
    return found;
  };
  EXPECT_THAT(numbers({.libraries = {library_}, .name_contains = "HANDBOOK"}),
              ElementsAre(handbook));
  EXPECT_THAT(numbers({.libraries = {library_}, .name_contains = "手册"}), ElementsAre(handbook));
  EXPECT_THAT(numbers({.libraries = {library_}, .name_contains = "TITLE"}), ElementsAre(handbook));
  EXPECT_THAT(numbers({.libraries = {library_}, .name_contains = "%"}), IsEmpty());
  EXPECT_THAT(numbers({.libraries = {library_}, .format = "txt"}), ElementsAre(handbook));
  EXPECT_THAT(numbers({.libraries = {library_}, .state = DocumentState::kReady}),
              ElementsAre(handbook));
  EXPECT_THAT(numbers({.libraries = {library_}, .state = DocumentState::kQueued}),
              ElementsAre(mail, inner));
  EXPECT_THAT(numbers({.libraries = {library_}, .tag = "重要"}), ElementsAre(mail));
  EXPECT_THAT(numbers({.libraries = {library_}, .parent = mail}), ElementsAre(inner));
  EXPECT_THAT(numbers({.libraries = {library_}, .changed_from = clock_.Now()}),
              ElementsAre(mail, inner));
  EXPECT_THAT(numbers({.libraries = {library_}, .changed_until = clock_.Now() - 1}),
              ElementsAre(handbook));
  EXPECT_THAT(Get(mail).tags, ElementsAre("重要", "b"));
}

TEST_P(StoreContract, TagsAreReplacedAtOnce) {
  const DocumentNumber document = Receive("a", "x").document.number;
  ASSERT_TRUE(store_->documents().SetTags(document, {"合同", "old"}));
  ASSERT_TRUE(store_->documents().SetTags(document, {"合同", "重要"}));
  EXPECT_THAT(Get(document).tags, ElementsAre("合同", "重要"));
  const auto tagged = [&](const std::string& tag) {
    return *store_->documents().Numbers({.libraries = {library_}, .tag = tag});
  };
  EXPECT_THAT(tagged("重要"), ElementsAre(document));
  EXPECT_THAT(tagged("old"), IsEmpty());
  EXPECT_EQ(store_->documents().SetTags(document, {"two\nlines"}).error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(store_->documents().SetTags(document + 99, {"a"}).error().code, ErrorCode::kNotFound);
  EXPECT_THAT(Get(document).tags, ElementsAre("合同", "重要"));
}

}  // namespace
}  // namespace wenyuan::store::testing
