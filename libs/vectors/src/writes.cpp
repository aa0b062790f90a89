#include <algorithm>
#include <utility>

#include "bad_input.h"
#include "row_drops.h"
#include "segmented_vectors.h"

namespace wenyuan::vectors {
std::uint64_t SegmentedVectors::TakeNumber() {
  const std::lock_guard lock(writer_mutex_);
  return next_number_++;
}

Result<SegmentedVectors::Live> SegmentedVectors::WriteSegment(
    const SpaceState& space, const std::shared_ptr<const Codebook>& codebook, std::uint64_t number,
    bool restricted,
    const std::function<Result<void>(const RecordCodec&, SegmentWriter&)>& write) const {
  const RecordCodec codec(space.space, codebook.get());
  const auto attempt = [&]() -> Result<std::shared_ptr<const Segment>> {
    WY_TRY(SegmentWriter writer, SegmentWriter::Create(folder_, number, codec));
    WY_CHECK(write(codec, writer));
    return Segment::Open(folder_, number, space.space, {codebook});
  };
  auto segment = attempt();
  if (!segment) {  // no manifest has ever named it
    (void)folder_.files.Remove(folder_.path / folder_.Name(number).SegmentFile());
    return std::move(segment).error();
  }
  return std::make_shared<const LiveSegment>(*std::move(segment), restricted, RowSet());
}

Result<void> SegmentedVectors::WriteGroups(const Batch& batch, SpaceState& space) {
  for (const bool restricted : {false, true}) {
    const std::vector<Batch::Row> rows = batch.Rows(restricted);
    if (rows.empty()) continue;
    const bool lists = !restricted && rows.size() > tuning_.flat_rows;
    WY_TRY(Live live,
           WriteSegment(space, lists ? space.codebook : nullptr, next_number_++, restricted,
                        [&](const RecordCodec& codec, SegmentWriter& writer) {
                          return WriteBatch(batch, rows, space.space, codec, writer);
                        }));
    space.segments.push_back(std::move(live));
  }
  return {};
}

namespace {

// What of the batch's documents must go from a segment. Passages of the same revision that lie in
// the other group go over with the new ones.
Result<void> Replace(const LiveSegment& live, Batch& batch, RowDrops& drops) {
  const Segment& segment = *live.segment;
  const RowTable& table = segment.table();
  RowReader reader(segment);
  std::vector<std::pair<RowName, std::uint32_t>> moving;
  for (const auto& [number, document] : batch.documents()) {
    const DocumentRows* const rows = table.Find(number);
    if (rows == nullptr) continue;
    ForLiveRows(live, *rows, [&](std::uint32_t row) {
      const bool stays =
          rows->revision == document.revision && !document.chunks.contains(table.chunk(row));
      if (stays && live.restricted == document.restricted) return;
      if (stays)
        moving.emplace_back(RowName{number, rows->revision, table.chunk(row), table.group(row)},
                            row);
      drops[&live].add(row);
    });
  }
  for (const auto& [name, row] : moving) {
    WY_CHECK(reader.Decode(row, batch.Add(name, !live.restricted)));
  }
  return {};
}

}  // namespace

Result<void> SegmentedVectors::Add(std::string_view id,
                                   std::span<const EmbeddedRevision> revisions) {
  if (revisions.empty()) return {};
  const std::lock_guard lock(writer_mutex_);
  return WithoutDamaged([&](const Segment*& reading) -> Result<void> {
    const std::shared_ptr<const State> now = Snapshot();
    const SpaceState* const space = FindSpace(*now, id);
    if (space == nullptr) return SpaceNotBegun(id);
    Batch batch(space->space);
    for (const EmbeddedRevision& revision : revisions) {
      WY_CHECK(batch.Add(*space->rotation, revision));
    }
    RowDrops drops;
    for (const Live& live : space->segments) {
      reading = live->segment.get();
      WY_CHECK(Replace(*live, batch, drops));
    }
    reading = nullptr;
    SpaceState changed = WithoutRows(*space, drops);
    WY_CHECK(WriteGroups(batch, changed));
    State next = *now;
    next[static_cast<std::size_t>(space - now->data())] = std::move(changed);
    return Commit(std::move(next));
  });
}

Result<void> SegmentedVectors::Remove(std::span<const std::uint32_t> documents) {
  const std::lock_guard lock(writer_mutex_);
  const std::shared_ptr<const State> now = Snapshot();
  State next;
  bool any = false;
  for (const SpaceState& space : *now) {
    RowDrops drops;
    for (const Live& live : space.segments) {
      for (const std::uint32_t document : documents) {
        const DocumentRows* const rows = live->segment->table().Find(document);
        if (rows == nullptr) continue;
        ForLiveRows(*live, *rows, [&](std::uint32_t row) { drops[live.get()].add(row); });
      }
    }
    any |= !drops.empty();
    next.push_back(WithoutRows(space, drops));
  }
  return any ? Commit(std::move(next)) : Result<void>();
}

Result<void> SegmentedVectors::Restrict(std::span<const std::uint32_t> documents, bool restricted) {
  const std::lock_guard lock(writer_mutex_);
  return WithoutDamaged(
      [&](const Segment*& reading) { return Move(documents, restricted, reading); });
}

Result<void> SegmentedVectors::Move(std::span<const std::uint32_t> documents, bool restricted,
                                    const Segment*& reading) {
  const std::shared_ptr<const State> now = Snapshot();
  State next;
  bool any = false;
  for (const SpaceState& space : *now) {
    Batch batch(space.space);
    RowDrops drops;
    for (const Live& live : space.segments) {
      if (live->restricted == restricted) continue;
      const Segment& segment = *live->segment;
      reading = &segment;
      std::vector<std::pair<std::uint32_t, RowName>> rows;
      for (const std::uint32_t number : documents) {
        const DocumentRows* const document = segment.table().Find(number);
        if (document == nullptr) continue;
        ForLiveRows(*live, *document, [&](std::uint32_t row) {
          rows.emplace_back(row, RowName{number, document->revision, segment.table().chunk(row),
                                         segment.table().group(row)});
        });
      }
      std::sort(rows.begin(), rows.end(),
                [](const auto& left, const auto& right) { return left.first < right.first; });
      RowReader reader(segment);
      for (const auto& [row, name] : rows) {
        WY_CHECK(reader.Decode(row, batch.Add(name, restricted)));
        drops[live.get()].add(row);
      }
    }
    reading = nullptr;
    any |= !drops.empty();
    SpaceState changed = WithoutRows(space, drops);
    WY_CHECK(WriteGroups(batch, changed));
    next.push_back(std::move(changed));
  }
  return any ? Commit(std::move(next)) : Result<void>();
}

}  // namespace wenyuan::vectors
