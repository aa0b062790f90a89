#include "live_segment.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "live_counts.h"
#include "permitted_cache.h"

namespace wenyuan::index {
namespace {

// Calls change(word, mask) for the words that hold the bits [begin, end).
template <typename Change>
void ForRange(std::vector<std::uint64_t>& words, std::uint32_t begin, std::uint32_t end,
              const Change& change) {
  while (begin < end) {
    const std::uint32_t first = begin % 64;
    const std::uint32_t count = std::min(64 - first, end - begin);
    const std::uint64_t ones = count == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    change(words[begin / 64], ones << first);
    begin += count;
  }
}

// Whether holds(word, mask) for all words that hold the bits [begin, end).
template <typename Holds>
bool EveryWord(const std::vector<std::uint64_t>& words, std::uint32_t begin, std::uint32_t end,
               const Holds& holds) {
  if (begin >= end) return true;
  const std::uint32_t last = (end - 1) / 64;
  std::uint64_t mask = ~std::uint64_t{0} << begin % 64;
  for (std::uint32_t word = begin / 64; word < last; ++word) {
    if (!holds(words[word], mask)) return false;
    mask = ~std::uint64_t{0};
  }
  return holds(words[last], mask & ~std::uint64_t{0} >> (63 - (end - 1) % 64));
}

}  // namespace

OrdinalSet::OrdinalSet(std::uint32_t ordinals, bool all) : words_((ordinals + 63) / 64, 0) {
  if (all) AddRange(0, ordinals);
}

void OrdinalSet::AddRange(std::uint32_t begin, std::uint32_t end) {
  ForRange(words_, begin, end, [](std::uint64_t& word, std::uint64_t mask) { word |= mask; });
}

void OrdinalSet::RemoveRange(std::uint32_t begin, std::uint32_t end) {
  ForRange(words_, begin, end, [](std::uint64_t& word, std::uint64_t mask) { word &= ~mask; });
}

void OrdinalSet::Intersect(const OrdinalSet& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
}

bool OrdinalSet::AnyIn(std::uint32_t begin, std::uint32_t end) const {
  return !EveryWord(words_, begin, end,
                    [](std::uint64_t word, std::uint64_t mask) { return (word & mask) == 0; });
}

bool OrdinalSet::AllIn(std::uint32_t begin, std::uint32_t end) const {
  return EveryWord(words_, begin, end,
                   [](std::uint64_t word, std::uint64_t mask) { return (~word & mask) == 0; });
}

bool OrdinalSet::Empty() const {
  return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
}

std::uint64_t OrdinalSet::Count() const {
  std::uint64_t count = 0;
  for (const std::uint64_t word : words_) count += static_cast<unsigned>(std::popcount(word));
  return count;
}

LiveSegment::~LiveSegment() = default;

LiveSegment::LiveSegment(std::shared_ptr<const Segment> whole, bool restricted_group,
                         DocumentSet dead_documents)
    : segment(std::move(whole)),
      restricted(restricted_group),
      dead(std::move(dead_documents)),
      live(segment->chunks().chunks(), true),
      permitted(std::make_unique<PermittedCache>()),
      counts(std::make_unique<LiveCounts>()) {
  const ChunkTable& chunks = segment->chunks();
  for (const std::uint32_t document : dead) {
    if (const DocumentRow* row = chunks.Find(document)) live.RemoveRange(row->begin, row->end);
  }
  for (const DocumentRow& row : chunks.rows()) {
    if (dead.contains(row.document)) continue;
    ++live_documents;
    live_chunks += row.end - row.begin;
    for (std::uint32_t ordinal = row.begin; ordinal < row.end; ++ordinal) {
      for (std::size_t field = 0; field < kFields; ++field) {
        live_lengths[field] += chunks.lengths()[ordinal][field];
      }
    }
  }
}

}  // namespace wenyuan::index
