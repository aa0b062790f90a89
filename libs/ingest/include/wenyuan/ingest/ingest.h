#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/store/store.h"

namespace wenyuan::ingest {

struct Upload {
  store::LibraryNumber library = 0;
  std::string source_name;  // with folders; any characters but NUL and control characters
  std::function<Result<std::string>()> next_piece;  // empty at the end
  store::UserNumber by = 0;
  std::vector<std::string> tags = {};
};

// The way in and out: receives files, works through the jobs (parse → clean → chunk → index) and
// keeps the indexes equal to the store. Any thread.
class Ingest {
 public:
  virtual ~Ingest() = default;  // stops the workers; what they were doing is resumed at the next start
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

}  // namespace wenyuan::ingest
