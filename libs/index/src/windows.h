#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chunk_table.h"
#include "kernels.h"
#include "postings.h"
#include "postings_list.h"
#include "wenyuan/index/library_index.h"

namespace wenyuan::index {

// Smaller segments are read whole.
inline constexpr std::uint32_t kLeastChunksForWindows = 4096;
// Terms that one chunk in so many holds have a largest impact for each window.
inline constexpr std::uint32_t kFrequentOneIn = 64;

// For which scoring the largest impacts of a segment were taken: k1, b, field weights, and what the
// passages of the segment are like.
struct ImpactBasis {
  ScoringOptions options;
  float average = 0;  // weighted length
  float shortest = 0;
  float longest = 0;
  std::array<bool, kFields> used{};  // fields that hold anything

  static ImpactBasis Of(const ChunkTable& chunks, const ScoringOptions& options);
  [[nodiscard]] float Constant() const { return options.k1 * (1 - options.b); }
  [[nodiscard]] float PerLength() const;
  // By how much the impacts must be multiplied to be bounds of another scoring; infinite when they
  // cannot be.
  [[nodiscard]] float Looseness(const ScoringOptions& asked, const Contribution& norm) const;
};

// Takes the largest impact of each window, as the terms of a segment come.
class WindowWriter {
 public:
  WindowWriter(const ChunkTable& chunks, const ScoringOptions& options);
  void Add(const TermPostings& postings, std::uint64_t postings_offset);
  // Nothing to write when there is none.
  [[nodiscard]] bool empty() const { return terms_ == 0; }
  [[nodiscard]] std::string Head() const;
  [[nodiscard]] const std::string& rows() const { return rows_; }

 private:
  std::vector<float> lengths_;  // weighted, by ordinal; empty when the segment is small
  ImpactBasis basis_;
  std::uint32_t least_frequency_ = 0;
  std::uint64_t terms_ = 0;
  std::uint64_t offset_before_ = 0;
  std::string offsets_;
  std::string rows_;
};

// What is kept in memory of a frequent term once it was asked for.
struct FrequentTerm {
  std::string maxima;  // a byte a window, padded to kGroupWindows
  BlockTable table;
  std::vector<std::uint32_t> blocks;  // the first that reaches each run of kRunChunks ordinals

  static constexpr std::uint32_t kRunChunks = 4096;
  [[nodiscard]] const std::uint8_t* bytes() const {
    return reinterpret_cast<const std::uint8_t*>(maxima.data());
  }
};

// The largest impacts of one segment. Any thread.
class WindowTable {
 public:
  // `head` is what WindowWriter::Head() gave; the rows begin at `rows_offset` of the file.
  static Result<std::unique_ptr<WindowTable>> Open(std::string_view head, std::uint64_t rows_offset,
                                                   std::uint64_t rows_size, std::uint32_t chunks);
  WindowTable(const WindowTable&) = delete;
  WindowTable& operator=(const WindowTable&) = delete;
  ~WindowTable();

  [[nodiscard]] const ImpactBasis& basis() const { return basis_; }
  // nullptr when the term is not frequent. Stays as long as the table does.
  [[nodiscard]] Result<const FrequentTerm*> Find(const Segment& segment,
                                                 const TermEntry& entry) const;

 private:
  WindowTable() = default;
  [[nodiscard]] Result<std::unique_ptr<FrequentTerm>> Load(const Segment& segment,
                                                           const TermEntry& entry,
                                                           std::size_t row) const;

  ImpactBasis basis_;
  std::uint32_t chunks_ = 0;
  std::uint64_t rows_offset_ = 0;
  std::vector<std::uint64_t> offsets_;  // of the terms' postings, ascending
  // Beside offsets_; owned.
  mutable std::unique_ptr<std::atomic<const FrequentTerm*>[]> terms_;
};

inline std::size_t WindowsOf(std::uint32_t chunks) {
  return (std::size_t{chunks} + kWindowChunks - 1) / kWindowChunks;
}

inline std::size_t PaddedWindows(std::uint32_t chunks) {
  return (WindowsOf(chunks) + kGroupWindows - 1) / kGroupWindows * kGroupWindows;
}

}  // namespace wenyuan::index
