#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "row_codec.h"

namespace wenyuan::vectors {

// Vectors that centroids are made from, in 8 bits a number.
class SampleSet {
 public:
  explicit SampleSet(std::uint32_t dimension) : codec_({"", dimension, Metric::kInnerProduct}) {}

  [[nodiscard]] std::size_t dimension() const { return codec_.dimension(); }
  [[nodiscard]] std::size_t sample_bytes() const { return codec_.row_bytes(); }
  [[nodiscard]] std::size_t size() const { return rows_.size() / codec_.row_bytes(); }
  void Reserve(std::size_t samples) { rows_.reserve(samples * codec_.row_bytes()); }
  void Add(const float* vector) {
    rows_.resize(rows_.size() + codec_.row_bytes());
    codec_.Encode(vector, nullptr, rows_.data() + rows_.size() - codec_.row_bytes());
  }
  [[nodiscard]] const char* Row(std::size_t sample) const {
    return rows_.data() + sample * codec_.row_bytes();
  }
  void Decode(std::size_t sample, float* vector) const {
    codec_.Decode(Row(sample), nullptr, vector);
  }
  // Adds a sample to a sum.
  void AddTo(std::size_t sample, float* sum) const { codec_.Decode(Row(sample), sum, sum); }

 private:
  RowCodec codec_;
  std::string rows_;
};

}  // namespace wenyuan::vectors
