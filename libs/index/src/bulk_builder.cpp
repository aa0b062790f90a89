#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "live_segment.h"
#include "manifest.h"
#include "segment_builder.h"
#include "segment_files.h"
#include "segment_merger.h"
#include "wenyuan/crypto/hash.h"
#include "wenyuan/index/library_index.h"

namespace wenyuan::index {
namespace {

// What open and restricted documents collect apart.
struct Group {
  std::optional<SegmentBuilder> run;
  State runs;  // written, each a segment of its own
};

class SortedRuns final : public BulkBuilder {
 public:
  SortedRuns(FileSystem& files, const crypto::KeyProvider& keys, std::filesystem::path folder,
             std::shared_ptr<crypto::BlockCache> cache, std::size_t memory_bytes)
      : files_(files),
        keys_(keys),
        folder_(std::move(folder)),
        cache_(std::move(cache)),
        memory_bytes_(memory_bytes),
        index_id_(crypto::RandomId(16)) {}
  SortedRuns(const SortedRuns&) = delete;
  SortedRuns& operator=(const SortedRuns&) = delete;

  ~SortedRuns() override {
    if (finished_) return;
    groups_ = {};
    for (std::uint64_t number = 1; number < next_segment_; ++number) {
      const SegmentName name{index_id_, number};
      // What cannot be removed now goes when an index is opened here.
      (void)files_.Remove(folder_ / name.PostingsFile());
      (void)files_.Remove(folder_ / name.PositionsFile());
    }
  }

  // An import of a whole library begins in an empty folder; leftovers of one that was cut off go.
  Result<void> Prepare() {
    WY_CHECK(files_.CreateDirectories(folder_));
    if (files_.Exists(folder_ / kManifestFile)) {
      return Error{ErrorCode::kConflict, "building an index failed: '" + folder_.string() +
                                             "' holds one already; remove it first"};
    }
    WY_TRY(const std::vector<std::string> names, files_.List(folder_));
    for (const std::string& name : names) {
      if (!IsSegmentFile(name)) continue;
      WY_CHECK(files_.Remove(folder_ / name));
    }
    return {};
  }

  Result<void> Add(const IndexedRevision& revision) override {
    if (finished_) return Misuse("after it was finished");
    if (!documents_.addChecked(revision.document)) {
      return Error{ErrorCode::kInvalidArgument, "building an index failed: document " +
                                                    std::to_string(revision.document) +
                                                    " was given twice"};
    }
    Group& group = groups_[revision.restricted ? 1 : 0];
    if (!group.run) group.run.emplace();
    WY_CHECK(group.run->Add(revision));
    std::size_t bytes = 0;
    for (const Group& one : groups_) bytes += one.run ? one.run->bytes() : 0;
    if (bytes < memory_bytes_) return {};
    for (Group& one : groups_) {
      WY_CHECK(WriteRun(one));
    }
    return {};
  }

  Result<void> Finish() override {
    if (finished_) return Misuse("twice");
    Manifest manifest{index_id_, 0, {}};
    for (const bool restricted : {false, true}) {
      Group& group = groups_[restricted ? 1 : 0];
      WY_CHECK(WriteRun(group));
      WY_TRY(const std::optional<std::uint64_t> number, Join(group));
      if (number) manifest.segments.push_back({*number, restricted, {}});
    }
    manifest.next_segment = next_segment_;
    WY_CHECK(WriteManifest(files_, keys_, folder_, manifest));
    finished_ = true;
    for (Group& group : groups_) group.runs.clear();
    return {};
  }

 private:
  static Error Misuse(const std::string& what) {
    return {ErrorCode::kInternal, "building an index failed: its builder was used " + what};
  }

  SegmentName NewName() { return {index_id_, next_segment_++}; }

  Result<void> WriteRun(Group& group) {
    if (!group.run) return {};
    const SegmentName name = NewName();
    WY_TRY(SegmentWriter writer, SegmentWriter::Create(files_, keys_, folder_, name));
    WY_CHECK(group.run->Write(writer));
    group.run.reset();
    WY_TRY(auto segment, Segment::Open(files_, keys_, folder_, name, cache_));
    group.runs.push_back(
        std::make_shared<const LiveSegment>(std::move(segment), false, DocumentSet()));
    return {};
  }

  // The number of the one segment that holds all the runs.
  Result<std::optional<std::uint64_t>> Join(Group& group) {
    if (group.runs.empty()) return std::optional<std::uint64_t>();
    if (group.runs.size() == 1) return std::optional(group.runs.front()->segment->number());
    const SegmentName name = NewName();
    WY_TRY(SegmentWriter writer, SegmentWriter::Create(files_, keys_, folder_, name));
    WY_CHECK(MergeSegments(group.runs, writer));
    for (const auto& run : group.runs) run->segment->RemoveWhenUnused();
    return std::optional(name.number);
  }

  FileSystem& files_;
  const crypto::KeyProvider& keys_;
  const std::filesystem::path folder_;
  const std::shared_ptr<crypto::BlockCache> cache_;  // shared with the indexes of the process
  const std::size_t memory_bytes_;
  const std::string index_id_;
  std::uint64_t next_segment_ = 1;
  DocumentSet documents_;
  std::array<Group, 2> groups_;  // open, restricted
  bool finished_ = false;
};

}  // namespace

Result<std::unique_ptr<BulkBuilder>> MakeBulkBuilder(FileSystem& files,
                                                     const crypto::KeyProvider& keys,
                                                     const std::filesystem::path& folder,
                                                     std::shared_ptr<crypto::BlockCache> cache,
                                                     std::size_t memory_bytes) {
  auto builder = std::make_unique<SortedRuns>(files, keys, folder, std::move(cache), memory_bytes);
  WY_CHECK(builder->Prepare());
  return builder;
}

}  // namespace wenyuan::index
