#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "wenyuan/api/api.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/store/testing/manual_clock.h"

namespace wenyuan::api::testing {

class MemoryBlobs final : public store::Blobs {
 public:
  Result<std::unique_ptr<store::BlobWriter>> Begin() override;
  [[nodiscard]] Result<std::unique_ptr<store::BlobReader>> Open(
      const store::BlobId& id) const override;
  Result<void> Remove(const store::BlobId& id) override;
  [[nodiscard]] Result<std::vector<store::BlobId>> List() const override;

  std::map<std::string, std::string> blobs;
};

// Receives into the store, and leaves all work undone until a test does it.
class IdleIngest final : public ingest::Ingest {
 public:
  IdleIngest(store::Store& store, store::Blobs& blobs) : store_(store), blobs_(blobs) {}
  Result<store::Received> Receive(ingest::Upload upload) override;
  Result<void> Delete(const store::Document& document) override;
  Result<void> Retry(const store::Document& document) override;
  Result<void> Unlock(const store::Document& document, std::string_view password) override {
    return store_.jobs().Unlock(document.number, password);
  }
  Result<void> RestrictAll(const std::vector<store::Document>& documents,
                           const std::optional<std::vector<store::UserNumber>>& readers) override;
  [[nodiscard]] const index::LibraryIndex* IndexOf(store::LibraryNumber) const override {
    return nullptr;
  }
  std::uint64_t WaitForChange(std::uint64_t, Deadline) const override { return ++changes_; }
  bool WaitUntilIdle(Deadline) const override { return true; }
  std::optional<std::vector<store::DocumentNumber>> WorkedOn(std::uint64_t&) const override {
    return worked_on;
  }
  std::optional<std::vector<store::DocumentNumber>> worked_on{std::in_place};
  const vectors::VectorIndex* VectorsOf(store::LibraryNumber) const override { return nullptr; }
  ingest::EmbeddingProgress Embedding(store::LibraryNumber) const override { return {}; }
  bool WaitUntilEmbedded(Deadline) const override { return false; }

 private:
  store::Store& store_;
  store::Blobs& blobs_;
  mutable std::atomic<std::uint64_t> changes_ = 0;
};

class FixedSearcher final : public search::Searcher {
 public:
  [[nodiscard]] Result<search::SearchResult> Search(const search::SearchRequest& request,
                                                    const access::Asker& asker) const override;
  mutable search::SearchRequest last;
  search::SearchResult result;

 private:
  mutable std::mutex mutex_;  // quality runs search in the background
};

class FixedAnswerer final : public answer::Answerer {
 public:
  [[nodiscard]] Result<answer::Answer> Ask(const answer::Question& question,
                                           const access::Asker& asker,
                                           const answer::AnswerEvents& events) const override;
  Result<answer::Answer> answer = answer::Answer{};
  mutable answer::Question last;
  std::function<void()> before_sentence;   // none: nothing happens
  std::vector<answer::Progress> progress;  // told before

 private:
  mutable std::mutex mutex_;  // quality runs ask in the background
};

class FixedSuggester final : public search::Suggester {
 public:
  [[nodiscard]] Result<search::Completions> Complete(std::string_view question,
                                                     const std::vector<std::string>& libraries,
                                                     std::size_t most,
                                                     const access::Asker& asker) const override;
  [[nodiscard]] Result<search::Correction> Correct(std::string_view question,
                                                   const std::vector<std::string>& libraries,
                                                   const access::Asker& asker) const override;
  mutable std::vector<std::string> last_libraries;
  search::Completions completions;
  search::Correction correction;
};

// Knows no words, and counts how often its files are read again.
class IdleAnalyzer final : public text::Analyzer {
 public:
  [[nodiscard]] std::vector<text::Token> Tokens(std::string_view text) const override;
  [[nodiscard]] text::AnalyzedQuery Query(std::string_view question) const override;
  [[nodiscard]] bool IsWord(std::string_view term) const override;
  Result<void> ReloadUserDictionary() override;
  int reloads = 0;
  std::optional<Error> refusal;  // of the next reload
};

// One request and what came back.
struct Ask {
  std::string method = "GET";
  std::string path = "/";
  std::vector<std::pair<std::string, std::string>> query = {};
  std::string body = {};
  http::Headers headers = {};
  std::string token = {};
  bool unix_socket = false;
  int writes = 1000;  // how many pieces the client takes before it leaves
};

// The handler on a real store and real rights, with the engines behind them replaced.
class House {
 public:
  House();
  http::Response Call(const Ask& ask);

  store::User AddUser(const std::string& name, bool administrator = false);
  // An API token of the user.
  std::string TokenOf(const store::User& user);
  store::Library AddLibrary(const std::string& name, store::UserNumber owner);
  void Grant(const store::Library& library, const store::User& user, store::Role role);
  store::Document AddDocument(const store::Library& library, const std::string& name,
                              const std::string& content = "content");
  // Does the work that ingest would do.
  store::Document MakeReady(const store::Document& document, const parse::Document& parsed,
                            const std::vector<store::Chunk>& chunks);
  store::Document MakeFailed(const store::Document& document, const Error& reason);

  static constexpr std::string_view kPassword = "correct horse";

 private:
  wenyuan::testing::TemporaryFolder folder_;

 public:
  store::testing::ManualClock clock;
  std::unique_ptr<store::Store> store;
  MemoryBlobs blobs;
  std::unique_ptr<access::Access> access;
  std::unique_ptr<IdleIngest> ingest;
  FixedSearcher searcher;
  FixedAnswerer answerer;
  FixedSuggester suggester;
  IdleAnalyzer analyzer;
  std::unique_ptr<answer::Summarizer> summarizer;  // without a model, as the classifier
  std::unique_ptr<answer::Classifier> classifier;
  std::filesystem::path dictionary;  // of the house's own words
  std::filesystem::path synonyms;
  std::vector<StaticFile> console;
  http::Handler handler;
};

// The member at a path such as "hits/0/title", as JSON text; "" when there is none.
std::string At(const std::string& json, const std::string& path);

}  // namespace wenyuan::api::testing
