#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bit_packing.h"
#include "postings_block.h"
#include "wenyuan/base/bytes.h"
#include "wenyuan/index/library_index.h"

namespace wenyuan::index {

// Where one term stands in one segment, in order of ordinal.
struct TermPostings {
  std::vector<std::uint32_t> ordinals;
  std::array<std::vector<std::uint32_t>, kFields> frequencies;  // beside `ordinals`
  // By posting, then field, then place; as many as the frequencies say.
  std::vector<std::uint32_t> positions;

  void Clear();
};

struct EncodedPostings {
  std::string postings;
  std::string positions;
};

// The layout is that of docs/formats/segment.md.
void Encode(const TermPostings& term, EncodedPostings& out);

// Reads a postings list block by block. `bytes` must outlive it and have crypto::kReadPadding
// readable bytes behind. One thread.
class PostingsReader {
 public:
  PostingsReader(std::string_view bytes, std::uint32_t document_frequency);

  // The next block of up to 128; false at the end and when the bytes make no sense (see ok()).
  bool Next();
  [[nodiscard]] std::span<const std::uint32_t> ordinals() const { return current_.ordinals(); }
  // Beside ordinals(); empty when the field holds the term nowhere in this block.
  [[nodiscard]] std::span<const std::uint32_t> frequencies(std::size_t field) const {
    return {frequencies_[field].data(), current_.Uses(field) ? ordinals().size() : 0};
  }
  // Where this block's positions begin in those of the term.
  [[nodiscard]] std::uint32_t positions_begin() const { return positions_begin_; }
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  std::string_view table_;
  std::string_view bodies_;
  std::uint32_t left_;
  std::size_t block_ = 0;
  std::uint32_t begin_ = 0;          // of the next body, in bodies_
  std::uint32_t last_ = 0xFFFFFFFF;  // ordinal before the next block: none
  std::uint32_t positions_begin_ = 0;
  PostingsBlock current_;
  std::array<std::array<std::uint32_t, kBlockPostings>, kFields> frequencies_;
  bool ok_ = true;
};

// Reads the positions of one posting after the other.
class PositionsReader {
 public:
  explicit PositionsReader(std::string_view bytes) : bytes_(bytes) {}
  // The next `count` places, in order, of one posting's field.
  void Read(std::uint32_t count, std::vector<std::uint32_t>& out);
  [[nodiscard]] bool ok() const { return bytes_.ok(); }

 private:
  ByteReader bytes_;
};

}  // namespace wenyuan::index
