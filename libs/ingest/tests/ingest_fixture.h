#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/blobs_sealed/sealed_blobs.h"
#include "wenyuan/ingest/ingest.h"
#include "wenyuan/store_sqlite/sqlite_store.h"

namespace wenyuan::ingest {

inline constexpr std::string_view kDictionary =
    "third_party/npm/node_modules/nodejieba/submodules/cppjieba/dict";

inline parse::Document OneParagraph(std::string text) {
  parse::Document document;
  document.format = "test";
  document.blocks.emplace_back().text = std::move(text);
  return document;
}

// Calls what the test says; by default the file's bytes are one paragraph.
class ScriptedParser final : public parse::FileParser {
 public:
  using Script = std::function<Result<parse::Document>(std::string_view bytes)>;
  Result<parse::Document> Parse(std::string_view bytes, std::string_view,
                                std::string_view) override {
    Script script;
    {
      const std::lock_guard lock(mutex_);
      script = script_;
    }
    if (script) return script(bytes);
    return OneParagraph(std::string(bytes));
  }
  void Set(Script script) {
    const std::lock_guard lock(mutex_);
    script_ = std::move(script);
  }

 private:
  std::mutex mutex_;
  Script script_;
};

// Files that "open sesame" opens.
class LockedParser final : public parse::FileParser {
 public:
  Result<parse::Document> Parse(std::string_view bytes, std::string_view,
                                std::string_view password) override {
    ++parsed;
    if (password == "open sesame") return contents(bytes);
    return Error{ErrorCode::kPermissionDenied,
                 password.empty() ? "it needs a password" : "the password is wrong"};
  }
  std::function<parse::Document(std::string_view)> contents = [](std::string_view bytes) {
    return OneParagraph(std::string(bytes));
  };
  std::atomic<int> parsed = 0;
};

class IngestTest : public ::testing::Test {
 protected:
  IngestTest() {
    FileSystem& files = PosixFileSystem();
    keys_ = *crypto::OpenKeyFile(files, folder_.path() / "key");
    const std::string key = *store_sqlite::OpenDatabaseKey(files, *keys_, folder_.path() / "db");
    store_ = *store_sqlite::OpenSqliteStore({folder_.path() / "db", key});
    blobs_ = *blobs_sealed::OpenSealedBlobs(files, *keys_, folder_.path() / "blobs");
    analyzer_ = *text::MakeAnalyzer({kDictionary, folder_.path() / "user.dict"});
    library_ = *store_->libraries().Create("library", 0);
    Start();
  }

  void Start() {
    indexes_ =
        std::make_unique<IndexShelf>(PosixFileSystem(), *keys_, folder_.path() / "index",
                                     std::make_shared<crypto::BlockCache>(std::size_t{64} << 20U));
    IngestOptions options;
    options.first_retry = std::chrono::milliseconds{1};
    options.commit_interval = std::chrono::milliseconds{5};
    ingest_ = *StartIngest(
        {*store_, *blobs_, locked_ ? static_cast<parse::FileParser&>(*locked_) : parser_,
         *analyzer_, *indexes_, SystemClock()},
        options);
  }
  void Restart() {
    ingest_.reset();
    Start();
  }

  store::Document Put(std::string name, std::string bytes,
                      std::optional<std::vector<store::UserNumber>> readers = std::nullopt) {
    Upload upload;
    upload.readers = std::move(readers);
    upload.library = library_.number;
    upload.source_name = std::move(name);
    upload.next_piece = [bytes]() mutable -> Result<std::string> {
      return std::exchange(bytes, {});
    };
    const auto received = ingest_->Receive(std::move(upload));
    EXPECT_TRUE(received);
    return received->document;
  }
  store::Document Done(const store::Document& document) {
    EXPECT_TRUE(ingest_->WaitUntilIdle(Deadline::After(std::chrono::seconds{20})));
    return *store_->documents().Get(document.number);
  }
  // How many passages with this word everyone with the library may see.
  std::uint64_t OpenHits(const std::string& word) {
    const index::LibraryIndex* index = ingest_->IndexOf(library_.number);
    if (index == nullptr) return 0;
    const std::vector<index::Shard> shards = {{index, {}}};
    return index::Search(shards, analyzer_->Query(word), 10, {})->total;
  }

  const testing::TemporaryFolder folder_;
  ScriptedParser parser_;
  std::unique_ptr<LockedParser> locked_;  // instead of the other, after a restart
  std::unique_ptr<crypto::KeyProvider> keys_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::Blobs> blobs_;
  std::unique_ptr<text::Analyzer> analyzer_;
  std::unique_ptr<IndexShelf> indexes_;
  std::unique_ptr<Ingest> ingest_;
  store::Library library_;
};

}  // namespace wenyuan::ingest
