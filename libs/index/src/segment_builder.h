#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "segment_writer.h"
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
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view term) const {
      return std::hash<std::string_view>()(term);
    }
  };

  void OrderByDocument();
  [[nodiscard]] std::vector<Occurrence> ByTerm(const std::vector<std::size_t>& begins) const;

  ChunkTable chunks_;  // as they came; by document in Write()
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;  // of the terms
  std::vector<std::uint32_t> counts_;  // of occurrences, by number of term
  std::vector<Occurrence> occurrences_;
  std::size_t term_bytes_ = 0;
};

}  // namespace wenyuan::index
