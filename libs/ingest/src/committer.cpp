#include "committer.h"

#include <malloc.h>

#include <algorithm>
#include <string>
#include <utility>

namespace wenyuan::ingest {

Committer::Committer(const IngestParts& parts, const IngestOptions& options,
                     std::mutex& commit_mutex, std::shared_mutex& unreferenced_blobs,
                     OnFailure on_failure, OnIndexed on_indexed, OnCommit on_commit)
    : parts_(parts),
      options_(options),
      commit_mutex_(commit_mutex),
      unreferenced_blobs_(unreferenced_blobs),
      on_failure_(std::move(on_failure)),
      on_indexed_(std::move(on_indexed)),
      on_commit_(std::move(on_commit)),
      thread_([this] { Run(); }) {}

Committer::~Committer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Committer::Add(const store::Job& job, index::IndexedRevision revision,
                    std::optional<Unsaved> unsaved) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return stopping_ || waiting_chunks_ < options_.commit_chunks; });
  waiting_chunks_ += revision.chunks.size() + 1;
  Batch& batch = waiting_[job.library];
  if (unsaved) batch.unsaved.push_back(*std::move(unsaved));
  // A newer revision of the same document may have caught up with an older one.
  for (std::size_t i = 0; i < batch.revisions.size(); ++i) {
    if (batch.revisions[i].document != revision.document) continue;
    if (batch.revisions[i].revision < revision.revision) {
      batch.revisions[i] = std::move(revision);
    }
    batch.jobs.push_back(job);
    return;
  }
  batch.jobs.push_back(job);
  batch.revisions.push_back(std::move(revision));
  lock.unlock();
  changed_.notify_all();
}

void Committer::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    changed_.wait_for(lock, options_.commit_interval,
                      [&] { return stopping_ || waiting_chunks_ >= options_.commit_chunks; });
    Batches batches = std::exchange(waiting_, {});
    waiting_chunks_ = 0;
    lock.unlock();
    changed_.notify_all();
    Commit(std::move(batches));
    lock.lock();
    // A long import leaves the heap full of holes: give them back before the house goes idle.
    if (waiting_.empty()) ::malloc_trim(0);
  }
}

void Committer::Commit(Batches batches) {
  for (auto& [library, batch] : batches) {
    if (const auto committed = CommitLibrary(library, batch); !committed) {
      for (const store::Job& job : batch.jobs) on_failure_(job, committed.error());
    }
  }
  on_commit_();
}

Result<void> Committer::CommitLibrary(store::LibraryNumber library, Batch& batch) {
  index::LibraryIndex* index = parts_.indexes.Find(library);
  if (index == nullptr) {
    return Error{ErrorCode::kInternal, "the index of library " + std::to_string(library) +
                                           " was not opened before its documents"};
  }
  WY_CHECK(Save(batch));
  const std::lock_guard lock(commit_mutex_);
  // Some may have been deleted, or got other readers, since they were read.
  std::vector<store::DocumentNumber> numbers;
  for (const auto& revision : batch.revisions) numbers.push_back(revision.document);
  WY_TRY(const auto documents, parts_.store.documents().GetAll(numbers));
  std::vector<index::IndexedRevision> present;
  auto document = documents.begin();
  for (index::IndexedRevision& revision : batch.revisions) {
    if (document == documents.end() || document->number != revision.document) continue;
    revision.restricted = document->restricted;
    present.push_back(std::move(revision));
    ++document;
  }
  WY_CHECK(index->Add(present));
  WY_CHECK(RemoveOldVectors(library, present));
  on_indexed_();
  return FinishJobs(batch.jobs);
}

// Before the index knows them: whoever finds a passage reads it in the store.
Result<void> Committer::Save(Batch& batch) {
  if (batch.unsaved.empty()) return {};
  std::vector<store::CutRevision> cut;
  std::vector<store::JobNumber> lost;
  {
    const std::shared_lock lock(unreferenced_blobs_);
    for (Unsaved& unsaved : std::exchange(batch.unsaved, {})) {
      WY_TRY(unsaved.cut.read.parsed, store::PutBlob(parts_.blobs, unsaved.parsed));
      cut.push_back(std::move(unsaved.cut));
    }
    WY_TRY(lost, parts_.store.jobs().SaveCut(cut));
  }
  for (const store::JobNumber number : lost) {
    const auto job = std::find_if(batch.jobs.begin(), batch.jobs.end(),
                                  [&](const store::Job& one) { return one.number == number; });
    if (job == batch.jobs.end()) continue;
    std::erase_if(batch.revisions,
                  [&](const index::IndexedRevision& one) { return one.revision == job->revision; });
    batch.jobs.erase(job);
  }
  return {};
}

// Those of earlier revisions would lead to passages that are no more; the new ones come later.
Result<void> Committer::RemoveOldVectors(store::LibraryNumber library,
                                         const std::vector<index::IndexedRevision>& added) {
  vectors::VectorIndex* const vectors =
      parts_.vectors == nullptr ? nullptr : parts_.vectors->Find(library);
  if (vectors == nullptr) return {};
  std::vector<std::uint32_t> documents;
  for (const index::IndexedRevision& revision : added) documents.push_back(revision.document);
  return vectors->Remove(documents);
}

Result<void> Committer::FinishJobs(const std::vector<store::Job>& jobs) {
  const auto all = parts_.store.jobs().Finish(jobs);
  if (all || all.error().code != ErrorCode::kConflict) return all;
  // One of them was taken away (its document is gone): the others are still done.
  for (const store::Job& job : jobs) {
    const auto one = parts_.store.jobs().Finish({job});
    if (!one && one.error().code != ErrorCode::kConflict) return one;
  }
  return {};
}

}  // namespace wenyuan::ingest
