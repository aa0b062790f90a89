#pragma once

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

  explicit BlockCache(std::size_t budget_bytes) : budget_bytes_(budget_bytes) {}
  // A number that no other file of this cache has.
  std::uint64_t NewFile();
  Piece Find(std::uint64_t file, std::uint64_t block);
  void Put(std::uint64_t file, std::uint64_t block, Piece piece);

 private:
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

  const std::size_t budget_bytes_;
  std::mutex mutex_;
  std::uint64_t files_ = 0;                                             // mutex_
  std::size_t bytes_ = 0;                                               // mutex_
  std::list<Entry> newest_first_;                                       // mutex_
  std::unordered_map<Key, std::list<Entry>::iterator, HashKey> where_;  // mutex_
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
