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

BlockCache::Piece BlockCache::Find(std::uint64_t file, std::uint64_t block) {
  const Key key{file, block};
  Shard& shard = ShardOf(key);
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.where.find(key);
  if (found == shard.where.end()) return nullptr;
  shard.newest_first.splice(shard.newest_first.begin(), shard.newest_first, found->second);
  return found->second->piece;
}

void BlockCache::Put(std::uint64_t file, std::uint64_t block, Piece piece) {
  const Key key{file, block};
  Shard& shard = ShardOf(key);
  const std::lock_guard lock(shard.mutex);
  if (shard.where.contains(key)) return;  // two threads missed it at once
  shard.bytes += piece->size();
  shard.newest_first.push_front({key, std::move(piece)});
  shard.where[key] = shard.newest_first.begin();
  while (shard.bytes > shard_budget_bytes_ && shard.newest_first.size() > 1) {
    shard.bytes -= shard.newest_first.back().piece->size();
    shard.where.erase(shard.newest_first.back().key);
    shard.newest_first.pop_back();
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
