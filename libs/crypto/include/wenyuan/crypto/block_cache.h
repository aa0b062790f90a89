#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "wenyuan/base/result.h"
#include "wenyuan/crypto/sealed_file.h"

namespace wenyuan::crypto {

// So many bytes may be read behind what CachedFile::Read gives (unpacking reads whole words).
inline constexpr std::size_t kReadPadding = 64;

// Decrypted pieces of 64 KiB, the ones used last, up to a budget; one for all sealed files of the
// process that are read at random. Any thread.
class BlockCache {
 public:
  // shared_ptr: a query goes on reading a piece that the cache has dropped meanwhile.
  using Piece = std::shared_ptr<const std::string>;

  explicit BlockCache(std::size_t budget_bytes) : shard_budget_bytes_(budget_bytes / kShards) {}
  // A number that no other file of this cache has.
  std::uint64_t NewFile() { return files_++; }
  Piece Find(std::uint64_t file, std::uint64_t block);
  void Put(std::uint64_t file, std::uint64_t block, Piece piece);

 private:
  // Pieces are spread over so many lists, each with its own lock, that threads seldom meet.
  static constexpr std::size_t kShards = 16;

  struct Key {
    std::uint64_t file;
    std::uint64_t block;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct HashKey {
    std::size_t operator()(const Key& key) const {
      return static_cast<std::size_t>((key.file << 32U ^ key.block) * 0x9E3779B97F4A7C15U);
    }
  };
  struct Entry {
    Key key;
    Piece piece;
  };
  struct alignas(64) Shard {
    std::mutex mutex;
    std::size_t bytes = 0;                                               // mutex
    std::list<Entry> newest_first;                                       // mutex
    std::unordered_map<Key, std::list<Entry>::iterator, HashKey> where;  // mutex
  };
  Shard& ShardOf(const Key& key) { return shards_[HashKey()(key) >> 32U & (kShards - 1)]; }

  const std::size_t shard_budget_bytes_;
  std::atomic<std::uint64_t> files_ = 0;
  std::array<Shard, kShards> shards_;
};

// Bytes of a file and what keeps them alive.
struct FileBytes {
  BlockCache::Piece owner;
  std::string_view view;  // kReadPadding bytes may be read behind it
};

// A sealed file read through a cache. Any thread.
class CachedFile {
 public:
  CachedFile(std::unique_ptr<SealedReader> file, std::shared_ptr<BlockCache> cache);
  static constexpr std::size_t kPieceBytes = std::size_t{64} << 10U;

  // A copy where the range lies in more than one piece.
  [[nodiscard]] Result<FileBytes> Read(std::uint64_t offset, std::size_t size) const;
  // The bytes from number · kPieceBytes on, and kReadPadding more.
  [[nodiscard]] Result<BlockCache::Piece> Piece(std::uint64_t number) const;
  [[nodiscard]] std::uint64_t Size() const { return file_->Size(); }

 private:
  std::unique_ptr<SealedReader> file_;
  std::shared_ptr<BlockCache> cache_;  // shared with all files of the index
  std::uint64_t number_;
};

}  // namespace wenyuan::crypto
