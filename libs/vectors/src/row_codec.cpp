#include "row_codec.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace wenyuan::vectors {
namespace {

constexpr float kMostCode = 127;
constexpr float kSmallest = 1e-30F;  // the inverse of its steps is still a float

// To the nearest whole number, for what is near a code: a library call costs more than all else.
float Round(float value) {
  constexpr float kShift = 12'582'912;  // 1.5 · 2^23: behind it no bits of fractions are left
  return (value + kShift) - kShift;
}

float ReadFloat(const char* at) {
  float value = 0;
  std::memcpy(&value, at, sizeof value);
  return value;
}

}  // namespace

void RowCodec::Encode(const float* vector, const float* base, char* row) const {
  const auto origin = [&](std::size_t i) { return base == nullptr ? 0.0F : base[i]; };
  float largest = 0;
  for (std::size_t i = 0; i < dimension_; ++i) {
    largest = std::max(largest, std::abs(vector[i] - origin(i)));
  }
  const float scale = largest < kSmallest ? 0 : largest / kMostCode;
  const float steps = scale > 0 ? 1 / scale : 0;
  double squared = 0;
  auto* const codes = reinterpret_cast<std::uint8_t*>(row + kHead);
  for (std::size_t i = 0; i < dimension_; ++i) {
    const float code = std::clamp(Round((vector[i] - origin(i)) * steps), -kMostCode, kMostCode);
    codes[i] = static_cast<std::uint8_t>(static_cast<int>(code) + 128);
    const double decoded = static_cast<double>(origin(i)) + static_cast<double>(scale) * code;
    squared += decoded * decoded;
  }
  std::memset(codes + dimension_, 128, row_bytes() - kHead - dimension_);
  float norm = 1;
  if (metric_ == Metric::kL2) norm = static_cast<float>(squared);
  if (metric_ == Metric::kCosine) norm = static_cast<float>(1 / std::sqrt(squared));
  std::memcpy(row, &scale, sizeof scale);
  std::memcpy(row + sizeof scale, &norm, sizeof norm);
}

void RowCodec::Decode(const char* row, const float* base, float* vector) const {
  const float scale = ReadFloat(row);
  const float length = metric_ == Metric::kCosine ? ReadFloat(row + sizeof(float)) : 1.0F;
  const auto* const codes = reinterpret_cast<const std::uint8_t*>(row + kHead);
  for (std::size_t i = 0; i < dimension_; ++i) {
    const float origin = base == nullptr ? 0.0F : base[i];
    vector[i] = (origin + scale * static_cast<float>(codes[i] - 128)) * length;
  }
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
