#include "merger.h"

#include <malloc.h>

#include <cstdint>

#include "wenyuan/base/log.h"

namespace wenyuan::ingest {
namespace {

// Merging is worth its reads and writes from here on; queries touch every segment.
constexpr std::uint32_t kManySegments = 12;

}  // namespace

Merger::~Merger() {
  stopping_ = true;
  changed_.Notify();
  thread_.join();
}

void Merger::Run() {
  std::uint64_t seen = 0;
  while (!stopping_) {
    seen = changed_.Wait(seen, Deadline::Never());
    if (!stopping_) MergeAll();
  }
}

void Merger::MergeAll() {
  const auto libraries = parts_.store.libraries().List();
  if (!libraries) return;  // the next commit asks again
  for (const store::Library& library : *libraries) {
    index::LibraryIndex* const index = parts_.indexes.Find(library.number);
    if (stopping_ || index == nullptr || index->size().segments < kManySegments) continue;
    if (const auto merged = index->Merge(); !merged) {
      // What was committed stays searchable; the next commit tries again.
      Log(LogLevel::kWarning, "merging an index failed", {{"reason", merged.error().message}});
    }
    ::malloc_trim(0);  // a merge leaves the heap full of holes
  }
}

}  // namespace wenyuan::ingest
