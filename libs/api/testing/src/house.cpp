#include "wenyuan/api/testing/house.h"

#include <stdexcept>
#include <utility>

#include "wenyuan/crypto/hash.h"
#include "wenyuan/crypto/password.h"
#include "wenyuan/parse/wire.h"
#include "wenyuan/store_sqlite/sqlite_store.h"

namespace wenyuan::api::testing {
namespace {

template <typename T>
T Must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return *std::move(result);
}
void Must(Result<void> result) {
  if (!result) throw std::runtime_error(result.error().message);
}

// Jobs that were queued before it are left to nobody.
store::Job LeaseFor(store::Store& store, const store::Document& document) {
  while (true) {
    const auto job = Must(store.jobs().Lease(std::chrono::hours(1)));
    if (!job) throw std::runtime_error("no job for this document");
    if (job->document == document.number) return *job;
  }
}

class MemoryWriter final : public store::BlobWriter {
 public:
  explicit MemoryWriter(std::map<std::string, std::string>& blobs) : blobs_(blobs) {}
  Result<void> Append(std::string_view bytes) override {
    bytes_ += bytes;
    return {};
  }
  Result<store::BlobId> Finish() override {
    store::BlobId id{crypto::Hex(crypto::Sha256(bytes_)), bytes_.size()};
    blobs_[id.sha256] = bytes_;
    return id;
  }

 private:
  std::map<std::string, std::string>& blobs_;
  std::string bytes_;
};

class MemoryReader final : public store::BlobReader {
 public:
  explicit MemoryReader(std::string bytes) : bytes_(std::move(bytes)) {}
  [[nodiscard]] Result<std::string> ReadAt(std::uint64_t offset, std::size_t size) const override {
    return bytes_.substr(offset, size);
  }
  [[nodiscard]] std::uint64_t Size() const override { return bytes_.size(); }

 private:
  const std::string bytes_;
};

class TextBody final : public http::BodySource {
 public:
  explicit TextBody(std::string text) : text_(std::move(text)) {}
  Result<std::string> Read() override { return std::exchange(text_, {}); }

 private:
  std::string text_;
};

class Collector final : public http::Responder {
 public:
  explicit Collector(int writes) : writes_(writes) {}
  void Send(http::Response sent) override { response = std::move(sent); }
  void Start(int status, http::Headers headers) override {
    response = {status, std::move(headers), {}};
  }
  bool Write(std::string_view bytes) override {
    response.body += bytes;
    return --writes_ > 0;
  }
  http::Response response;

 private:
  int writes_;
};

}  // namespace

Result<std::unique_ptr<store::BlobWriter>> MemoryBlobs::Begin() {
  return std::make_unique<MemoryWriter>(blobs);
}

Result<std::unique_ptr<store::BlobReader>> MemoryBlobs::Open(const store::BlobId& id) const {
  const auto found = blobs.find(id.sha256);
  if (found == blobs.end()) return Error{ErrorCode::kNotFound, "no such blob"};
  return std::make_unique<MemoryReader>(found->second);
}

Result<void> MemoryBlobs::Remove(const store::BlobId& id) {
  blobs.erase(id.sha256);
  return {};
}

Result<std::vector<store::BlobId>> MemoryBlobs::List() const {
  return std::vector<store::BlobId>();
}

Result<store::Received> IdleIngest::Receive(ingest::Upload upload) {
  std::string bytes;
  while (true) {
    WY_TRY(const std::string piece, upload.next_piece());
    if (piece.empty()) break;
    bytes += piece;
  }
  if (bytes.empty()) {
    return Error{ErrorCode::kInvalidArgument, "the file '" + upload.source_name + "' is empty"};
  }
  WY_TRY(const store::BlobId original, store::PutBlob(blobs_, bytes));
  return store_.documents().Receive(
      {upload.library, upload.source_name, original, upload.by, 0, upload.tags, upload.readers});
}

Result<void> IdleIngest::Delete(const store::Document& document) {
  WY_TRY(const auto deleted, store_.documents().Delete(document.number));
  return {};
}

Result<void> IdleIngest::Retry(const store::Document& document) {
  return store_.jobs().Retry(document.number);
}

Result<void> IdleIngest::RestrictAll(const std::vector<store::Document>& documents,
                                     const std::optional<std::vector<store::UserNumber>>& readers) {
  std::vector<store::DocumentNumber> numbers;
  for (const store::Document& document : documents) numbers.push_back(document.number);
  return store_.libraries().RestrictAll(numbers, readers);
}

Result<search::SearchResult> FixedSearcher::Search(const search::SearchRequest& request,
                                                   const access::Asker&) const {
  const std::lock_guard lock(mutex_);
  last = request;
  return result;
}

Result<answer::Answer> FixedAnswerer::Ask(const answer::Question& question, const access::Asker&,
                                          const answer::AnswerEvents& events) const {
  {
    const std::lock_guard lock(mutex_);
    last = question;
  }
  if (!answer) return answer.error();
  for (const answer::Progress& step : progress) {
    if (events.on_progress && !events.on_progress(step)) {
      return Error{ErrorCode::kCancelled, "the asker left"};
    }
  }
  for (const answer::Sentence& sentence : answer->sentences) {
    if (before_sentence) before_sentence();
    if (!events.on_sentence(sentence)) return Error{ErrorCode::kCancelled, "the asker left"};
  }
  return answer;
}

