#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "codebook.h"
#include "folder.h"
#include "row_codec.h"
#include "row_table.h"
#include "segment_format.h"
#include "sketches.h"
#include "wenyuan/crypto/block_cache.h"

namespace wenyuan::vectors {

// The codebooks that segments may need, by number.
using Codebooks = std::vector<std::shared_ptr<const Codebook>>;

// An open segment. Never changes. Any thread.
class Segment {
 public:
  // kCorruption when it is damaged, not there, of another space, or of a codebook that is not
  // given; other codes say nothing about its content.
  static Result<std::shared_ptr<const Segment>> Open(const Folder& folder, std::uint64_t number,
                                                     const Space& space,
                                                     const Codebooks& codebooks);
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;
  ~Segment();

  [[nodiscard]] std::uint64_t number() const { return name_.number; }
  [[nodiscard]] std::uint64_t bytes() const { return file_.Size(); }
  [[nodiscard]] std::size_t resident_bytes() const {
    return table_.resident_bytes() + sketches_.resident_bytes() + groups_in_.size();
  }
  [[nodiscard]] const SegmentShape& shape() const { return shape_; }
  [[nodiscard]] const RowTable& table() const { return table_; }
  [[nodiscard]] const RowCodec& codec() const { return codec_; }
  // nullptr: all rows are compared.
  [[nodiscard]] const std::shared_ptr<const Codebook>& codebook() const { return codebook_; }
  [[nodiscard]] const Sketches& sketches() const { return sketches_; }
  // Which groups have rows in a list, a bit each.
  [[nodiscard]] std::uint8_t GroupsIn(std::uint32_t list) const { return groups_in_[list]; }
  // The rows of one sealed block, one behind the other.
  [[nodiscard]] Result<crypto::FileBytes> RowBlock(std::uint32_t block) const;

  // Reads every byte: kCorruption when one is not as written.
  [[nodiscard]] Result<void> Verify() const;
  // Its file goes when the last who reads it lets go.
  void RemoveWhenUnused() const { obsolete_ = true; }

 private:
  Segment(const Folder& folder, FileNumber name, const RowCodec& codec, crypto::CachedFile file,
          const SegmentShape& shape, RowTable table, std::shared_ptr<const Codebook> codebook,
          Sketches sketches, std::uint64_t row_bytes);

  FileSystem& files_;
  const std::filesystem::path path_;
  const FileNumber name_;
  const RowCodec codec_;
  const crypto::CachedFile file_;
  const SegmentShape shape_;
  const RowTable table_;
  const std::shared_ptr<const Codebook> codebook_;  // shared with all segments that use it
  const Sketches sketches_;
  const std::vector<std::uint8_t> groups_in_;  // by list
  const std::uint64_t row_bytes_;              // of all rows
  mutable std::atomic<bool> obsolete_ = false;
};

// Reads rows of one segment one after the other; fastest when they ascend. One thread.
class RowReader {
 public:
  explicit RowReader(const Segment& segment) : segment_(&segment) {}
  // Good until the next call.
  Result<const char*> Row(std::uint32_t row);
  // The vector that a row stands for.
  Result<void> Decode(std::uint32_t row, float* vector);
  [[nodiscard]] const Segment& segment() const { return *segment_; }

 private:
  const Segment* segment_;
  std::uint32_t block_ = 0;
  crypto::FileBytes bytes_;
  std::uint32_t base_begin_ = 0;  // of the list of `base_`
  std::uint32_t base_end_ = 0;
  std::vector<float> base_;
};

}  // namespace wenyuan::vectors
