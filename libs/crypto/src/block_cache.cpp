#include "wenyuan/crypto/block_cache.h"

#include <algorithm>
#include <utility>

namespace wenyuan::crypto {
namespace {

Error BeyondTheEnd() {
  return {ErrorCode::kCorruption,
          "reading a sealed file failed: a part of it is said to lie "
          "beyond its end; what it belongs to will be built again"};
}

}  // namespace

std::uint64_t BlockCache::NewFile() {
  const std::lock_guard lock(mutex_);
  return files_++;
}

BlockCache::Piece BlockCache::Find(std::uint64_t file, std::uint64_t block) {
  const std::lock_guard lock(mutex_);
  const auto found = where_.find({file, block});
  if (found == where_.end()) return nullptr;
  newest_first_.splice(newest_first_.begin(), newest_first_, found->second);
  return found->second->piece;
}

void BlockCache::Put(std::uint64_t file, std::uint64_t block, Piece piece) {
  const std::lock_guard lock(mutex_);
  const Key key{file, block};
  if (where_.contains(key)) return;  // two threads missed it at once
  bytes_ += piece->size();
  newest_first_.push_front({key, std::move(piece)});
  where_[key] = newest_first_.begin();
  while (bytes_ > budget_bytes_ && newest_first_.size() > 1) {
    bytes_ -= newest_first_.back().piece->size();
    where_.erase(newest_first_.back().key);
    newest_first_.pop_back();
  }
}

CachedFile::CachedFile(std::unique_ptr<crypto::SealedReader> file,
                       std::shared_ptr<BlockCache> cache)
    : file_(std::move(file)), cache_(std::move(cache)), number_(cache_->NewFile()) {}

Result<BlockCache::Piece> CachedFile::Piece(std::uint64_t block) const {
  if (BlockCache::Piece piece = cache_->Find(number_, block)) return piece;
  const std::uint64_t offset = block * kPieceBytes;
  if (offset >= Size()) return BeyondTheEnd();
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(kPieceBytes, Size() - offset));
  WY_TRY(std::string bytes, file_->ReadAt(offset, size));
  bytes.append(kReadPadding, '\0');
  auto piece = std::make_shared<const std::string>(std::move(bytes));
  cache_->Put(number_, block, piece);
  return piece;
}

Result<FileBytes> CachedFile::Read(std::uint64_t offset, std::size_t size) const {
  if (offset > Size() || size > Size() - offset) {
    return BeyondTheEnd();
  }
  if (size == 0) return FileBytes{std::make_shared<const std::string>(kReadPadding, '\0'), {}};
  const std::uint64_t first = offset / kPieceBytes;
  const std::uint64_t last = (offset + size - 1) / kPieceBytes;
  const auto inside = static_cast<std::size_t>(offset % kPieceBytes);
  if (first == last) {
    WY_TRY(BlockCache::Piece piece, Piece(first));
    const std::string_view view = std::string_view(*piece).substr(inside, size);
    return FileBytes{std::move(piece), view};
  }
  std::string joined;
  joined.reserve(size + kReadPadding);
  for (std::uint64_t block = first; block <= last; ++block) {
    WY_TRY(const BlockCache::Piece piece, Piece(block));
    const std::size_t from = block == first ? inside : 0;
    const std::size_t until = std::min(piece->size() - kReadPadding, from + size - joined.size());
    joined.append(*piece, from, until - from);
  }
  joined.append(kReadPadding, '\0');
  auto owner = std::make_shared<const std::string>(std::move(joined));
  const std::string_view view = std::string_view(*owner).substr(0, size);
  return FileBytes{std::move(owner), view};
}

}  // namespace wenyuan::crypto
