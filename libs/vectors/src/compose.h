#pragma once

#include <span>

#include "batch.h"
#include "live_segment.h"
#include "record.h"
#include "segment_writer.h"

namespace wenyuan::vectors {

// What the vectors are to the centroids they are put to.
enum class Origin : std::uint8_t {
  kNew,      // came after the centroids were made: counted, so that it shows when they fit no more
  kTrained,  // the centroids were made from them
};

// Puts vectors of a batch into a segment, by list if the codec has lists. Finishes it.
Result<void> WriteBatch(const Batch& batch, std::span<const Batch::Row> rows, const Space& space,
                        const RecordCodec& codec, SegmentWriter& writer);

// Joins what is live in the segments. Rows keep their bytes where the centroids stay the same; the
// others are decoded, put to their nearest centroid and encoded again. Memory: 32 bytes a row, the
// sketches, and a piece of 64 MiB. kCorruption when a source is damaged.
Result<void> WriteJoined(std::span<const std::shared_ptr<const LiveSegment>> sources,
                         const Space& space, const RecordCodec& codec, Origin origin,
                         SegmentWriter& writer);

}  // namespace wenyuan::vectors
