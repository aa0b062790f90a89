#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "wenyuan/serving/decoder.h"

namespace wenyuan::serving::testing {

struct DecoderKind {
  std::string name;  // shown in the names of the tests
  // Requires a new decoder of 256 cells, at least 4 sequences, 64 tokens of a batch, a vocabulary
  // of at least 100.
  std::function<std::unique_ptr<Decoder>()> make;

  friend void PrintTo(const DecoderKind& kind, std::ostream* out) { *out << kind.name; }
};

// What every decoder must do. An implementation runs all of it with
//   INSTANTIATE_TEST_SUITE_P(Llama, DecoderContract, ::testing::Values(DecoderKind{…}));
// in its own tests, and links wenyuan_serving_testing as a whole archive.
class DecoderContract : public ::testing::TestWithParam<DecoderKind> {
 protected:
  using Row = std::vector<float>;

  void SetUp() override { decoder_ = GetParam().make(); }

  // Tokens [begin, end) of a fixed text into a sequence, 32 at a time; the logits of the last.
  // Requires success.
  static Row Compute(Decoder& decoder, Sequence sequence, std::uint32_t begin, std::uint32_t end);

  std::unique_ptr<Decoder> decoder_;
};

}  // namespace wenyuan::serving::testing
