#pragma once

#include <array>
#include <cstdint>

namespace wenyuan::serving {

// What a step costs by its number of tokens, from the steps that were. On processors with matrix
// tiles it is a stair (16 tokens hardly dearer than 4, 17 much), which no formula knows. One
// thread.
class StepCosts {
 public:
  void Add(std::uint32_t tokens, double seconds);
  [[nodiscard]] bool Known() const { return known_; }
  // Between measured numbers by a line, beyond them in proportion. Requires Known().
  [[nodiscard]] double Seconds(std::uint32_t tokens) const;
  // What costs too much is not tried, so nobody would learn when it costs less by now: lets some of
  // what is known of this number go.
  void Doubt(std::uint32_t tokens);
  // The largest number of tokens, at most `most`, up to which steps take at most `seconds`, or the
  // least that was asked for. What cost too much is doubted.
  std::uint32_t TokensWithin(double seconds, std::uint32_t least, std::uint32_t most,
                             std::uint32_t multiple);

 private:
  static std::size_t Nearest(std::uint32_t tokens);

  // 63 and 64: between them attention on a processor takes another path.
  static constexpr std::array<std::uint32_t, 15> kSizes = {1,  2,  4,  8,   12,  16,  24, 32,
                                                           48, 63, 64, 128, 256, 384, 512};
  std::array<double, kSizes.size()> seconds_{};  // 0: not measured
  bool known_ = false;
};

}  // namespace wenyuan::serving
