#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chunk_table.h"
#include "dictionary.h"
#include "impacts.h"
#include "segment_writer.h"
#include "wenyuan/base/files.h"
#include "wenyuan/crypto/block_cache.h"
#include "wenyuan/crypto/key_provider.h"

namespace wenyuan::index {

// An open segment. Never changes. Any thread.
class Segment {
 public:
  // kCorruption when it is damaged or not there; other codes say nothing about its content.
  static Result<std::shared_ptr<const Segment>> Open(
      FileSystem& files, const crypto::KeyProvider& keys, const std::filesystem::path& folder,
      SegmentName name, const std::shared_ptr<crypto::BlockCache>& cache);
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;
  ~Segment();

  [[nodiscard]] std::uint64_t number() const { return name_.number; }
  [[nodiscard]] std::uint64_t bytes() const { return file_.Size() + positions_.Size(); }
  [[nodiscard]] const ChunkTable& chunks() const { return chunks_; }
  // Nothing when no chunk of the segment, deleted ones included, holds the term.
  [[nodiscard]] Result<std::optional<TermEntry>> Find(std::string_view term) const;
  // Of the postings file, as PostingsList reads it.
  [[nodiscard]] Result<crypto::FileBytes> Read(std::uint64_t offset, std::size_t size) const {
    return file_.Read(offset, size);
  }
  [[nodiscard]] Result<crypto::BlockCache::Piece> Piece(std::uint64_t number) const {
    return file_.Piece(number);
  }
  // For PostingsReader; `entry` must outlive what comes back.
  [[nodiscard]] Result<crypto::FileBytes> Postings(const TermEntry& entry) const;
  [[nodiscard]] Result<crypto::FileBytes> Positions(const TermEntry& entry) const;
  // The impacts under the options asked for last are kept.
  [[nodiscard]] std::shared_ptr<const SegmentImpacts> ImpactsFor(
      const ScoringOptions& options) const;
  [[nodiscard]] const Dictionary& dictionary() const { return dictionary_; }
  [[nodiscard]] Result<crypto::FileBytes> DictionaryBlockAt(std::size_t block) const;

  // Reads every byte: kCorruption when one is not as written.
  [[nodiscard]] Result<void> Verify() const;

  // Its files go when the last who reads it lets go.
  void RemoveWhenUnused() const { obsolete_ = true; }

 private:
  Segment(FileSystem& files, std::filesystem::path folder, SegmentName name,
          crypto::CachedFile file, crypto::CachedFile positions, Dictionary dictionary,
          ChunkTable chunks);

  FileSystem& files_;
  const std::filesystem::path folder_;
  const SegmentName name_;
  const crypto::CachedFile file_;
  const crypto::CachedFile positions_;
  const Dictionary dictionary_;
  const ChunkTable chunks_;
  mutable std::mutex impacts_mutex_;
  mutable std::shared_ptr<const SegmentImpacts> impacts_;  // impacts_mutex_; kept by queries
  mutable std::atomic<bool> obsolete_ = false;
};

}  // namespace wenyuan::index
