#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "window_search.h"

namespace wenyuan::index {

// Scores the windows that a WindowSearch left, where they are too many to be visited one by one: a
// tile of windows after the other, in it the rare terms, then term by term the heaviest first.
// After each term only those chunks stay that can still reach the threshold, so that of the most
// frequent terms, which weigh least and have most of the postings, little is scored. Keeps its
// memory from query to query. One thread.
class TileSweep {
 public:
  // Reorders `frequent`. `least()` and offer(window, sums, which) as in WindowSearch::Run; `which`
  // has a bit for each chunk that may reach the sum.
  template <typename Least, typename Offer>
  Result<void> Run(const WindowSearch& left, std::vector<QueryList>& frequent, const Least& least,
                   const Offer& offer) {
    Begin(left, frequent);
    for (std::size_t window = left.begin(); window < left.end(); window += kTileWindows) {
      if (!BeginTile(window, least())) continue;
      WY_CHECK(SumTile(frequent));
      for (std::size_t word = 0; word < words_; ++word) {
        for (std::uint32_t half = 0; half < 2; ++half) {
          const auto which = static_cast<std::uint32_t>(live_[word] >> (32 * half));
          if (which == 0) continue;
          const std::size_t place = 2 * word + half;
          offer(static_cast<std::uint32_t>(window + place), sums_.data() + place * kWindowChunks,
                which);
        }
      }
    }
    return {};
  }

 private:
  // A multiple of kGroupWindows; its sums and the lengths of its chunks stay in the nearest caches.
  static constexpr std::size_t kTileWindows = 256;
  static constexpr std::uint32_t kTileChunks = kTileWindows * kWindowChunks;

  void Begin(const WindowSearch& left, std::vector<QueryList>& frequent);
  // False when nothing of the tile can reach the threshold.
  bool BeginTile(std::size_t window, std::uint32_t threshold);
  Result<void> SumTile(std::vector<QueryList>& frequent);
  void AddRare();
  // Keeps what can reach the threshold with what the terms from `next` on may bring; false when
  // that is nothing.
  bool Narrow(const std::vector<QueryList>& frequent, std::size_t next);
  Result<void> AddFrequent(QueryList& term);
  void AddBlock(const PostingsBlock& block, const Contribution& contribution, std::size_t from,
                std::size_t to);
  [[nodiscard]] bool AnyLive(std::uint32_t begin, std::uint32_t end) const;

  const WindowSearch* left_ = nullptr;
  std::uint32_t dear_ = 0;  // how many chunks hold a term that is
  // By rare term: its next posting.
  std::vector<std::size_t> rare_;
  // Of the tile.
  std::size_t window_ = 0;
  std::size_t words_ = 0;  // of two windows
  std::uint32_t first_ = 0;
  std::uint32_t end_ = 0;
  std::uint32_t threshold_ = 0;
  std::uint32_t live_chunks_ = 0;
  std::array<std::uint64_t, kTileWindows / 2> live_{};
  alignas(64) std::array<std::uint16_t, kTileWindows> rests_{};
  alignas(64) std::array<std::uint32_t, kTileChunks> sums_{};
};

}  // namespace wenyuan::index
