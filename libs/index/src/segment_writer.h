#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "chunk_table.h"
#include "dictionary.h"
#include "postings.h"
#include "wenyuan/base/files.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/crypto/sealed_file.h"

namespace wenyuan::index {

// Which segment of which index: in its file names, and sealed into its files so that none can stand
// in for another.
struct SegmentName {
  std::string index_id;
  std::uint64_t number = 0;

  [[nodiscard]] std::string PostingsFile() const { return std::to_string(number) + ".seg"; }
  [[nodiscard]] std::string PositionsFile() const { return std::to_string(number) + ".pos"; }
  [[nodiscard]] std::string PostingsContext() const;
  [[nodiscard]] std::string PositionsContext() const;
};

// Writes one segment (docs/formats/segment.md) as its terms come, so that memory holds the
// dictionary and the chunk table only. Nothing counts before Finish(). One thread.
class SegmentWriter {
 public:
  static Result<SegmentWriter> Create(FileSystem& files, const crypto::KeyProvider& keys,
                                      const std::filesystem::path& folder, const SegmentName& name);
  // First. `chunks` must outlive the writing.
  void Begin(const ChunkTable& chunks);
  // In ascending order of term; requires at least one posting.
  Result<void> AddTerm(std::string_view term, const TermPostings& postings);
  // Durable but for the names in the folder when it returns.
  Result<void> Finish();

 private:
  SegmentWriter() = default;

  std::unique_ptr<crypto::SealedWriter> postings_;
  std::unique_ptr<crypto::SealedWriter> positions_;
  std::uint64_t postings_size_ = 0;
  std::uint64_t positions_size_ = 0;
  const ChunkTable* chunks_ = nullptr;
  DictionaryWriter dictionary_;
  EncodedPostings encoded_;
};

}  // namespace wenyuan::index
