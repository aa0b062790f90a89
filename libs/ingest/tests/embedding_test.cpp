#include <gtest/gtest.h>

#include <mutex>
#include <utility>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/blobs_sealed/sealed_blobs.h"
#include "wenyuan/ingest/ingest.h"
#include "wenyuan/llm/testing/hash_embedder.h"
#include "wenyuan/store_sqlite/sqlite_store.h"

namespace wenyuan::ingest {
namespace {

constexpr auto kDictionary = "third_party/npm/node_modules/nodejieba/submodules/cppjieba/dict";

// A paragraph for each line.
class LineParser final : public parse::FileParser {
 public:
  Result<parse::Document> Parse(std::string_view bytes, std::string_view,
                                std::string_view) override {
    parse::Document document;
    document.format = "text";
    for (std::size_t begin = 0; begin < bytes.size();) {
      const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
      parse::Block block;
      block.text = std::string(bytes.substr(begin, end - begin));
      document.blocks.push_back(std::move(block));
      begin = end + 1;
    }
    return document;
  }
};

// Cannot read passages with a certain word, and can be sent away.
class PickyEmbedder final : public llm::Embedder {
 public:
  explicit PickyEmbedder(std::string id) : inner_(64, std::move(id)) {}
  Result<llm::EmbedderInfo> Info(Deadline deadline) const override { return inner_.Info(deadline); }
  Result<llm::Embeddings> Embed(llm::TextKind kind, std::span<const std::string> texts,
                                Deadline deadline) const override {
    for (const std::string& text : texts) {
      ++read;
      if (text.find("unreadable") != std::string::npos) {
        return Error{ErrorCode::kInvalidArgument, "this cannot be read"};
      }
    }
    return inner_.Embed(kind, texts, deadline);
  }
  void SetAway(bool away) { inner_.SetAway(away); }
  mutable std::atomic<int> read = 0;

 private:
  llm::HashEmbedder inner_;
};

// Behind which another one may take the place of the first.
class ExchangedEmbedder final : public llm::Embedder {
 public:
  explicit ExchangedEmbedder(const llm::Embedder& first) : now_(&first) {}
  Result<llm::EmbedderInfo> Info(Deadline deadline) const override { return Now()->Info(deadline); }
  Result<llm::Embeddings> Embed(llm::TextKind kind, std::span<const std::string> texts,
                                Deadline deadline) const override {
    return Now()->Embed(kind, texts, deadline);
  }
  std::shared_ptr<const llm::Embedder> Now() const override {
    return {std::shared_ptr<const void>(), now_};
  }
  void Become(const llm::Embedder& other) { now_ = &other; }

 private:
  std::atomic<const llm::Embedder*> now_;
};

class EmbeddingTest : public ::testing::Test {
 protected:
  EmbeddingTest() {
    FileSystem& files = PosixFileSystem();
    keys_ = *crypto::OpenKeyFile(files, folder_.path() / "key");
    const std::string key = *store_sqlite::OpenDatabaseKey(files, *keys_, folder_.path() / "db");
    store_ = *store_sqlite::OpenSqliteStore({folder_.path() / "db", key});
    blobs_ = *blobs_sealed::OpenSealedBlobs(files, *keys_, folder_.path() / "blobs");
    analyzer_ = *text::MakeAnalyzer({kDictionary, folder_.path() / "user.dict"});
    library_ = *store_->libraries().Create("library", 0);
    Start(first_);
  }

  void Start(const llm::Embedder& embedder) {
    ingest_.reset();
    const auto cache = std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U);
    FileSystem& files = PosixFileSystem();
    indexes_ = std::make_unique<IndexShelf>(files, *keys_, folder_.path() / "index", cache);
    vectors_ = std::make_unique<VectorShelf>(files, *keys_, folder_.path() / "vectors", cache);
    IngestOptions options;
    options.commit_interval = std::chrono::milliseconds{5};
    options.embed_batch = 2;
    ingest_ = *StartIngest({*store_, *blobs_, parser_, *analyzer_, *indexes_, SystemClock(),
                            vectors_.get(), &embedder},
                           options);
  }

