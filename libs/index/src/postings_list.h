#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dictionary.h"
#include "postings_block.h"
#include "wenyuan/base/result.h"
#include "wenyuan/crypto/block_cache.h"

namespace wenyuan::index {

class Segment;

// What a list of more than one block begins with: of each block its last ordinal and where it ends.
class BlockTable {
 public:
  BlockTable() = default;
  explicit BlockTable(crypto::FileBytes bytes) : bytes_(std::move(bytes)) {}
  static constexpr std::size_t kEntry =
      12;  // last ordinal, end of the body, begin of the positions
  static std::size_t Bytes(std::uint32_t document_frequency) {
    if (document_frequency <= kBlockPostings) return 0;
    return (document_frequency + kBlockPostings - 1) / kBlockPostings * kEntry;
  }

  [[nodiscard]] std::uint32_t Last(std::size_t block) const { return At(block, 0); }
  [[nodiscard]] std::uint32_t End(std::size_t block) const { return At(block, 4); }
  [[nodiscard]] std::uint32_t Positions(std::size_t block) const { return At(block, 8); }

 private:
  [[nodiscard]] std::uint32_t At(std::size_t block, std::size_t offset) const {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes_.view.data() + block * kEntry + offset, sizeof value);
    return value;
  }
  crypto::FileBytes bytes_;
};

// Where `ordinal` stands in ascending ordinals, or would.
std::size_t PlaceOf(std::span<const std::uint32_t> ordinals, std::uint32_t ordinal);

// The postings of one term, read block by block in any order: of a long list only the pieces of the
// file that are touched. `segment` and `entry` must outlive it. One thread.
class PostingsList {
 public:
  static Result<PostingsList> Open(const Segment& segment, const TermEntry& entry);
  // With a table that was read before.
  PostingsList(const Segment& segment, const TermEntry& entry, BlockTable table);

  [[nodiscard]] std::uint32_t blocks() const { return blocks_; }
  [[nodiscard]] std::uint32_t document_frequency() const { return entry_->document_frequency; }
  // The first block, from `from` on, that may hold an ordinal at or above `ordinal`; blocks() when
  // there is none.
  [[nodiscard]] std::uint32_t FirstReaching(std::uint32_t ordinal, std::uint32_t from) const;
  // The ordinals of a block are above Before() and at most Last().
  [[nodiscard]] std::int64_t Before(std::uint32_t block) const {
    return block == 0 ? -1 : static_cast<std::int64_t>(table_.Last(block - 1));
  }
  [[nodiscard]] std::uint32_t Last(std::uint32_t block) const {
    return blocks_ == 1 ? most_ : table_.Last(block);
  }
  [[nodiscard]] std::uint32_t PositionsBegin(std::uint32_t block) const {
    return blocks_ == 1 ? 0 : table_.Positions(block);
  }

  // Makes `block` the one that current() is.
  Result<void> Load(std::uint32_t block);
  [[nodiscard]] bool IsLoaded(std::uint32_t block) const { return block == loaded_; }
  [[nodiscard]] const PostingsBlock& current() const { return current_; }

 private:
  Result<std::string_view> Body(std::uint32_t block);

  const Segment* segment_;
  const TermEntry* entry_;
  BlockTable table_;
  std::uint32_t blocks_;
  std::uint32_t most_;                             // no ordinal of the segment is above
  std::uint32_t loaded_ = 0xFFFFFFFF;              // which block current_ is
  std::vector<crypto::BlockCache::Piece> pieces_;  // of the file, from the list's first on
  std::string joined_;                             // a body that lies in two pieces
  PostingsBlock current_;
};

}  // namespace wenyuan::index
