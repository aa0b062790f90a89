#pragma once

#include <cstddef>
#include <vector>

#include "segment_writer.h"
#include "term_numbers.h"
#include "wenyuan/index/library_index.h"

namespace wenyuan::index {

// Inverts passages into the terms of one segment. One thread.
class SegmentBuilder {
 public:
  // Documents in any order, one revision of each; kInvalidArgument when two chunks of one have the
  // same number: it is left out.
  Result<void> Add(const IndexedRevision& revision);
  // What it takes, and Write() will take.
  [[nodiscard]] std::size_t bytes() const;
  // Once, at the end.
  Result<void> Write(SegmentWriter& writer);

 private:
  // One token. The field stands in the highest bits beside the position.
  struct Occurrence {
    std::uint32_t term = 0;
    std::uint32_t ordinal = 0;
    std::uint32_t place = 0;
  };
  void OrderByDocument();
  [[nodiscard]] std::vector<Occurrence> ByTerm(const std::vector<std::size_t>& begins) const;

  ChunkTable chunks_;  // as they came; by document in Write()
  TermNumbers terms_;
  std::vector<std::uint32_t> counts_;  // of occurrences, by number of term
  std::vector<Occurrence> occurrences_;
};

}  // namespace wenyuan::index
