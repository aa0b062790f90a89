#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "live_segment.h"
#include "manifest.h"
#include "wenyuan/crypto/block_cache.h"
#include "wenyuan/index/library_index.h"

namespace wenyuan::index {

// The one implementation of LibraryIndex; Search() looks inside.
class SegmentedIndex final : public LibraryIndex {
 public:
  static Result<std::unique_ptr<SegmentedIndex>> Open(FileSystem& files,
                                                      const crypto::KeyProvider& keys,
                                                      const std::filesystem::path& folder,
                                                      std::shared_ptr<crypto::BlockCache> cache);

  Result<void> Add(std::span<const IndexedRevision> revisions) override;
  Result<void> Remove(std::span<const std::uint32_t> documents) override;
  Result<void> Merge() override;
  [[nodiscard]] std::vector<Held> Revisions() const override;
  [[nodiscard]] Size size() const override;
  [[nodiscard]] std::uint64_t generation() const override { return generation_; }
  Result<void> VisitOpenTerms(
      const std::function<bool(std::string_view, std::uint64_t)>& visit) const override;

  // shared_ptr: the index goes on to a newer state while a query reads this one. Keep it in a
  // variable while its content is in use. Any thread.
  [[nodiscard]] std::shared_ptr<const State> Snapshot() const;
  // Takes a segment that proved damaged out of the state and renames its files. Any thread.
  Result<void> SetAside(const Segment& segment) const;

 private:
  SegmentedIndex(FileSystem& files, const crypto::KeyProvider& keys, std::filesystem::path folder,
                 std::shared_ptr<crypto::BlockCache> cache);
  using Group = std::vector<const IndexedRevision*>;

  Result<void> Load();
  Result<void> RemoveLeftovers(const std::vector<std::string>& names, const State& state);
  Result<bool> MergeOnce(bool restricted);
  Result<std::shared_ptr<const Segment>> WriteSegment(
      const SegmentName& name, const std::function<Result<void>(SegmentWriter&)>& write) const;
  void RemoveFiles(const SegmentName& name) const;
  Result<void> SetAsideDamaged(const State& suspects) const;
  // The next five: writer_mutex_ held.
  Result<std::shared_ptr<const LiveSegment>> WriteGroup(const Group& group, bool restricted);
  SegmentName NewName();
  [[nodiscard]] State WithoutDocuments(const DocumentSet& documents) const;
  Result<void> Commit(State next) const;
  Result<void> CommitMerge(const State& sources, std::shared_ptr<const Segment> merged,
                           bool restricted);

  FileSystem& files_;
  const crypto::KeyProvider& keys_;
  const std::filesystem::path folder_;
  const std::shared_ptr<crypto::BlockCache> cache_;  // shared with the open segments and others
  mutable std::atomic<std::uint64_t> generation_ = 1;
  std::string index_id_;                        // constant after Load()
  std::mutex merge_mutex_;                      // one merge at a time; taken before writer_mutex_
  mutable std::mutex writer_mutex_;             // one writer; taken before state_mutex_
  std::uint64_t next_segment_ = 1;              // writer_mutex_
  mutable std::mutex state_mutex_;              // held for a pointer's copy only
  mutable std::shared_ptr<const State> state_;  // state_mutex_; shared with readers, see Snapshot()
};

}  // namespace wenyuan::index
