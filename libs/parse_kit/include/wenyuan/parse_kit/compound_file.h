#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

struct CompoundEntry {
  std::string name;  // valid UTF-8
  bool storage = false;
  std::string class_id;  // 16 bytes as they stand in the file
  std::uint64_t size = 0;
  std::vector<std::size_t> children;  // of a storage
  std::uint32_t start = 0;            // first sector
};

// A compound file (OLE2) in memory that nobody trusts. Chains of sectors may loop, leave the file
// or share sectors: a stream is read as far as its chain makes sense, never further than its size,
// and all reads together give at most twice the bytes of the file. One thread at a time.
class CompoundFile {
 public:
  // `bytes` must outlive the object; `format` is for messages. kInvalidArgument when there is no
  // header or no directory.
  static Result<CompoundFile> Open(std::string_view bytes, std::string_view format);

  // Entry 0 is the root. Only what can be reached from it has a parent.
  [[nodiscard]] const std::vector<CompoundEntry>& Entries() const { return entries_; }
  // The child of a storage by name, whatever its case.
  [[nodiscard]] std::optional<std::size_t> Find(std::string_view name,
                                                std::size_t storage = 0) const;
  // As much of the stream as can be read. kTooLarge when streams share so many sectors that they
  // are larger than the file. Requires an index of Entries().
  Result<std::string> Read(std::size_t entry);
  // The stream of this name, empty when there is none.
  Result<std::string> ReadByName(std::string_view name, std::size_t storage = 0);
  // Some stream was cut because its chain or the file ends early.
  [[nodiscard]] bool Damaged() const { return damaged_; }

 private:
  CompoundFile(std::string_view bytes, std::string_view format) : bytes_(bytes), format_(format) {}

  [[nodiscard]] std::string_view Sector(std::uint32_t number) const;
  [[nodiscard]] std::string Chain(std::uint32_t start, std::uint64_t size) const;
  [[nodiscard]] std::string MiniChain(std::uint32_t start, std::uint64_t size) const;
  void LoadTable();
  void LoadDirectory(std::uint32_t start);
  void Link(const std::vector<std::uint32_t>& links);

  std::string_view bytes_;
  std::string format_;
  std::size_t sector_bytes_ = 512;
  std::uint64_t mini_below_ = 4096;  // smaller streams lie in the mini stream
  std::vector<std::uint32_t> next_;  // by sector
  std::vector<std::uint32_t> mini_next_;
  std::string mini_stream_;
  std::vector<CompoundEntry> entries_;
  std::uint64_t bytes_read_ = 0;
  bool damaged_ = false;
};

bool HasCompoundMagic(std::string_view bytes);

}  // namespace wenyuan::parse
