#include "visible_ordinals.h"

#include <bit>
#include <utility>

#include "permitted_cache.h"

namespace wenyuan::index {
namespace {

// Chunks of the documents in `set`.
OrdinalSet OrdinalsOf(const DocumentSet& set, const ChunkTable& chunks) {
  OrdinalSet ordinals(chunks.chunks());
  const std::vector<DocumentRow>& rows = chunks.rows();
  if (set.cardinality() < rows.size() / 64) {
    for (const std::uint32_t document : set) {
      const DocumentRow* const row = chunks.Find(document);
      if (row != nullptr) ordinals.AddRange(row->begin, row->end);
    }
    return ordinals;
  }
  // Both ascend: neither is searched.
  std::vector<std::uint32_t> documents(set.cardinality());
  set.toUint32Array(documents.data());
  std::size_t at = 0;
  for (const std::uint32_t document : documents) {
    while (at < rows.size() && rows[at].document < document) ++at;
    if (at == rows.size()) break;
    if (rows[at].document == document) ordinals.AddRange(rows[at].begin, rows[at].end);
  }
  return ordinals;
}

std::shared_ptr<const Permitted> Cached(const LiveSegment& live, const DocumentSet& set) {
  return live.permitted->Get(set,
                             [&] { return Permitted(OrdinalsOf(set, live.segment->chunks())); });
}

}  // namespace

Permitted::Permitted(OrdinalSet ordinals) : set(std::move(ordinals)) {
  const std::vector<std::uint64_t>& words = set.words();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == 0) continue;
    if (chunks == 0) begin = static_cast<std::uint32_t>(64 * i);
    end = static_cast<std::uint32_t>(64 * (i + 1)) -
          static_cast<std::uint32_t>(std::countl_zero(words[i]));
    chunks += static_cast<std::uint32_t>(std::popcount(words[i]));
    windows += (words[i] & 0xFFFFFFFFU) != 0 ? 1 : 0;
    windows += words[i] >> 32U != 0 ? 1 : 0;
  }
}

bool Permitted::IsScattered() const {
  const std::uint32_t range = end - begin;
  return chunks < range / 100 * 3 && windows > range / kWindowChunks / 16;
}

std::shared_ptr<const Permitted> VisibleOrdinals(const LiveSegment& live, const Visible& visible) {
  const ChunkTable& chunks = live.segment->chunks();
  std::vector<std::shared_ptr<const Permitted>> narrowing;
  if (live.restricted) {
    if (visible.restricted == nullptr) {
      return std::make_shared<const Permitted>(OrdinalSet(chunks.chunks()));
    }
    narrowing.push_back(Cached(live, *visible.restricted));
  }
  if (visible.only != nullptr) narrowing.push_back(Cached(live, *visible.only));
  const bool hides = visible.without != nullptr && !visible.without->isEmpty();
  if (!live.HasDead() && !hides) {
    if (narrowing.empty()) return nullptr;
    if (narrowing.size() == 1) return narrowing.front();
  }
  OrdinalSet ordinals = live.live;
  for (const auto& set : narrowing) ordinals.Intersect(set->set);
  if (hides) {
    for (const std::uint32_t document : *visible.without) {
      const DocumentRow* const row = chunks.Find(document);
      if (row != nullptr) ordinals.RemoveRange(row->begin, row->end);
    }
  }
  return std::make_shared<const Permitted>(std::move(ordinals));
}

}  // namespace wenyuan::index
