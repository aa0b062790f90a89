#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "batch.h"
#include "compose.h"
#include "folder.h"
#include "live_segment.h"
#include "manifest.h"
#include "sample_set.h"
#include "tuning.h"
#include "wenyuan/vectors/vector_index.h"

namespace wenyuan::vectors {

// The one implementation of VectorIndex; Search() looks inside.
class SegmentedVectors final : public VectorIndex {
 public:
  static Result<std::unique_ptr<SegmentedVectors>> Open(Folder folder, const Tuning& tuning = {});

  [[nodiscard]] std::optional<Space> space() const override;
  [[nodiscard]] std::optional<Space> next() const override;
  Result<void> Begin(const Space& space) override;
  Result<void> Switch() override;
  Result<void> Add(std::string_view space, std::span<const EmbeddedRevision> revisions) override;
  Result<void> Remove(std::span<const std::uint32_t> documents) override;
  Result<void> Restrict(std::span<const std::uint32_t> documents, bool restricted) override;
  Result<void> Merge() override;
  [[nodiscard]] std::vector<Held> Revisions(std::string_view space) const override;
  [[nodiscard]] std::vector<std::uint32_t> Chunks(std::string_view space, std::uint32_t document,
                                                  std::uint32_t revision) const override;
  [[nodiscard]] Size size() const override;

  // shared_ptr: the index goes on to a newer state while a query reads this one. Keep it in a
  // variable while its content is in use. Any thread.
  [[nodiscard]] std::shared_ptr<const State> Snapshot() const;
  // Takes a segment that proved damaged out of the state and renames its file. Any thread.
  Result<void> SetAside(const Segment& segment) const;

 private:
  SegmentedVectors(Folder folder, const Tuning& tuning);
  using Live = std::shared_ptr<const LiveSegment>;

  Result<void> Load();
  Result<void> RemoveLeftovers(const std::vector<std::string>& names, const State& state);
  // These need merge_mutex_.
  Result<void> MergeSpace(const std::string& id);
  Result<bool> MergeOnce(const std::string& id, bool restricted);
  [[nodiscard]] bool WantsTraining(const SpaceState& space) const;
  Result<void> Train(const SpaceState& space);
  [[nodiscard]] Result<SampleSet> Samples(const std::vector<Live>& sources, std::uint64_t rows,
                                          std::size_t lists, const Space& space) const;
  Result<void> Join(const SpaceState& space, const std::vector<Live>& sources, bool restricted,
                    const std::shared_ptr<const Codebook>& codebook, Origin origin);
  Result<Live> WriteSegment(
      const SpaceState& space, const std::shared_ptr<const Codebook>& codebook,
      std::uint64_t number, bool restricted,
      const std::function<Result<void>(const RecordCodec&, SegmentWriter&)>& write) const;
  Result<void> SetAsideDamaged(const std::vector<Live>& suspects) const;
  std::uint64_t TakeNumber();

  // These need writer_mutex_.
  Result<void> Commit(State next) const;
  Result<void> CommitJoined(const std::string& id, const std::vector<Live>& sources, Live joined);
  Result<void> WriteGroups(const Batch& batch, SpaceState& space);
  // Runs `attempt` again after each segment that it found damaged; it names what it reads.
  Result<void> WithoutDamaged(
      const std::function<Result<void>(const Segment*& reading)>& attempt) const;
  Result<void> SetAsideLocked(const Segment& segment) const;
  Result<void> Move(std::span<const std::uint32_t> documents, bool restricted,
                    const Segment*& reading);

  Folder folder_;  // constant after Load()
  const Tuning tuning_;
  std::mutex merge_mutex_;                      // one merge at a time; taken before writer_mutex_
  mutable std::mutex writer_mutex_;             // one writer; taken before state_mutex_
  mutable std::uint64_t next_number_ = 1;       // writer_mutex_
  mutable std::mutex state_mutex_;              // held for a pointer's copy only
  mutable std::shared_ptr<const State> state_;  // state_mutex_; shared with readers, see Snapshot()
};

}  // namespace wenyuan::vectors
