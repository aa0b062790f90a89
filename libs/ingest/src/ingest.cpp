#include "wenyuan/ingest/ingest.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <utility>

#include "change_signal.h"
#include "committer.h"
#include "embedding_line.h"
#include "leased_jobs.h"
#include "loss_watch.h"
#include "merger.h"
#include "processor.h"
#include "purge.h"
#include "recent_documents.h"
#include "recognition_line.h"
#include "repair.h"
#include "restrict_documents.h"
#include "source_name.h"
#include "wenyuan/base/log.h"

namespace wenyuan::ingest {
namespace {

// Trouble outside the file passes; a broken file stays broken.
bool IsWorthRetrying(const Error& error) {
  switch (error.code) {
    case ErrorCode::kUnavailable:
    case ErrorCode::kResourceExhausted:
    case ErrorCode::kInternal:
      return true;
    default:
      return false;
  }
}

class RunningIngest final : public Ingest {
 public:
  RunningIngest(const IngestParts& parts, const IngestOptions& options)
      : parts_(parts),
        options_(options),
        merger_(parts_),
        committer_(
            parts_, options_, commit_mutex_, unreferenced_blobs_,
            [this](const store::Job& job, const Error& error) { Fail(job, error); },
            [this] {
              merger_.Notify();
              if (embedding_) embedding_->Notify();
            },
            [this] {
              changes_.Notify();
              if (recognition_) recognition_->Notify();
            }),
        processor_(parts_, options_, committer_, unreferenced_blobs_),
        leases_(parts_.store.jobs(), options_.lease, [this] { work_.Notify(); }) {}

  RunningIngest(const RunningIngest&) = delete;
  RunningIngest& operator=(const RunningIngest&) = delete;
  ~RunningIngest() override {
    stopping_ = true;
    work_.Notify();
    stop_.Notify();
    // What they read is read anew at the next start.
    parts_.parser.Stop();
    if (parts_.reader != nullptr) parts_.reader->Stop();
    if (parts_.vision != nullptr) parts_.vision->Stop();
    for (std::thread& thread : threads_) thread.join();
  }

  Result<void> Start() {
    WY_CHECK(parts_.store.jobs().ReleaseAll());
    WY_TRY(const auto libraries, parts_.store.libraries().List());
    for (const store::Library& library : libraries) WY_CHECK(parts_.indexes.Open(library));
    if (parts_.vectors != nullptr && parts_.embedder != nullptr) {
      for (const store::Library& library : libraries) WY_CHECK(parts_.vectors->Open(library));
      embedding_ = std::make_unique<EmbeddingLine>(parts_, options_, commit_mutex_,
                                                   [this] { changes_.Notify(); });
    }
    if (parts_.reader != nullptr && parts_.store.recognitions() != nullptr) {
      recognition_ = std::make_unique<RecognitionLine>(
          parts_, options_,
          RecognitionLine::Callbacks{[this] { return !IsIdle(); }, [this] { changes_.Notify(); },
                                     [this] { work_.Notify(); }});
    }
    threads_.emplace_back([this] { KeepHouse(); });
    for (std::size_t i = 0; i < options_.workers; ++i) {
      threads_.emplace_back([this] { Work(); });
    }
    return {};
  }

  Result<store::Received> Receive(Upload upload) override {
    const std::string name = CleanSourceName(upload.source_name);
    if (upload.announced_bytes > options_.max_file_bytes) return TooLarge(name);
    WY_TRY(const auto writer, parts_.blobs.Begin());
    std::uint64_t bytes = 0;
    while (true) {
      WY_TRY(const std::string piece, upload.next_piece());
      if (piece.empty()) break;
      bytes += piece.size();
      if (bytes > options_.max_file_bytes) return TooLarge(name);
      WY_CHECK(writer->Append(piece));
    }
    if (bytes == 0) {
      return Error{ErrorCode::kInvalidArgument,
                   "'" + name + "' is empty; check that the file was saved, then send it again",
                   "“" + name + "”是空文件；请确认文件已保存，然后重新上传"};
    }
    const std::shared_lock lock(unreferenced_blobs_);
    WY_TRY(store::BlobId original, writer->Finish());
    const std::optional<std::vector<store::UserNumber>> readers = upload.readers;
    WY_TRY(auto received, parts_.store.documents().Receive(
                              {upload.library, name, std::move(original), upload.by, 0,
                               std::move(upload.tags), std::move(upload.readers)}));
    changes_.Notify();
    work_.Notify();
    // What answers until the new revision does lies in the index as it was.
    if (readers && received.document.current != 0) {
      WY_CHECK(Restrict(received.document, readers));
    }
    return received;
  }

