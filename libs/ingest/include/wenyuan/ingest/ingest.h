#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/ingest/chunker.h"
#include "wenyuan/ingest/cleaner.h"
#include "wenyuan/ingest/index_shelf.h"
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
};

// The way in and out: receives files, works through the jobs (parse → clean → chunk → index) and
// keeps the indexes equal to the store. Any thread.
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
  // As store::Libraries::Restrict, and moves its passages to the other group of segments.
  virtual Result<void> Restrict(const store::Document& document,
                                std::optional<std::vector<store::UserNumber>> readers) = 0;
  // The index of a library; nullptr when nothing was ever added. Lives as long as this object.
  [[nodiscard]] virtual const index::LibraryIndex* IndexOf(store::LibraryNumber library) const = 0;
  // Counts every change of a document's state, stage or existence; waits until it differs from
  // `seen` or the deadline passes.
  virtual std::uint64_t WaitForChange(std::uint64_t seen, Deadline deadline) const = 0;
  // Waits until no job is queued or running: true, or false when the deadline passed.
  virtual bool WaitUntilIdle(Deadline deadline) const = 0;
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
};

// What it stands on; all must outlive it.
struct IngestParts {
  store::Store& store;
  store::Blobs& blobs;
  parse::FileParser& parser;
  const text::Analyzer& analyzer;
  IndexShelf& indexes;
  const Clock& clock;
};

// Takes up what an earlier process left (jobs, indexes that lack a revision the store has), then
// works until it is destroyed.
Result<std::unique_ptr<Ingest>> StartIngest(const IngestParts& parts, const IngestOptions& options);

}  // namespace wenyuan::ingest
