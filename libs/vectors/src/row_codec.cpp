#include "row_codec.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace wenyuan::vectors {
namespace {

constexpr float kMostCode = 127;
constexpr float kSmallest = 1e-30F;  // the inverse of its steps is still a float

float ReadFloat(const char* at) {
  float value = 0;
  std::memcpy(&value, at, sizeof value);
  return value;
}

}  // namespace

void RowCodec::Encode(const Rest& rest, char* row) const {
  const float largest = rest.sums().largest;
  const float scale = largest < kSmallest ? 0 : largest / kMostCode;
  const float steps = scale > 0 ? 1 / scale : 0;
  auto* const codes = reinterpret_cast<std::uint8_t*>(row + kHead);
  const float squared =
      BestKernels().quantise(rest.numbers(), rest.base(), dimension_, steps, scale, codes);
  std::memset(codes + dimension_, 128, row_bytes() - kHead - dimension_);
  float norm = 1;
  if (metric_ == Metric::kL2) norm = squared;
  if (metric_ == Metric::kCosine) norm = 1 / std::sqrt(squared);
  std::memcpy(row, &scale, sizeof scale);
  std::memcpy(row + sizeof scale, &norm, sizeof norm);
}

void RowCodec::Decode(const char* row, const float* base, float* vector) const {
  const float length = metric_ == Metric::kCosine ? ReadFloat(row + sizeof(float)) : 1.0F;
  BestKernels().decode(reinterpret_cast<const std::uint8_t*>(row + kHead),
                       base == nullptr ? Zeros() : base, dimension_, ReadFloat(row), length,
                       vector);
}

double RowCodec::Dot(const RowQuery& query, const char* row) {
  const auto* const codes = reinterpret_cast<const std::uint8_t*>(row + kHead);
  const auto whole = static_cast<double>(BestKernels().dot_row(codes, query));
  return whole * query.scale * ReadFloat(row);
}

float RowCodec::Similarity(const Query& query, const char* row, double base_dot) const {
  const double norm = ReadFloat(row + sizeof(float));
  const double dot = base_dot + Dot(query.row, row);
  switch (metric_) {
    case Metric::kCosine:
      return static_cast<float>(dot * norm);
    case Metric::kL2:
      return static_cast<float>(std::min(0.0, 2 * dot - query.squared_length - norm));
    case Metric::kInnerProduct:
      break;
  }
  return static_cast<float>(dot);
}

}  // namespace wenyuan::vectors
