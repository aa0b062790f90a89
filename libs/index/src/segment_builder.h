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
  // In ascending order of document, one revision of each; kInvalidArgument when two of its chunks
  // have one number.
  Result<void> Add(const IndexedRevision& revision);
  Result<void> Write(SegmentWriter& writer) const;

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

  [[nodiscard]] std::vector<Occurrence> ByTerm() const;

  ChunkTable chunks_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;  // of the terms
  std::vector<std::uint32_t> counts_;  // of occurrences, by number of term
  std::vector<Occurrence> occurrences_;
};

}  // namespace wenyuan::index
