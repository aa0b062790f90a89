#pragma once

#include <vector>

namespace wenyuan::index {

// Of a segment's chunks, weighted as one scoring counts the fields.
struct SegmentLengths {
  std::vector<float> of_chunk;  // by ordinal
  std::vector<float> shortest;  // by window
};

}  // namespace wenyuan::index
