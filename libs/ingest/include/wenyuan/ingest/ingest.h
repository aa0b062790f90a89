#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/ingest/chunker.h"
#include "wenyuan/ingest/cleaner.h"
#include "wenyuan/ingest/index_shelf.h"
#include "wenyuan/ingest/vector_shelf.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/parse/file_parser.h"
#include "wenyuan/store/blobs.h"
#include "wenyuan/store/store.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::ingest {

struct Upload {
  store::LibraryNumber library = 0;
  std::string source_name;  // with folders; any characters but NUL and control characters
  std::function<Result<std::string>()> next_piece;  // empty at the end
  std::uint64_t announced_bytes = 0;  // 0: not known; a file too large is refused before it is read
  store::UserNumber by = 0;
  std::vector<std::string> tags = {};
  // As store::NewRevision: nobody else sees it at any moment.
  std::optional<std::vector<store::UserNumber>> readers = std::nullopt;
};

// How far the vectors of a library's passages are.
struct EmbeddingProgress {
  enum class State : std::uint8_t {
    kOff,      // no embedder is set up
    kAway,     // it does not answer now: see `reason`
    kWorking,  // some passages have no vector yet
    kDone,
  };
  State state = State::kOff;
  std::string model;
  // Open documents only, so that the numbers tell nothing of the others.
  std::uint64_t passages = 0;
  std::uint64_t embedded = 0;
  // Vectors of another model answer until these are all there.
  bool replacing = false;
  std::string reason;
  std::string reason_zh;
};

// How the recognition of pages that show text as pictures stands. How far each document is, is in
// store::Document.
struct RecognitionProgress {
  enum class State : std::uint8_t {
    kOff,   // no page reader is set up
    kAway,  // it is not installed, or does not start now: see `reason`
    kWorking,
    kIdle,
  };
  State state = State::kOff;
  std::string reason = {};
  std::string reason_zh = {};
  std::uint32_t pages_per_file = 0;    // unless more are asked for
  store::DocumentNumber document = 0;  // of which pages or pictures were read last
  std::string recogniser = {};         // what reads ("PP-OCRv6"); empty: nothing does now
  // Of the vision-language service: what it is called, and why it did not read when it was last
  // asked; empty: there is none, or it did.
  std::string vision = {};
  std::string vision_reason = {};
  std::string vision_reason_zh = {};
};

// The way in and out: receives files, works through the jobs (parse → clean → chunk → index), keeps
// the indexes equal to the store, and gives passages their vectors in the background. Any thread.
class Ingest {
 public:
  virtual ~Ingest() =
      default;  // stops the workers; what they were doing is resumed at the next start
  // Durable when it returns; the rest is done by workers. kInvalidArgument for an empty file or a
  // bad name; errors of `next_piece` are passed on and leave nothing behind.
  virtual Result<store::Received> Receive(Upload upload) = 0;
  // Gone from every answer when it returns.
  virtual Result<void> Delete(const store::Document& document) = 0;
  virtual Result<void> Retry(const store::Document& document) = 0;
  // Reads a document again that failed for want of a password, or of the right one; the password is
  // kept with the document. kConflict for one that does not need any.
  virtual Result<void> Unlock(const store::Document& document, std::string_view password) = 0;
  // As store::Libraries::RestrictAll, and moves their passages to the other group of segments: all
  // together, each library's in one step.
  virtual Result<void> RestrictAll(
      const std::vector<store::Document>& documents,
      const std::optional<std::vector<store::UserNumber>>& readers) = 0;
  Result<void> Restrict(const store::Document& document,
                        const std::optional<std::vector<store::UserNumber>>& readers) {
    return RestrictAll({document}, readers);
  }
  // The index of a library; nullptr when nothing was ever added. Lives as long as this object.
  [[nodiscard]] virtual const index::LibraryIndex* IndexOf(store::LibraryNumber library) const = 0;
  // Whether its index still lacks documents that may be seen: a part of it was damaged, and is
  // being built again from the store. What may not be seen is not told.
  [[nodiscard]] virtual bool Lacks(store::LibraryNumber library,
                                   const index::Visible& visible) const {
    (void)library;
    (void)visible;
    return false;
  }
  // Counts every change of a document's state, stage or existence; waits until it differs from
  // `seen` or the deadline passes.
  virtual std::uint64_t WaitForChange(std::uint64_t seen, Deadline deadline) const = 0;
  // Documents whose work began, failed or is to begin again since `mark`, which moves on: neither
  // is a change of the document. Nothing: they are too many to be named. From ~0 on: none yet.
  [[nodiscard]] virtual std::optional<std::vector<store::DocumentNumber>> WorkedOn(
      std::uint64_t& mark) const {
    (void)mark;
    return std::vector<store::DocumentNumber>();
  }
  // Waits until no job is queued or running: true, or false when the deadline passed.
  virtual bool WaitUntilIdle(Deadline deadline) const = 0;

