#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <thread>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/ingest/ingest.h"
#include "wenyuan/store/store.h"

namespace wenyuan::ingest {

// Collects revisions that are ready to be searched and commits them together: first to the indexes,
// then to the store, so that a revision called ready is always found. One sync serves many files.
class Committer {
 public:
  // `on_failure` is told of each job of a commit that failed, from the committer's thread.
  using OnFailure = std::function<void(const store::Job&, const Error&)>;
  // … when passages can be found, before their jobs are done; and when the commit is over.
  using OnIndexed = std::function<void()>;
  using OnCommit = std::function<void()>;

  // What is yet to be saved of a small revision: the work of many is one commit.
  struct Unsaved {
    store::CutRevision cut;   // without the parsed document, which is
    std::string parsed = {};  // this
  };

  // `commit_mutex` is held during a commit, and to be held while a document is deleted or its
  // readers change, so that neither undoes the other. `unreferenced_blobs`: see Processor.
  Committer(const IngestParts& parts, const IngestOptions& options, std::mutex& commit_mutex,
            std::shared_mutex& unreferenced_blobs, OnFailure on_failure, OnIndexed on_indexed,
            OnCommit on_commit);
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;
  ~Committer();  // commits what is waiting

  // Waits while too much is waiting already. Any thread.
  void Add(const store::Job& job, index::IndexedRevision revision,
           std::optional<Unsaved> unsaved = std::nullopt);

 private:
  struct Batch {
    std::vector<store::Job> jobs;
    std::vector<Unsaved> unsaved;  // of some of these
    std::vector<index::IndexedRevision> revisions;
  };
  using Batches = std::map<store::LibraryNumber, Batch>;

  void Run();
  void Commit(Batches batches);
  Result<void> CommitLibrary(store::LibraryNumber library, Batch& batch);
  Result<void> Save(Batch& batch);
  Result<void> RemoveOldVectors(store::LibraryNumber library,
                                const std::vector<index::IndexedRevision>& added);
  Result<void> FinishJobs(const std::vector<store::Job>& jobs);

  const IngestParts& parts_;
  const IngestOptions& options_;
  std::mutex& commit_mutex_;
  std::shared_mutex& unreferenced_blobs_;
  const OnFailure on_failure_;
  const OnIndexed on_indexed_;
  const OnCommit on_commit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Batches waiting_;                 // by mutex_
  std::size_t waiting_chunks_ = 0;  // by mutex_
  bool stopping_ = false;           // by mutex_
  std::thread thread_;              // last: it uses all of the above
};

}  // namespace wenyuan::ingest
