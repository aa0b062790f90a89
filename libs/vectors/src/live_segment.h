#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "rotation.h"
#include "row_sample.h"
#include "segment.h"
#include "wenyuan/index/document_set.h"

namespace wenyuan::vectors {

using RowSet = ::Roaring;  // numbers of rows

// A segment and what was deleted from it. Never changes. Any thread.
struct LiveSegment {
  LiveSegment(std::shared_ptr<const Segment> whole, bool restricted_group, RowSet dead_rows);

  // Also held by older states that a reader may still use, and by a merge.
  std::shared_ptr<const Segment> segment;
  bool restricted = false;
  RowSet dead;
  std::vector<std::uint64_t> dead_bits;  // the same, a bit for each row; empty when none is
  std::uint32_t live_rows = 0;

  [[nodiscard]] bool IsDead(std::uint32_t row) const {
    return !dead_bits.empty() && (dead_bits[row / 64] >> (row % 64) & 1U) != 0;
  }
  // Made when it is first asked for: a deletion need not wait for it.
  [[nodiscard]] const RowSample& sample() const;

 private:
  mutable std::once_flag sampled_;
  mutable RowSample sample_;  // by sampled_
};

class Codebook;

// The vectors of one space.
struct SpaceState {
  Space space;
  // shared_ptr, as below: older states and segments hold it too. nullptr before there are enough
  // open vectors.
  std::shared_ptr<const Codebook> codebook;
  std::vector<std::shared_ptr<const LiveSegment>> segments;
  std::shared_ptr<const Rotation> rotation;  // of the space's dimension; never nullptr
};

// What an index holds at one moment: nothing, the space that answers, or it and the one that is
// being filled. Readers keep the state they began with.
using State = std::vector<SpaceState>;

inline const SpaceState* FindSpace(const State& state, std::string_view id) {
  for (const SpaceState& space : state) {
    if (space.space.id == id) return &space;
  }
  return nullptr;
}

}  // namespace wenyuan::vectors