  // The vectors of a library; nullptr without an embedder, or when nothing was ever added.
  [[nodiscard]] virtual const vectors::VectorIndex* VectorsOf(
      store::LibraryNumber library) const = 0;
  [[nodiscard]] virtual EmbeddingProgress Embedding(store::LibraryNumber library) const = 0;
  // Waits until every passage that is indexed has its vector: true; false when the deadline passed
  // or there is no embedder.
  virtual bool WaitUntilEmbedded(Deadline deadline) const = 0;

  // Another model stands behind the embedder: its vectors are made from now on, beside those that
  // answer.
  virtual void EmbedderChanged() {}

  [[nodiscard]] virtual RecognitionProgress Recognition() const { return {}; }
  // Pages of a document that may be recognised from now on; what failed is tried again.
  virtual Result<void> Recognise(const store::Document& document, std::uint32_t pages) {
    (void)document;
    (void)pages;
    return Error{ErrorCode::kUnavailable, "nothing recognises pages here", "此处没有文字识别功能"};
  }
  // Waits until all that may be recognised is, and can be searched: true; false when the deadline
  // passed or there is no page reader.
  virtual bool WaitUntilRecognised(Deadline deadline) const {
    (void)deadline;
    return false;
  }
};

struct IngestOptions {
  std::size_t workers = 2;  // files read at the same time
  std::uint64_t max_file_bytes = std::uint64_t{512} << 20U;
  // A step that failed for a reason outside the file (no space, parser away) is tried this often,
  // waiting twice as long each time.
  std::uint32_t max_attempts = 5;
  std::chrono::milliseconds first_retry{2'000};
  std::chrono::milliseconds lease{300'000};
  // Passages ready to be indexed are committed together: after this long or this many of them
  // (about 30 KiB each while they wait).
  std::chrono::milliseconds commit_interval{150};
  std::size_t commit_chunks = 4'000;
  CleanRules clean;
  ChunkerOptions chunker;
  // Passages sent to the embedder in one request: short, so that a question waits for few.
  std::size_t embed_batch = 8;
  // So many new vectors are written together, or what has come after this long.
  std::size_t embed_commit = 256;
  std::chrono::milliseconds embed_commit_interval{3'000};
  // Pages of one file that are recognised unless more are asked for, and how many of them are made
  // searchable together.
  std::uint32_t recognise_pages = 50;
  std::size_t recognise_together = 20;
};

// What it stands on; all must outlive it.
struct IngestParts {
  store::Store& store;
  store::Blobs& blobs;
  parse::FileParser& parser;
  const text::Analyzer& analyzer;
  IndexShelf& indexes;
  const Clock& clock;
  // Both, or neither: then there are keywords only.
  VectorShelf* vectors = nullptr;
  const llm::Embedder* embedder = nullptr;
  parse::PageReader* reader = nullptr;  // without it, pages that show text as pictures stay unread
  // By a vision-language service, for the libraries that an administrator chose it for
  // (vision_reader.h); only besides `reader`.
  parse::PageReader* vision = nullptr;
};

// Takes up what an earlier process left (jobs, indexes that lack a revision the store has), then
// works until it is destroyed.
Result<std::unique_ptr<Ingest>> StartIngest(const IngestParts& parts, const IngestOptions& options);

}  // namespace wenyuan::ingest
