#include "postings_list.h"

#include <algorithm>
#include <utility>

#include "damage.h"
#include "segment.h"

namespace wenyuan::index {

std::size_t PlaceOf(std::span<const std::uint32_t> ordinals, std::uint32_t ordinal) {
  const std::uint32_t* base = ordinals.data();
  std::size_t left = ordinals.size();
  if (left == 0) return 0;
  while (left > 1) {  // without branches that depend on what is found
    const std::size_t half = left / 2;
    base += base[half - 1] < ordinal ? half : 0;
    left -= half;
  }
  const auto place = static_cast<std::size_t>(base - ordinals.data());
  return place + (left == 1 && *base < ordinal ? 1 : 0);
}

Result<PostingsList> PostingsList::Open(const Segment& segment, const TermEntry& entry) {
  const std::size_t table = BlockTable::Bytes(entry.document_frequency);
  if (table == 0) return PostingsList(segment, entry, BlockTable());
  if (table > entry.postings_size) return Damage("a postings list");
  WY_TRY(crypto::FileBytes bytes, segment.Read(entry.postings_offset, table));
  return PostingsList(segment, entry, BlockTable(std::move(bytes)));
}

PostingsList::PostingsList(const Segment& segment, const TermEntry& entry, BlockTable table)
    : segment_(&segment),
      entry_(&entry),
      table_(std::move(table)),
      blocks_(static_cast<std::uint32_t>((entry.document_frequency + kBlockPostings - 1) /
                                         kBlockPostings)),
      most_(segment.chunks().chunks() - 1) {}

std::uint32_t PostingsList::FirstReaching(std::uint32_t ordinal, std::uint32_t from) const {
  std::uint32_t low = from;
  if (low >= blocks_ || Last(low) >= ordinal) return low;
  std::uint32_t step = 1;  // the lists are asked in order: what is wanted is near
  std::uint32_t high = low + step;
  while (high < blocks_ && Last(high) < ordinal) {
    low = high;
    step *= 2;
    high = low + step;
  }
  high = std::min(high, blocks_);
  ++low;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (Last(middle) < ordinal) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

Result<std::string_view> PostingsList::Body(std::uint32_t block) {
  if (entry_->document_frequency <= kInlineFrequency) {
    return std::string_view(entry_->inline_postings);
  }
  const std::size_t table = BlockTable::Bytes(entry_->document_frequency);
  const std::size_t begin = block == 0 ? 0 : table_.End(block - 1);
  const std::size_t end = blocks_ == 1 ? entry_->postings_size : table_.End(block);
  if (begin > end || table + end > entry_->postings_size) return Damage("a postings list");
  constexpr std::size_t kPiece = crypto::CachedFile::kPieceBytes;
  const std::uint64_t first = entry_->postings_offset / kPiece;
  const std::uint64_t from = entry_->postings_offset + table + begin;
  const std::size_t size = end - begin;
  const std::uint64_t piece = from / kPiece;
  const auto inside = static_cast<std::size_t>(from % kPiece);
  if (inside + size > kPiece) {
    WY_TRY(const crypto::FileBytes bytes, segment_->Read(from, size));
    joined_.assign(bytes.view);
    joined_.append(kUnpackPadding, '\0');
    return std::string_view(joined_).substr(0, size);
  }
  const auto slot = static_cast<std::size_t>(piece - first);
  if (slot >= pieces_.size()) pieces_.resize(slot + 1);
  if (pieces_[slot] == nullptr) {
    WY_TRY(pieces_[slot], segment_->Piece(piece));
  }
  if (inside + size + crypto::kReadPadding > pieces_[slot]->size()) {
    return Damage("a postings list");
  }
  return std::string_view(*pieces_[slot]).substr(inside, size);
}

Result<void> PostingsList::Load(std::uint32_t block) {
  if (block == loaded_) return {};
  loaded_ = 0xFFFFFFFF;
  WY_TRY(const std::string_view body, Body(block));
  const std::size_t count = std::min<std::size_t>(
      kBlockPostings, entry_->document_frequency - std::size_t{block} * kBlockPostings);
  const auto before = static_cast<std::uint32_t>(Before(block));
  // An inline list has no padding, and needs none: it is a tail.
  const bool sound = count == kBlockPostings ? current_.ReadFull(body, before)
                                             : current_.ReadTail(body, before, count);
  if (!sound || current_.ordinals().back() > Last(block)) return Damage("a postings list");
  loaded_ = block;
  return {};
}

}  // namespace wenyuan::index
