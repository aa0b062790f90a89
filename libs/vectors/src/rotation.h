#pragma once

#include <cstdint>
#include <vector>

namespace wenyuan::vectors {

// A fixed random rotation of a space: random signs, Hadamard transforms of its two ends and sums of
// its two halves in turn, d log d steps. It is the same for every library: it keeps all
// similarities and makes every direction alike, which sketches need and int8 likes. Any thread.
class Rotation {
 public:
  explicit Rotation(std::uint32_t dimension);
  void Apply(float* vector) const;

 private:
  std::size_t dimension_;
  std::size_t power_;         // the largest power of two in it
  std::vector<float> signs_;  // of each round, scaled so that lengths stay
};

}  // namespace wenyuan::vectors
