#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "segment.h"
#include "wenyuan/index/document_set.h"

namespace wenyuan::index {

// A bit for each ordinal of a segment.
class OrdinalSet {
 public:
  explicit OrdinalSet(std::uint32_t ordinals, bool all = false);
  [[nodiscard]] bool Has(std::uint32_t ordinal) const {
    return (words_[ordinal / 64] >> (ordinal % 64) & 1U) != 0;
  }
  void Add(std::uint32_t ordinal) { words_[ordinal / 64] |= std::uint64_t{1} << (ordinal % 64); }
  void AddRange(std::uint32_t begin, std::uint32_t end);
  void RemoveRange(std::uint32_t begin, std::uint32_t end);
  void Intersect(const OrdinalSet& other);
  [[nodiscard]] bool Empty() const;
  [[nodiscard]] std::uint64_t Count() const;
  // Whether one lies in [begin, end).
  [[nodiscard]] bool AnyIn(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] bool AllIn(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] const std::vector<std::uint64_t>& words() const { return words_; }
  // The 32 that begin at 32 · window.
  [[nodiscard]] std::uint32_t Window(std::uint32_t window) const {
    return static_cast<std::uint32_t>(words_[window / 2] >> (window % 2 * 32));
  }

 private:
  std::vector<std::uint64_t> words_;
};

class LiveCounts;
class PermittedCache;

// A segment and what was deleted from it. Never changes, but for what it remembers of earlier
// queries. Any thread.
struct LiveSegment {
  LiveSegment(std::shared_ptr<const Segment> whole, bool restricted_group,
              DocumentSet dead_documents);
  LiveSegment(const LiveSegment&) = delete;
  LiveSegment& operator=(const LiveSegment&) = delete;
  ~LiveSegment();

  // Also held by older states that a reader may still use, and by a merge.
  std::shared_ptr<const Segment> segment;
  bool restricted = false;
  DocumentSet dead;  // documents of it that are deleted or replaced
  OrdinalSet live;   // their chunks taken off
  std::uint64_t live_chunks = 0;
  std::array<std::uint64_t, kFields> live_lengths{};
  std::uint64_t live_documents = 0;
  std::unique_ptr<PermittedCache> permitted;
  std::unique_ptr<LiveCounts> counts;

  [[nodiscard]] bool HasDead() const { return live_chunks != segment->chunks().chunks(); }
};

// What an index holds at one moment. Readers keep the state they began with.
using State = std::vector<std::shared_ptr<const LiveSegment>>;

}  // namespace wenyuan::index
