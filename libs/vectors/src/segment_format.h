#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "wenyuan/vectors/vector_index.h"

namespace wenyuan::vectors {

// docs/formats/vectors.md
inline constexpr std::string_view kSegmentMagic = "WYVECTOR";
inline constexpr std::uint32_t kSegmentVersion = 2;
inline constexpr std::size_t kTrailerBytes = 16;
inline constexpr std::string_view kShapeSection = "shape";
inline constexpr std::string_view kRowsSection = "rows";
inline constexpr std::string_view kPassagesSection = "passages";
inline constexpr std::string_view kListsSection = "lists";
inline constexpr std::string_view kSketchesSection = "sketches";

// Which segment or codebook of which index: in its file name, and sealed into the file so that none
// can stand in for another.
struct FileNumber {
  std::string index_id;
  std::uint64_t number = 0;

  [[nodiscard]] std::string SegmentFile() const { return std::to_string(number) + ".vec"; }
  [[nodiscard]] std::string SegmentContext() const {
    return "vectors " + index_id + " segment " + std::to_string(number);
  }
  [[nodiscard]] std::string CodebookFile() const { return std::to_string(number) + ".cen"; }
  [[nodiscard]] std::string CodebookContext() const {
    return "vectors " + index_id + " centroids " + std::to_string(number);
  }
};

// What kind of segment it is.
struct SegmentShape {
  std::uint32_t dimension = 0;
  Metric metric = Metric::kCosine;
  std::uint64_t codebook = 0;  // 0: rows without lists
  std::uint32_t fresh = 0;     // rows that the centroids were not made from
  std::uint32_t beyond = 0;    // those of them that lie farther out than 95 % of the old ones
};

}  // namespace wenyuan::vectors