  store::Document Put(std::string name, std::string bytes) {
    Upload upload;
    upload.library = library_.number;
    upload.source_name = std::move(name);
    upload.next_piece = [bytes]() mutable -> Result<std::string> {
      return std::exchange(bytes, {});
    };
    return ingest_->Receive(std::move(upload))->document;
  }
  void Wait() {
    ASSERT_TRUE(ingest_->WaitUntilEmbedded(Deadline::After(std::chrono::seconds{30})));
  }
  // Documents in order of nearness to the text, as everyone with the library sees them.
  std::vector<std::uint32_t> Near(const std::string& text) {
    const auto* const index = ingest_->VectorsOf(library_.number);
    if (index == nullptr || !index->space()) return {};
    const auto vector =
        first_.Embed(llm::TextKind::kQuery, std::array{text}, Deadline::Never())->values;
    const std::vector<vectors::Shard> shards = {{index, {}}};
    const auto nearest = vectors::Search(shards, index->space()->id, vector, 100);
    std::vector<std::uint32_t> found;
    for (const auto& near : *nearest) found.push_back(near.document);
    return found;
  }
  EmbeddingProgress Progress() { return ingest_->Embedding(library_.number); }

  const testing::TemporaryFolder folder_;
  LineParser parser_;
  PickyEmbedder first_{"first"};
  PickyEmbedder second_{"second"};
  std::unique_ptr<crypto::KeyProvider> keys_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::Blobs> blobs_;
  std::unique_ptr<text::Analyzer> analyzer_;
  std::unique_ptr<IndexShelf> indexes_;
  std::unique_ptr<VectorShelf> vectors_;
  std::unique_ptr<Ingest> ingest_;
  store::Library library_;
};

using Documents = std::vector<std::uint32_t>;

TEST_F(EmbeddingTest, AnIndexedPassageGetsItsVector) {
  const store::Document leave = Put("a.txt", "annual leave is ten days");
  const store::Document door = Put("b.txt", "the door code is 4711");
  Wait();
  EXPECT_EQ(Near("annual leave is ten days"), (Documents{leave.number, door.number}));
  EXPECT_EQ(Progress().state, EmbeddingProgress::State::kDone);
  EXPECT_EQ(Progress().passages, 2U);
  EXPECT_EQ(Progress().embedded, 2U);
}

TEST_F(EmbeddingTest, WhatIsDeletedIsNoLongerNear) {
  const store::Document document = Put("a.txt", "annual leave");
  Wait();
  ASSERT_TRUE(ingest_->Delete(*store_->documents().Get(document.number)));
  EXPECT_TRUE(Near("annual leave").empty());
}

TEST_F(EmbeddingTest, ARestrictedDocumentIsNotNearForOthersFromTheCallOn) {
  const store::Document document = Put("a.txt", "annual leave");
  Wait();
  ASSERT_TRUE(ingest_->Restrict(*store_->documents().Get(document.number),
                                std::vector<store::UserNumber>{}));
  EXPECT_TRUE(Near("annual leave").empty());
  EXPECT_EQ(Progress().passages, 1U);  // of the last look, which was before
  ASSERT_TRUE(ingest_->Restrict(*store_->documents().Get(document.number), std::nullopt));
  EXPECT_EQ(Near("annual leave"), (Documents{document.number}));
}

TEST_F(EmbeddingTest, ANewRevisionTakesTheVectorsOfTheOldAway) {
  Put("a.txt", "annual leave");
  Wait();
  first_.SetAway(true);
  Put("a.txt", "the door code");
  ASSERT_TRUE(ingest_->WaitUntilIdle(Deadline::After(std::chrono::seconds{30})));
  first_.SetAway(false);
  EXPECT_TRUE(Near("annual leave").empty());
  Wait();
  EXPECT_EQ(Near("the door code").size(), 1U);
}

TEST_F(EmbeddingTest, ARestartMakesOnlyWhatIsMissing) {
  Put("a.txt", "one");
  Put("b.txt", "two");
  Wait();
  EXPECT_EQ(first_.read, 2);
  first_.SetAway(true);
  Put("c.txt", "three");
  ASSERT_TRUE(ingest_->WaitUntilIdle(Deadline::After(std::chrono::seconds{30})));
  first_.SetAway(false);
  Start(first_);
  Wait();
  EXPECT_EQ(first_.read, 3);
  EXPECT_EQ(Near("one").size(), 3U);
}

TEST_F(EmbeddingTest, AnEmbedderThatIsAwaySaysSoAndIsAskedAgain) {
  first_.SetAway(true);
  Put("a.txt", "one");
  ASSERT_TRUE(ingest_->WaitUntilIdle(Deadline::After(std::chrono::seconds{30})));
  for (int i = 0; i < 1'000 && Progress().state != EmbeddingProgress::State::kAway; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  EXPECT_EQ(Progress().state, EmbeddingProgress::State::kAway);
  EXPECT_FALSE(Progress().reason.empty());
  first_.SetAway(false);
  Wait();
  EXPECT_EQ(Near("one").size(), 1U);
}

TEST_F(EmbeddingTest, WhileTheEmbedderIsAwayItIsKnownWhatHasVectors) {
  Put("a.txt", "one");
  Wait();
  first_.SetAway(true);
  Start(first_);
  Put("b.txt", "two");
  for (int i = 0; i < 1'000 && Progress().passages < 2; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  EXPECT_EQ(Progress().passages, 2U);
  EXPECT_EQ(Progress().embedded, 1U);
  EXPECT_EQ(Progress().state, EmbeddingProgress::State::kAway);
}

TEST_F(EmbeddingTest, APassageThatCannotBeReadHoldsNothingUp) {
  Put("a.txt", "unreadable");
  const store::Document other = Put("b.txt", "readable");
  Wait();
  EXPECT_EQ(Near("readable"), (Documents{other.number}));
  EXPECT_EQ(Progress().embedded, 1U);
}

TEST_F(EmbeddingTest, AnotherEmbedderAnswersOnceAllIsThere) {
  Put("a.txt", "one");
  Put("b.txt", "two");
  Wait();
  second_.SetAway(true);
  Start(second_);
  EXPECT_EQ(ingest_->VectorsOf(library_.number)->space()->id, "first");
  EXPECT_EQ(Near("one").size(), 2U);
  second_.SetAway(false);
  Wait();
  EXPECT_EQ(ingest_->VectorsOf(library_.number)->space()->id, "second");
  EXPECT_FALSE(ingest_->VectorsOf(library_.number)->next());
  EXPECT_EQ(Near("one").size(), 2U);
}

TEST_F(EmbeddingTest, AnotherEmbedderTakesTheFirstsPlaceWhileWeRun) {
  ExchangedEmbedder embedder(first_);
  Start(embedder);
  Put("a.txt", "one");
  Put("b.txt", "two");
  Wait();
  second_.SetAway(true);
  embedder.Become(second_);
  ingest_->EmbedderChanged();
  for (int i = 0; i < 1'000 && Progress().state != EmbeddingProgress::State::kAway; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  EXPECT_EQ(ingest_->VectorsOf(library_.number)->space()->id, "first");
  EXPECT_EQ(Near("one").size(), 2U);
  second_.SetAway(false);
  Wait();
  EXPECT_EQ(ingest_->VectorsOf(library_.number)->space()->id, "second");
  EXPECT_EQ(Near("one").size(), 2U);
}

TEST_F(EmbeddingTest, GoingBackToTheFirstKeepsItsVectors) {
  ExchangedEmbedder embedder(first_);
  Start(embedder);
  Put("a.txt", "one");
  Wait();
  second_.SetAway(true);
  embedder.Become(second_);
  ingest_->EmbedderChanged();
  embedder.Become(first_);
  ingest_->EmbedderChanged();
  Wait();
  EXPECT_EQ(ingest_->VectorsOf(library_.number)->space()->id, "first");
  EXPECT_FALSE(ingest_->VectorsOf(library_.number)->next());
  EXPECT_EQ(first_.read, 1);
}

}  // namespace
}  // namespace wenyuan::ingest
