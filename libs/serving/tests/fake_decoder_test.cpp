// The fake keeps the contract that real decoders keep, so what is tested with it holds for them.
#include "wenyuan/serving/testing/fake_decoder.h"

#include "wenyuan/serving/testing/decoder_contract.h"

namespace wenyuan::serving::testing {
namespace {

std::unique_ptr<Decoder> MakeFake() {
  DecoderInfo info = SmallDecoder();
  info.cells = 256;
  info.vocabulary = 128;
  auto fake = std::make_unique<FakeDecoder>(info);
  fake->may_be_full = true;
  return fake;
}

INSTANTIATE_TEST_SUITE_P(Fake, DecoderContract, ::testing::Values(DecoderKind{"Fake", MakeFake}),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace
}  // namespace wenyuan::serving::testing
