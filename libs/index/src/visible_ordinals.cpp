#include "visible_ordinals.h"

namespace wenyuan::index {
namespace {

// Chunks of the documents in `set`, by way of whichever of the two is shorter.
OrdinalSet OrdinalsOf(const DocumentSet& set, const ChunkTable& chunks) {
  OrdinalSet ordinals(chunks.chunks());
  if (set.cardinality() < chunks.rows().size() / 8) {
    for (const std::uint32_t document : set) {
      const DocumentRow* const row = chunks.Find(document);
      if (row != nullptr) ordinals.AddRange(row->begin, row->end);
    }
  } else {
    for (const DocumentRow& row : chunks.rows()) {
      if (set.contains(row.document)) ordinals.AddRange(row.begin, row.end);
    }
  }
  return ordinals;
}

}  // namespace

std::optional<OrdinalSet> VisibleOrdinals(const LiveSegment& live, const Visible& visible) {
  const ChunkTable& chunks = live.segment->chunks();
  std::optional<OrdinalSet> ordinals;
  const auto narrow = [&](const OrdinalSet& to) {
    if (ordinals) {
      ordinals->Intersect(to);
    } else {
      ordinals = to;
    }
  };
  if (live.HasDead()) narrow(live.live);
  if (live.restricted) {
    if (visible.restricted == nullptr) return OrdinalSet(chunks.chunks());
    narrow(OrdinalsOf(*visible.restricted, chunks));
  }
  if (visible.only != nullptr) narrow(OrdinalsOf(*visible.only, chunks));
  if (visible.without != nullptr && !visible.without->isEmpty()) {
    OrdinalSet shown(chunks.chunks(), true);
    for (const std::uint32_t document : *visible.without) {
      const DocumentRow* const row = chunks.Find(document);
      if (row != nullptr) shown.RemoveRange(row->begin, row->end);
    }
    narrow(shown);
  }
  return ordinals;
}

}  // namespace wenyuan::index
