#pragma once

#include <cmath>
#include <cstdint>

namespace wenyuan::index {

// Scores are summed as whole numbers of a unit that the query sets: the sum is then the same in
// whatever order the terms are read, so that every way of searching gives the same bits.
class ScoreScale {
 public:
  ScoreScale() = default;
  // `highest`: no score of the query is above.
  explicit ScoreScale(float highest) {
    if (!(highest > 0) || !std::isfinite(highest)) {
      score_ = 0;
      return;
    }
    int exponent = 0;
    std::frexp(highest, &exponent);
    units_ = std::ldexp(1.0F, kBits - exponent);
    score_ = std::ldexp(1.0F, exponent - kBits);
  }
  // Sums stay below 1 << kBits, rounding included.
  static constexpr int kBits = 30;
  // Sums that have one score, because it is rounded, are not further apart.
  static constexpr std::uint32_t kRounding = 1U << (kBits - 24);

  // How many units one point of score is: a power of two, so that nothing is lost.
  [[nodiscard]] float units() const { return units_; }
  [[nodiscard]] float Score(std::uint32_t units) const {
    return static_cast<float>(units) * score_;
  }
  // No sum below has this score, rounding of the score included.
  [[nodiscard]] std::uint32_t Least(float score) const {
    const float units = score * units_ - static_cast<float>(kRounding);
    return units > 0 ? static_cast<std::uint32_t>(units) : 0;
  }

 private:
  float units_ = 1;
  float score_ = 1;
};

}  // namespace wenyuan::index
