#include "record.h"

#include <cmath>
#include <cstring>

namespace wenyuan::vectors {

void RecordCodec::Encode(const float* vector, std::uint32_t list, char* record) const {
  const float* const centroid = codebook_ == nullptr ? nullptr : codebook_->centroid(list);
  rows_.Encode(vector, centroid, record);
  if (codebook_ != nullptr) Sketch(vector, centroid, record + row_bytes());
}

// With r = vector - centroid and s its signs, <r, q> is about f <s, q> + g, where f = |r|² / |r|₁
// and g = <r, c> - f <s, c> (RaBitQ, Gao and Long 2024; the centroid's part does not depend on the
// question, so it is added up here once).
void RecordCodec::Sketch(const float* vector, const float* centroid, char* sketch) const {
  double squared = 0;
  double absolute = 0;
  double along = 0;   // <r, c>
  double signs = 0;   // <s, c>
  double length = 0;  // |vector|²
  std::uint64_t word = 0;
  const std::size_t dimension = rows_.dimension();
  for (std::size_t i = 0; i < dimension; ++i) {
    const double rest = static_cast<double>(vector[i]) - centroid[i];
    squared += rest * rest;
    absolute += std::abs(rest);
    along += rest * centroid[i];
    signs += rest > 0 ? centroid[i] : -centroid[i];
    length += static_cast<double>(vector[i]) * vector[i];
    if (rest > 0) word |= std::uint64_t{1} << (i % 64);
    if (i % 64 == 63 || i + 1 == dimension) {
      std::memcpy(sketch + i / 64 * sizeof word, &word, sizeof word);
      word = 0;
    }
  }
  double factor = absolute > 0 ? squared / absolute : 0;
  double offset = along - factor * signs;
  if (metric_ == Metric::kL2) {  // similarity is 2 <vector, q> - |vector|² - |q|²
    factor *= 2;
    offset = 2 * offset - length;
  }
  const float tail[2] = {static_cast<float>(factor), static_cast<float>(offset)};
  std::memcpy(sketch + words() * sizeof word, tail, sizeof tail);
}

}  // namespace wenyuan::vectors