Result<search::Completions> FixedSuggester::Complete(std::string_view,
                                                     const std::vector<std::string>& libraries,
                                                     std::size_t, const access::Asker&) const {
  last_libraries = libraries;
  return completions;
}

Result<search::Correction> FixedSuggester::Correct(std::string_view,
                                                   const std::vector<std::string>& libraries,
                                                   const access::Asker&) const {
  last_libraries = libraries;
  return correction;
}

std::vector<text::Token> IdleAnalyzer::Tokens(std::string_view text) const {
  return {{std::string(text), 0, 1, 0, static_cast<std::uint32_t>(text.size())}};
}

text::AnalyzedQuery IdleAnalyzer::Query(std::string_view question) const {
  text::AnalyzedQuery query;
  query.terms = {{std::string(question), 1}};
  return query;
}

bool IdleAnalyzer::IsWord(std::string_view) const { return false; }

Result<void> IdleAnalyzer::ReloadUserDictionary() {
  ++reloads;
  if (refusal) return *std::exchange(refusal, std::nullopt);
  return {};
}

House::House()
    : store(Must(store_sqlite::OpenSqliteStore(
          {folder_.path() / "store.db", std::string(32, 'k'), &clock}))),
      access(access::MakeAccess(*store)),
      ingest(std::make_unique<IdleIngest>(*store, blobs)) {
  console = {{"/index.html", "text/html; charset=utf-8", "\"i1\"", "<html>console</html>", {}},
             {"/assets/a-1.js", "text/javascript", "\"a1\"", "script", "zipped"}};
  Services services{*store, blobs, *access, *ingest, searcher, answerer, clock};
  summarizer = answer::MakeSummarizer(analyzer, *store, *access, {}, {});
  classifier = answer::MakeClassifier({analyzer, *store, *access, searcher});
  services.summarizer = summarizer.get();
  services.classifier = classifier.get();
  services.version = "0.0.0-test";
  services.allowed_hosts = {"wenyuan.example"};
  services.suggester = &suggester;
  dictionary = folder_.path() / "user.dict";
  synonyms = folder_.path() / "synonyms.txt";
  services.words = {&analyzer, &PosixFileSystem(), dictionary, synonyms};
  handler = MakeHandler(services, console);
}

http::Response House::Call(const Ask& ask) {
  http::Request request;
  request.method = ask.method;
  request.path = ask.path;
  request.query = ask.query;
  request.headers = ask.headers;
  if (http::Find(request.headers, "Host").empty()) {
    request.headers.emplace_back("Host", "127.0.0.1:8765");
  }
  if (!ask.token.empty()) request.headers.emplace_back("Authorization", "Bearer " + ask.token);
  request.peer = ask.unix_socket ? "unix" : "127.0.0.1";
  request.same_user = ask.unix_socket;
  request.id = "r1";
  request.body_bytes = ask.body.size();
  TextBody body(ask.body);
  request.body = &body;
  Collector collector(ask.writes);
  handler(request, collector);
  return collector.response;
}

store::User House::AddUser(const std::string& name, bool administrator) {
  static const std::string hash = Must(crypto::HashPassword(kPassword));
  return Must(store->accounts().Create(name, hash, administrator));
}

std::string House::TokenOf(const store::User& user) {
  const std::string secret = "secret of " + user.name;
  Must(store->accounts().AddToken(crypto::Hex(crypto::Sha256(secret)),
                                  {"t_" + user.name, user.number, "test", clock.Now(), 0, 0}));
  return secret;
}

store::Library House::AddLibrary(const std::string& name, store::UserNumber owner) {
  return Must(store->libraries().Create(name, owner));
}

void House::Grant(const store::Library& library, const store::User& user, store::Role role) {
  Must(store->libraries().Grant(library.number, user.number, role));
}

store::Document House::AddDocument(const store::Library& library, const std::string& name,
                                   const std::string& content) {
  bool given = false;
  return Must(ingest->Receive({library.number,
                               name,
                               [&]() -> Result<std::string> {
                                 return std::exchange(given, true) ? std::string() : content;
                               },
                               content.size(),
                               0,
                               {}}))
      .document;
}

store::Document House::MakeReady(const store::Document& document, const parse::Document& parsed,
                                 const std::vector<store::Chunk>& chunks) {
  const store::Job job = LeaseFor(*store, document);
  const UnixMillis now = clock.Now();
  const store::BlobId blob = Must(store::PutBlob(blobs, parse::Encode(parsed)));
  const auto pages = static_cast<std::uint32_t>(parsed.pages.size());
  Must(store->jobs().SaveRead(job, {blob, parsed.title, parsed.format, pages},
                              {store::Stage::kRead, "parser", "{\"pages\":1}", now, now}));
  Must(store->jobs().SaveChunks(job, chunks, {{store::Stage::kCleaned, "clean", "{}", now, now}}));
  Must(store->jobs().Finish({job}));
  return Must(store->documents().Get(document.number));
}

store::Document House::MakeFailed(const store::Document& document, const Error& reason) {
  const store::Job job = LeaseFor(*store, document);
  Must(store->jobs().Fail(job, reason, std::nullopt));
  return Must(store->documents().Get(document.number));
}

}  // namespace wenyuan::api::testing