  Result<void> Delete(const store::Document& document) override {
    {
      const std::lock_guard lock(commit_mutex_);
      WY_TRY(const auto deleted, parts_.store.documents().Delete(document.number));
      changes_.Notify();
      lacking_.Remove(document.library, deleted);
      if (auto* const vectors = FindVectors(document.library)) WY_CHECK(vectors->Remove(deleted));
      index::LibraryIndex* index = parts_.indexes.Find(document.library);
      if (index != nullptr) WY_CHECK(index->Remove(deleted));
    }
    merger_.Notify();
    return {};
  }

  Result<void> Retry(const store::Document& document) override {
    WY_CHECK(parts_.store.jobs().Retry(document.number));
    NotifyOf(document.number);
    work_.Notify();
    return {};
  }

  Result<void> Unlock(const store::Document& document, std::string_view password) override {
    WY_CHECK(parts_.store.jobs().Unlock(document.number, password));
    NotifyOf(document.number);
    work_.Notify();
    return {};
  }

  Result<void> RestrictAll(const std::vector<store::Document>& documents,
                           const std::optional<std::vector<store::UserNumber>>& readers) override {
    const Result<void> restricted = [&] {
      const std::lock_guard lock(commit_mutex_);
      return RestrictDocuments(parts_, documents, readers, lacking_);
    }();
    changes_.Notify();
    // Each has left a segment to be joined.
    merger_.Notify();
    if (embedding_) embedding_->Notify();
    return restricted;
  }

  const index::LibraryIndex* IndexOf(store::LibraryNumber library) const override {
    return parts_.indexes.Find(library);
  }

  bool Lacks(store::LibraryNumber library, const index::Visible& visible) const override {
    return lacking_.Any(library, visible);
  }

  const vectors::VectorIndex* VectorsOf(store::LibraryNumber library) const override {
    return FindVectors(library);
  }

  EmbeddingProgress Embedding(store::LibraryNumber library) const override {
    return embedding_ ? embedding_->Progress(library) : EmbeddingProgress();
  }

  void EmbedderChanged() override {
    if (embedding_) embedding_->Notify();
  }
  bool WaitUntilEmbedded(Deadline deadline) const override {
    return embedding_ && WaitUntilIdle(deadline) && embedding_->WaitUntilDone(deadline);
  }

  RecognitionProgress Recognition() const override {
    return recognition_ ? recognition_->Progress() : RecognitionProgress();
  }

  Result<void> Recognise(const store::Document& document, std::uint32_t pages) override {
    if (parts_.store.recognitions() == nullptr) return Ingest::Recognise(document, pages);
    WY_CHECK(parts_.store.recognitions()->Allow(document.number, pages));
    changes_.Notify();
    if (recognition_) recognition_->Notify();
    return {};
  }

  bool WaitUntilRecognised(Deadline deadline) const override {
    if (!recognition_) return false;
    const auto count = [this] { return changes_.Wait(~std::uint64_t{0}, Deadline::After({})); };
    while (WaitUntilIdle(deadline)) {
      // A document that is on its way is neither idle nor waiting: look at one state of all.
      const std::uint64_t seen = count();
      const bool idle = IsIdle();
      const auto waiting = parts_.store.recognitions()->List(options_.recognise_pages);
      if (idle && waiting && waiting->empty() && IsIdle() && count() == seen) return true;
      changes_.Wait(seen, Deadline::After(std::min(deadline.Left(), kIdlePoll)));
    }
    return false;
  }

  std::uint64_t WaitForChange(std::uint64_t seen, Deadline deadline) const override {
    return changes_.Wait(seen, deadline);
  }

  std::optional<std::vector<store::DocumentNumber>> WorkedOn(std::uint64_t& mark) const override {
    return worked_on_.Since(mark);
  }

  bool WaitUntilIdle(Deadline deadline) const override {
    while (true) {
      const std::uint64_t seen = changes_.Wait(~std::uint64_t{0}, Deadline::After({}));
      if (repaired_ && IsIdle()) return true;
      if (deadline.Passed()) return false;
      changes_.Wait(seen, Deadline::After(std::min(deadline.Left(), kIdlePoll)));
    }
  }

 private:
  static constexpr std::chrono::milliseconds kIdlePoll{200};
  static constexpr std::chrono::minutes kPurgeInterval{10};
  static constexpr std::chrono::seconds kLossInterval{1};

  vectors::VectorIndex* FindVectors(store::LibraryNumber library) const {
    return parts_.vectors == nullptr ? nullptr : parts_.vectors->Find(library);
  }

  Error TooLarge(const std::string& name) const {
    const std::string limit = std::to_string(options_.max_file_bytes >> 20U);
    return {ErrorCode::kTooLarge,
            "'" + name + "' is larger than " + limit +
                " MiB; split it, or raise ingest.max_file_mib in the configuration",
            "“" + name + "”超过 " + limit + " MiB；请拆分文件，或在配置中调大 ingest.max_file_mib"};
  }

