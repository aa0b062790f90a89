#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "chunk_table.h"
#include "kernels.h"
#include "postings_list.h"
#include "wenyuan/index/library_index.h"

namespace wenyuan::index {

// Smaller segments are read whole.
inline constexpr std::uint32_t kLeastChunksForWindows = 4096;
// Terms that one chunk in so many holds have a largest impact for each window.
inline constexpr std::uint32_t kFrequentOneIn = 96;

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

// What is kept in memory of a frequent term once it was asked for.
struct FrequentTerm {
  // Of each window the largest 255 · tf / (tf + K), rounded up; padded to kGroupWindows.
  std::vector<std::uint8_t> maxima;
  BlockTable table;
  std::vector<std::uint32_t> blocks;  // the first that reaches each run of kRunChunks ordinals

  static constexpr std::uint32_t kRunChunks = 4096;
};

// The length of a chunk in one byte, rounded down.
struct LengthCodes {
  std::vector<std::uint8_t> of_chunk;  // kCodePadding more than there are chunks
  std::array<float, 256> lengths{};
};

// How much the terms of one segment can bring under one scoring. The largest impacts of a frequent
// term are taken when it is first asked for: reading its postings once costs less than keeping them
// on disk for terms that nobody asks. Any thread.
class SegmentImpacts {
 public:
  SegmentImpacts(const ChunkTable& chunks, const ScoringOptions& options);

  [[nodiscard]] const ImpactBasis& basis() const { return basis_; }
  // Weighted, by ordinal.
  [[nodiscard]] const std::vector<float>& lengths() const { return lengths_; }
  [[nodiscard]] const LengthCodes& codes() const { return codes_; }
  [[nodiscard]] bool HasWindows() const { return lengths_.size() >= kLeastChunksForWindows; }
  // nullptr when the term is not frequent. Stays as long as these impacts do.
  [[nodiscard]] Result<const FrequentTerm*> Find(const Segment& segment,
                                                 const TermEntry& entry) const;

 private:
  void MakeCodes();
  [[nodiscard]] Result<std::unique_ptr<const FrequentTerm>> Take(const Segment& segment,
                                                                 const TermEntry& entry) const;
  Result<void> TakeMaxima(PostingsList& list, std::vector<std::uint8_t>& maxima) const;

  const ImpactBasis basis_;
  const std::vector<float> lengths_;
  const std::uint32_t least_frequency_;
  LengthCodes codes_;  // constant after construction
  mutable std::shared_mutex mutex_;
  // By offset of the term's postings.
  mutable std::unordered_map<std::uint64_t, std::unique_ptr<const FrequentTerm>> terms_;  // mutex_
};

inline std::size_t WindowsOf(std::uint32_t chunks) {
  return (std::size_t{chunks} + kWindowChunks - 1) / kWindowChunks;
}

inline std::size_t PaddedWindows(std::uint32_t chunks) {
  return (WindowsOf(chunks) + kGroupWindows - 1) / kGroupWindows * kGroupWindows;
}

}  // namespace wenyuan::index
