#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "folder.h"
#include "query.h"
#include "row_codec.h"
#include "sketches.h"

namespace wenyuan::vectors {

// A list promises what lies so many root mean square distances from its centroid towards the
// question: loose lists hold what vague questions look for.
inline constexpr float kPromisedReach = 0.4F;

// What a codebook is made of. Centroids are rotated, as all vectors here are.
struct Centroids {
  std::uint32_t dimension = 0;
  std::vector<float> upper;               // row-major, the first level
  std::vector<std::uint32_t> first_list;  // of each upper centroid; one more: all lists
  std::vector<float> lists;               // row-major, grouped by upper centroid
  std::vector<float> spread;              // of each list: mean squared distance to its centroid
  float radius = 0;                       // 95 % of the vectors they were made from are as near
  std::uint64_t trained_rows = 0;         // open vectors there were then
};

// The lists of one library and space: made from open documents alone, in a sealed file of its own.
// A list's centroid is what its row of 8 bits decodes to, in memory as on disk. Never changes. Any
// thread.
class Codebook {
 public:
  static Result<void> Write(const Folder& folder, std::uint64_t number, const Space& space,
                            const Centroids& centroids);
  // kCorruption when it is damaged, not there, or of another space.
  static Result<std::shared_ptr<const Codebook>> Open(const Folder& folder, std::uint64_t number,
                                                      const Space& space);
  Codebook(const Codebook&) = delete;
  Codebook& operator=(const Codebook&) = delete;
  ~Codebook();

  [[nodiscard]] std::uint64_t number() const { return name_.number; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] std::size_t resident_bytes() const;
  [[nodiscard]] std::size_t dimension() const { return codec_.dimension(); }
  [[nodiscard]] std::uint32_t lists() const { return static_cast<std::uint32_t>(spread_.size()); }
  [[nodiscard]] float radius() const { return radius_; }
  [[nodiscard]] std::uint64_t trained_rows() const { return trained_rows_; }

  [[nodiscard]] std::uint32_t cells() const {
    return static_cast<std::uint32_t>(first_list_.size() - 1);
  }
  // Of a cell, the first level; row-major.
  [[nodiscard]] const std::vector<float>& upper() const { return upper_; }
  // The lists of a cell are first_list(cell) to first_list(cell + 1) - 1.
  [[nodiscard]] std::uint32_t first_list(std::uint32_t cell) const { return first_list_[cell]; }

  void Centroid(std::uint32_t list, float* centroid) const {
    codec_.Decode(Row(list), nullptr, centroid);
  }
  // <centroid, query>
  [[nodiscard]] double Dot(std::uint32_t list, const Query& query) const {
    return RowCodec::Dot(query.row, Row(list));
  }
  [[nodiscard]] const char* Row(std::uint32_t list) const {
    return rows_.data() + list * codec_.row_bytes();
  }
  // Asks the processor for the row of a list.
  void Prefetch(std::uint32_t list) const {
    constexpr std::size_t kLine = 64;
    for (std::size_t at = 0; at < codec_.row_bytes(); at += kLine) {
      __builtin_prefetch(Row(list) + at);
    }
  }
  [[nodiscard]] float squared_length(std::uint32_t list) const { return squared_lengths_[list]; }
  [[nodiscard]] float spread(std::uint32_t list) const { return spread_[list]; }
  // By cell: of each list a sketch of the centroid's difference to the cell's. What is estimated
  // with base <upper centroid, query> / |query| is the list's promise, see list_order.h.
  [[nodiscard]] const Sketches& sketches() const { return sketches_; }

  void RemoveWhenUnused() const { obsolete_ = true; }

 private:
  struct Parts;
  Codebook(const Folder& folder, std::uint64_t number, Parts parts);
  Result<void> Sketch();

  FileSystem& files_;
  const std::filesystem::path folder_;
  const FileNumber name_;
  const Metric metric_;
  const RowCodec codec_;
  const std::vector<float> upper_;
  const std::vector<std::uint32_t> first_list_;
  const std::vector<float> spread_;
  const std::string rows_;  // the centroids, as rows without a base
  const float radius_;
  const std::uint64_t trained_rows_;
  const std::uint64_t bytes_;
  std::vector<float> squared_lengths_;
  Sketches sketches_;
  mutable std::atomic<bool> obsolete_ = false;
};

}  // namespace wenyuan::vectors