  bool IsIdle() const {
    store::DocumentFilter filter;
    filter.all_restricted = true;
    const auto libraries = parts_.store.libraries().List();
    if (!libraries) return false;
    for (const store::Library& library : *libraries) filter.libraries.push_back(library.number);
    const auto counts = parts_.store.jobs().Count(filter);
    return counts && counts->queued == 0 && counts->running == 0;
  }

  void RepairAll() { Repair(parts_.store.libraries().List()); }

  void Repair(const Result<std::vector<store::Library>>& libraries) {
    const Result<void> repaired =
        libraries ? RepairIndexes(parts_, *libraries, commit_mutex_, lacking_, stopping_)
                  : Result<void>(libraries.error());
    if (!repaired) {
      Log(LogLevel::kError, "repairing the indexes failed; some documents may not be found",
          {{"reason", repaired.error().message}});
    }
    repaired_ = true;
    changes_.Notify();
    merger_.Notify();  // what an earlier process left apart
    if (embedding_) embedding_->Notify();
  }

  // What a question or a merge finds damaged is built again at once; what was hidden by documents
  // that came at that moment, before the next purge.
  void KeepHouse() {
    LossWatch watch(parts_);
    while (!stopping_) {
      RepairAll();
      if (const auto purged = PurgeDeleted(parts_, unreferenced_blobs_); !purged) {
        Log(LogLevel::kWarning, "removing deleted documents from disk failed; it is tried again",
            {{"reason", purged.error().message}});
      }
      const Deadline purge = Deadline::After(kPurgeInterval);
      while (!stopping_ && !purge.Passed()) {
        if (auto lost = watch.Lost(); !lost.empty()) Repair(std::move(lost));
        stop_.Wait(0, Deadline::After(kLossInterval));
      }
    }
  }

  void Work() {
    std::uint64_t seen = 0;
    while (!stopping_) {
      if (const auto job = leases_.Next()) {
        NotifyOf(job->document);
        ProcessOne(*job);
        continue;
      }
      // Woken by new work; retries that become due are found by looking again.
      seen = work_.Wait(seen, Deadline::After(std::chrono::milliseconds{500}));
    }
  }

  void ProcessOne(const store::Job& job) {
    try {
      const Result<void> opened = OpenIndex(job);
      const Result<void> processed = opened ? processor_.Process(job) : opened;
      if (!processed) Fail(job, processed.error());
    } catch (const std::exception& exception) {  // a thread's entry: std::bad_alloc and the like
      Fail(job, {ErrorCode::kInternal, std::string("reading it failed: ") + exception.what()});
    }
    changes_.Notify();
    work_.Notify();  // its attachments may be waiting
  }

  Result<void> OpenIndex(const store::Job& job) {
    if (parts_.indexes.Find(job.library) != nullptr) return {};
    WY_TRY(const auto libraries, parts_.store.libraries().List());
    for (const store::Library& library : libraries) {
      if (library.number == job.library) WY_CHECK(parts_.indexes.Open(library));
    }
    return {};
  }

  void Fail(const store::Job& job, const Error& error) {
    if (error.code == ErrorCode::kConflict) return;  // another worker has it, or it is gone
    if (stopping_) return;                           // its lease is taken back at the next start
    std::optional<std::chrono::milliseconds> retry;
    if (IsWorthRetrying(error) && job.attempts < options_.max_attempts) {
      retry = options_.first_retry * (1U << std::min(job.attempts, 10U));
    }
    const auto saved = parts_.store.jobs().Fail(job, error, retry);
    if (!saved && saved.error().code != ErrorCode::kConflict &&
        saved.error().code != ErrorCode::kNotFound) {
      Log(LogLevel::kError, "recording a failed job failed; its lease will run out",
          {{"reason", saved.error().message}});
    }
    NotifyOf(job.document);
  }

  void NotifyOf(store::DocumentNumber document) {
    worked_on_.Add(document);
    changes_.Notify();
  }

  const IngestParts parts_;
  const IngestOptions options_;
  ChangeSignal changes_;
  RecentDocuments worked_on_;
  ChangeSignal work_;
  ChangeSignal stop_;  // notified once
  std::shared_mutex unreferenced_blobs_;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> repaired_ = false;
  std::mutex commit_mutex_;
  LackingDocuments lacking_;
  Merger merger_;
  std::unique_ptr<EmbeddingLine>
      embedding_;  // these and recognition_ before committer_, whose thread notifies them
  std::unique_ptr<RecognitionLine> recognition_;
  Committer committer_;
  Processor processor_;
  LeasedJobs leases_;
  std::vector<std::thread> threads_;
};

}  // namespace

Result<std::unique_ptr<Ingest>> StartIngest(const IngestParts& parts,
                                            const IngestOptions& options) {
  auto ingest = std::make_unique<RunningIngest>(parts, options);
  WY_CHECK(ingest->Start());
  return ingest;
}

}  // namespace wenyuan::ingest
