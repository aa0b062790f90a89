#include "table_passages.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

namespace wenyuan::search {
namespace {

constexpr std::uint32_t kAtATime = 16;
constexpr std::size_t kMostPassages = 512;

bool IsOfTheSame(const store::Chunk& chunk, const store::Chunk& other) {
  return !chunk.table.empty() && chunk.block_begin == other.block_begin &&
         chunk.block_end == other.block_end;
}

// Those behind `number`, or before it, as far as they are of the table; nearest first.
Result<std::vector<store::Chunk>> Beside(store::Store& store, const Hit& hit,
                                         store::RevisionNumber revision, bool behind) {
  std::vector<store::Chunk> found;
  std::uint32_t next = hit.chunk.number;
  while (found.size() < kMostPassages) {
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < kAtATime && (behind || next > 0); ++i) {
      next += behind ? 1 : -1U;
      numbers.push_back(next);
    }
    WY_TRY(std::vector<store::Chunk> chunks, store.documents().Chunks(revision, numbers));
    for (store::Chunk& chunk : chunks) {
      if (!IsOfTheSame(chunk, hit.chunk)) return found;
      found.push_back(std::move(chunk));
    }
    if (chunks.size() < kAtATime) return found;
  }
  return found;
}

}  // namespace

Result<std::vector<store::Chunk>> TablePassages(store::Store& store, const Hit& hit) {
  std::vector<store::Chunk> passages{hit.chunk};
  if (hit.chunk.table.empty()) return passages;
  const auto revision = store.documents().FindRevision(hit.document.number, hit.revision);
  if (!revision && revision.error().code == ErrorCode::kNotFound) return passages;
  if (!revision) return revision.error();
  WY_TRY(std::vector<store::Chunk> before, Beside(store, hit, revision->number, false));
  WY_TRY(std::vector<store::Chunk> behind, Beside(store, hit, revision->number, true));
  passages.insert(passages.begin(), std::move_iterator(before.rbegin()),
                  std::move_iterator(before.rend()));
  std::move(behind.begin(), behind.end(), std::back_inserter(passages));
  return passages;
}

}  // namespace wenyuan::search
