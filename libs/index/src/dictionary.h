#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/bytes.h"
#include "wenyuan/base/result.h"
#include "wenyuan/crypto/block_cache.h"

namespace wenyuan::index {

// Lists this short lie in the dictionary itself.
inline constexpr std::uint32_t kInlineFrequency = 2;

// Where a term's postings and positions are.
struct TermEntry {
  std::uint32_t document_frequency = 0;  // chunks of the segment that hold it, deleted ones too
  std::uint64_t postings_offset = 0;     // in the segment file, when longer than kInlineFrequency
  std::uint32_t postings_size = 0;
  std::uint64_t positions_offset = 0;  // in the positions file
  std::uint32_t positions_size = 0;
  std::string inline_postings;
};

// Collects the entries of one segment in ascending order of term.
class DictionaryWriter {
 public:
  void Add(std::string_view term, const TermEntry& entry);
  [[nodiscard]] std::uint64_t terms() const { return terms_; }
  // The blocks of terms, and the index of their first terms.
  [[nodiscard]] const std::string& blocks() const { return blocks_; }
  [[nodiscard]] std::string Index() const;

 private:
  std::uint64_t terms_ = 0;
  std::string blocks_;
  std::string index_;
  std::size_t block_begin_ = 0;
  std::string previous_;
};

// Reads the entries of one block in order.
class DictionaryBlock {
 public:
  explicit DictionaryBlock(std::string_view bytes);
  // Moves to the next term; false at the end and when the bytes make no sense (see ok()).
  bool Next();
  [[nodiscard]] const std::string& term() const { return term_; }
  [[nodiscard]] const TermEntry& entry() const { return entry_; }
  [[nodiscard]] bool ok() const { return bytes_.ok(); }

 private:
  ByteReader bytes_;
  std::string term_;
  TermEntry entry_;
};

// The terms of one segment: the first of each block in memory, the blocks in the file. Any thread.
class Dictionary {
 public:
  // `index` is what DictionaryWriter::Index() gave; the blocks begin at `offset` of the file.
  static Result<Dictionary> Open(std::string_view index, std::uint64_t offset);
  [[nodiscard]] Result<std::optional<TermEntry>> Find(const crypto::CachedFile& file,
                                                      std::string_view term) const;
  [[nodiscard]] std::size_t blocks() const { return begins_.size() - 1; }
  // The block in which `term` would stand.
  [[nodiscard]] std::size_t BlockBefore(std::string_view term) const;
  [[nodiscard]] Result<crypto::FileBytes> ReadBlock(const crypto::CachedFile& file,
                                                    std::size_t block) const;

 private:
  [[nodiscard]] std::string_view First(std::size_t block) const;

  std::uint64_t offset_ = 0;
  std::string first_terms_;                     // one behind the other
  std::vector<std::uint32_t> first_begins_{0};  // in first_terms_, and its end
  std::vector<std::uint64_t> begins_{0};        // of the blocks, and their end
};

}  // namespace wenyuan::index
