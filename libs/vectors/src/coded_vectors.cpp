#include "coded_vectors.h"

#include <array>
#include <cstring>
#include <limits>
#include <numeric>

#include "rest.h"
#include "row_codec.h"

namespace wenyuan::vectors {
namespace {

struct Coded {
  std::array<std::uint8_t, kMostDimension> codes;  // not cleared
  float scale;
  float squared_length;  // of what they decode to
};

void Code(const float* vector, std::size_t dimension, Coded& coded) {
  constexpr float kMostCode = 127;
  const Rest rest({vector, dimension}, nullptr);
  coded.scale = rest.sums().largest / kMostCode;
  const float steps = rest.sums().largest > 0 ? kMostCode / rest.sums().largest : 0;
  coded.squared_length = BestKernels().quantise(rest.numbers(), rest.base(), dimension, steps,
                                                coded.scale, coded.codes.data());
}

float ScaleOf(const char* row) {
  float scale = 0;
  std::memcpy(&scale, row, sizeof scale);
  return scale;
}

const std::uint8_t* CodesOf(const char* row) {
  return reinterpret_cast<const std::uint8_t*>(row + RowCodec::kHead);
}

}  // namespace

CodedVectors::CodedVectors(std::size_t dimension)
    : dimension_(dimension), padded_((dimension + 3) / 4 * 4) {}

void CodedVectors::Clear() {
  codes_.clear();
  sums_.clear();
  scales_.clear();
}

void CodedVectors::Add(const float* vector) {
  Coded coded;
  Code(vector, dimension_, coded);
  AddCodes(coded.codes.data(), coded.scale);
}

void CodedVectors::AddRow(const char* row) { AddCodes(CodesOf(row), ScaleOf(row)); }

void CodedVectors::AddCodes(const std::uint8_t* codes, float scale) {
  codes_.resize(codes_.size() + padded_);
  std::int8_t* const out = codes_.data() + codes_.size() - padded_;
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < dimension_; ++i) {
    out[i] = static_cast<std::int8_t>(codes[i] ^ 0x80U);
    sum += out[i];
  }
  sums_.push_back(sum);
  scales_.push_back(scale);
}

CodedCentroids::CodedCentroids(std::size_t dimension)
    : dimension_(dimension), quads_((dimension + 3) / 4) {}

void CodedCentroids::Reset(std::size_t count) {
  const std::size_t width = (count + kSides - 1) / kSides * kSides;
  codes_.resize(width * quads_ * 4);
  scales_.assign(width, 0);
  halves_.assign(width, std::numeric_limits<float>::infinity());
}

void CodedCentroids::Set(std::size_t at, const float* centroid) {
  Coded coded;
  Code(centroid, dimension_, coded);
  SetCodes(at, coded.codes.data(), coded.scale, coded.squared_length);
}

void CodedCentroids::SetRow(std::size_t at, const char* row, float squared_length) {
  SetCodes(at, CodesOf(row), ScaleOf(row), squared_length);
}

void CodedCentroids::SetCodes(std::size_t at, const std::uint8_t* codes, float scale,
                              float squared_length) {
  std::uint8_t* out = codes_.data() + (at / kSides * quads_ * kSides + at % kSides) * 4;
  const std::size_t whole = dimension_ / 4;
  for (std::size_t quad = 0; quad < whole; ++quad, out += kSides * 4) {
    std::memcpy(out, codes + quad * 4, 4);
  }
  std::memcpy(out, codes + whole * 4, dimension_ % 4);  // the vectors' codes there are 0
  scales_[at] = scale;
  halves_[at] = squared_length / 2;
}

SideBySide CodedCentroids::view() const {
  return {codes_.data(), scales_.data(), halves_.data(), halves_.size() / kSides, quads_};
}

}  // namespace wenyuan::vectors
