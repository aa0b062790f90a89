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

namespace wenyuan::vectors {

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
// Never changes. Any thread.
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
  [[nodiscard]] const Centroids& centroids() const { return centroids_; }
  [[nodiscard]] std::uint32_t lists() const {
    return static_cast<std::uint32_t>(centroids_.spread.size());
  }
  [[nodiscard]] const float* centroid(std::uint32_t list) const {
    return centroids_.lists.data() + std::size_t{list} * centroids_.dimension;
  }

  struct Nearest {
    std::uint32_t list = 0;
    float distance = 0;  // squared
  };
  [[nodiscard]] Nearest Assign(const float* vector) const;
  // For each list, how early a question should look into it: the higher, the earlier.
  [[nodiscard]] std::vector<float> Promise(const Query& query) const;

  void RemoveWhenUnused() const { obsolete_ = true; }

 private:
  Codebook(const Folder& folder, std::uint64_t number, const Space& space, Centroids centroids,
           std::uint64_t bytes);

  FileSystem& files_;
  const std::filesystem::path folder_;
  const FileNumber name_;
  const Metric metric_;
  const Centroids centroids_;
  const std::uint64_t bytes_;
  const RowCodec codec_;
  std::vector<float> half_upper_;  // half the squared length of each upper centroid
  std::vector<float> half_lists_;  // of each list's
  std::string rows_;               // the lists' centroids in int8, as rows without a base
  mutable std::atomic<bool> obsolete_ = false;
};

}  // namespace wenyuan::vectors
