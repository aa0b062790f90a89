#include <algorithm>
#include <utility>

#include "merge_policy.h"
#include "segmented_vectors.h"
#include "wenyuan/base/log.h"

namespace wenyuan::vectors {
Result<void> SegmentedVectors::Merge() {
  const std::lock_guard lock(merge_mutex_);
  std::vector<std::string> ids;
  const std::shared_ptr<const State> now = Snapshot();
  for (const SpaceState& space : *now) ids.push_back(space.space.id);
  for (const std::string& id : ids) {
    WY_CHECK(MergeSpace(id));
  }
  return {};
}

Result<void> SegmentedVectors::MergeSpace(const std::string& id) {
  {
    const std::shared_ptr<const State> now = Snapshot();
    const SpaceState* const space = FindSpace(*now, id);
    if (space != nullptr && WantsTraining(*space)) {
      WY_CHECK(Train(*space));
    }
  }
  for (const bool restricted : {false, true}) {
    for (bool more = true; more;) {
      WY_TRY(more, MergeOnce(id, restricted));
    }
  }
  return {};
}

Result<bool> SegmentedVectors::MergeOnce(const std::string& id, bool restricted) {
  const std::shared_ptr<const State> now = Snapshot();
  const SpaceState* const space = FindSpace(*now, id);
  if (space == nullptr) return false;
  std::vector<Live> group;
  std::vector<SegmentSize> sizes;
  for (const Live& live : space->segments) {
    if (live->restricted != restricted) continue;
    group.push_back(live);
    sizes.push_back({live->live_rows, live->segment->table().rows()});
  }
  std::vector<Live> sources;
  std::uint64_t rows = 0;
  for (const std::size_t place : PickMerge(sizes)) {
    sources.push_back(group[place]);
    rows += group[place]->live_rows;
  }
  if (sources.empty()) return false;
  const bool lists = !restricted && rows > tuning_.flat_rows;
  WY_CHECK(Join(*space, sources, restricted, lists ? space->codebook : nullptr, Origin::kNew));
  return true;
}

Result<void> SegmentedVectors::Join(const SpaceState& space, const std::vector<Live>& sources,
                                    bool restricted,
                                    const std::shared_ptr<const Codebook>& codebook,
                                    Origin origin) {
  auto joined = WriteSegment(space, codebook, TakeNumber(), restricted,
                             [&](const RecordCodec& codec, SegmentWriter& writer) {
                               return WriteJoined(sources, space.space, codec, origin, writer);
                             });
  if (!joined) {
    if (joined.error().code == ErrorCode::kCorruption) {
      WY_CHECK(SetAsideDamaged(sources));
    }
    return std::move(joined).error();
  }
  const std::lock_guard lock(writer_mutex_);
  return CommitJoined(space.space.id, sources, *std::move(joined));
}

Result<void> SegmentedVectors::CommitJoined(const std::string& id, const std::vector<Live>& sources,
                                            Live joined) {
  State next = *Snapshot();
  const auto space = std::find_if(next.begin(), next.end(), [&](const SpaceState& candidate) {
    return candidate.space.id == id;
  });
  const RowTable& table = joined->segment->table();
  RowSet dead;  // what was deleted, or set aside, while the merge went on
  for (const Live& source : sources) {
    Live live;
    if (space != next.end()) {
      const auto found = std::find_if(
          space->segments.begin(), space->segments.end(),
          [&](const Live& candidate) { return candidate->segment == source->segment; });
      if (found != space->segments.end()) {
        live = *found;
        space->segments.erase(found);
      }
    }
    const RowTable& old = source->segment->table();
    for (std::uint32_t row = 0; row < old.rows(); ++row) {
      if (source->IsDead(row) || (live != nullptr && !live->IsDead(row))) continue;
      const DocumentRows* const document = table.Find(old.document(row));
      dead.add(*table.FindRow(*document, old.chunk(row)));
    }
  }
  joined =
      std::make_shared<const LiveSegment>(joined->segment, joined->restricted, std::move(dead));
  if (space != next.end() && joined->live_rows > 0) {
    const std::shared_ptr<const Codebook>& codebook = joined->segment->codebook();
    if (codebook && (!space->codebook || space->codebook->number() < codebook->number())) {
      space->codebook = codebook;  // the merge trained it
    }
    space->segments.push_back(std::move(joined));
  } else {
    joined->segment->RemoveWhenUnused();
  }
  return Commit(std::move(next));
}

Result<void> SegmentedVectors::SetAsideDamaged(const std::vector<Live>& suspects) const {
  for (const Live& suspect : suspects) {
    const auto sound = suspect->segment->Verify();
    if (sound || sound.error().code != ErrorCode::kCorruption) continue;
    Log(LogLevel::kError,
        "a segment of vectors is damaged and was set aside; it will be made again",
        {{"segment", std::to_string(suspect->segment->number())},
         {"reason", sound.error().message}});
    WY_CHECK(SetAside(*suspect->segment));
  }
  return {};
}

}  // namespace wenyuan::vectors
