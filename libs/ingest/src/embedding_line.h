#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "change_signal.h"
#include "embedding_backlog.h"
#include "wenyuan/ingest/ingest.h"

namespace wenyuan::ingest {

// Gives every indexed passage its vector, in the background, and follows a change of embedder: the
// new vectors are made beside the old ones, which answer until all are there. Its list of work is
// what the vector indexes lack (embedding_backlog.h). Any thread.
class EmbeddingLine {
 public:
  // Requires vectors and an embedder in `parts`. `commit_mutex` is the committer's. `on_change` is
  // told when progress has changed.
  EmbeddingLine(const IngestParts& parts, const IngestOptions& options, std::mutex& commit_mutex,
                std::function<void()> on_change);
  EmbeddingLine(const EmbeddingLine&) = delete;
  EmbeddingLine& operator=(const EmbeddingLine&) = delete;
  ~EmbeddingLine();  // after the request in flight

  // The keyword indexes have changed.
  void Notify() { changed_.Notify(); }
  [[nodiscard]] EmbeddingProgress Progress(store::LibraryNumber library) const;
  [[nodiscard]] bool WaitUntilDone(Deadline deadline) const;

 private:
  // New vectors of one library that are not written yet.
  struct Pending {
    std::vector<vectors::EmbeddedRevision> revisions;
    std::size_t vectors = 0;
    std::chrono::steady_clock::time_point since;
  };
  // The embedder of one round, whatever takes its place meanwhile.
  struct Model : llm::EmbedderInfo {
    std::shared_ptr<const llm::Embedder> embedder;
  };
  struct Work {
    const store::Library& library;
    const index::LibraryIndex& keywords;
    vectors::VectorIndex& vectors;
    const Model& model;
    Pending pending;
  };

  void Run();
  // Until the indexes change, or the model is another, or away.
  void AwaitNews(std::uint64_t seen);
  // Whether anything was done.
  Result<bool> WorkThroughAll(const Model& model);
  Result<bool> WorkThrough(const store::Library& library, const Model& model);
  // Whether to leave off: we stop, or another embedder is there.
  [[nodiscard]] bool IsOver(const Model& model) const;
  // How many passages have vectors, while no model says which it would make: those that there are.
  void CountWithoutModel();
  Result<void> FollowRights(Work& work, const EmbeddingBacklog& backlog);
  Result<void> EmbedAll(Work& work, std::span<const index::LibraryIndex::Held> missing);
  Result<void> EmbedRevision(Work& work, const index::LibraryIndex::Held& revision,
                             const store::Document& document);
  Result<void> EmbedBatch(Work& work, vectors::EmbeddedRevision& revision,
                          const std::vector<std::uint32_t>& numbers,
                          const std::vector<std::string>& texts);
  Result<void> Write(Work& work);
  void Refuse(std::uint32_t revision, std::uint32_t chunk, const Error& error);
  void SetProgress(store::LibraryNumber library, const EmbeddingProgress& progress);
  void SetAway(const Error& error);

  const IngestParts& parts_;
  const IngestOptions& options_;
  std::mutex& commit_mutex_;
  const std::function<void()> on_change_;
  ChangeSignal changed_;
  std::atomic<bool> stopping_ = false;
  std::string told_;           // the thread's own: why there are no vectors, as the log has it
  std::string worked_by_;      // the thread's own: the model that all is there for
  std::set<Passage> refused_;  // the thread's own: by that model
  mutable std::mutex mutex_;
  std::map<store::LibraryNumber, EmbeddingProgress> progress_;  // by mutex_
  EmbeddingProgress house_;                                     // by mutex_; of all libraries
  std::uint64_t settled_ = ~std::uint64_t{0};  // by mutex_; the change everything is done for
  std::thread thread_;                         // last: it uses all of the above
};

}  // namespace wenyuan::ingest
