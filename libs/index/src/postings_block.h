#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "bit_packing.h"
#include "wenyuan/index/library_index.h"

namespace wenyuan::index {

using FieldWeights = std::array<float, kFields>;

// Up to 128 postings, their ordinals unpacked, their frequencies where they lie. Valid as long as
// the bytes they were read from.
class PostingsBlock {
 public:
  // `last` is the ordinal before; bodies have kUnpackPadding readable bytes behind. False when the
  // bytes make no sense.
  bool ReadFull(std::string_view body, std::uint32_t last);
  bool ReadTail(std::string_view body, std::uint32_t last, std::size_t count);

  [[nodiscard]] std::span<const std::uint32_t> ordinals() const {
    return {ordinals_.data(), size_};
  }
  // Whether a field of any of them holds the term.
  [[nodiscard]] bool Uses(std::size_t field) const {
    return fields_[field].width > 0 || fields_[field].base > 0;
  }
  [[nodiscard]] std::uint32_t Frequency(std::size_t field, std::size_t i) const {
    const FrequencyCode& code = fields_[field];
    if (is_tail_) return tail_[field][i];
    return code.width == 0 ? code.base : code.base + UnpackOne(code.packed, code.width, i);
  }
  [[nodiscard]] float Weighted(std::size_t i, const FieldWeights& weights) const {
    float sum = 0;
    for (std::size_t field = 0; field < kFields; ++field) {
      if (Uses(field)) sum += weights[field] * static_cast<float>(Frequency(field, i));
    }
    return sum;
  }
  // All of a field that is used.
  void Frequencies(std::size_t field, std::uint32_t* out) const;
  // All of them; `out` has room for kBlockPostings.
  void AllWeighted(const FieldWeights& weights, float* out) const;

 private:
  struct FrequencyCode {
    const char* packed = nullptr;
    unsigned width = 0;
    std::uint32_t base = 0;
  };

  std::size_t size_ = 0;
  bool is_tail_ = false;
  std::array<FrequencyCode, kFields> fields_{};  // of a tail: base 1 where used
  alignas(32) std::array<std::uint32_t, kBlockPostings> ordinals_;
  std::array<std::array<std::uint32_t, kBlockPostings>, kFields> tail_;
};

}  // namespace wenyuan::index
