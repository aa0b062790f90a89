#include "wenyuan/serving/testing/decoder_contract.h"

#include <algorithm>

namespace wenyuan::serving::testing {
namespace {

Token TextAt(std::uint32_t position) { return static_cast<Token>(3 + (position * 37 + 11) % 90); }

std::vector<BatchToken> Batch(Sequence sequence, std::uint32_t begin, std::uint32_t end) {
  std::vector<BatchToken> batch;
  for (std::uint32_t at = begin; at < end; ++at) {
    batch.push_back({TextAt(at), at, sequence, at + 1 == end});
  }
  return batch;
}

}  // namespace

DecoderContract::Row DecoderContract::Compute(Decoder& decoder, Sequence sequence,
                                              std::uint32_t begin, std::uint32_t end) {
  for (std::uint32_t at = begin; at < end; at += 32) {
    const auto done = decoder.Decode(Batch(sequence, at, std::min(at + 32, end)));
    if (!done) {
      ADD_FAILURE() << done.error().message;
      return {};
    }
  }
  const std::span<const float> logits = decoder.Logits(0);
  return {logits.begin(), logits.end()};
}

TEST_P(DecoderContract, SaysWhatItIs) {
  const DecoderInfo& info = decoder_->info();
  EXPECT_EQ(info.cells, 256U);
  EXPECT_GE(info.sequences, 4U);
  EXPECT_GE(info.batch_tokens, 64U);
  EXPECT_GE(info.vocabulary, 100U);
  EXPECT_FALSE(info.end_tokens.empty());
  EXPECT_FALSE(info.state_id.empty());
  EXPECT_EQ(info.state_id, GetParam().make()->info().state_id);
}

TEST_P(DecoderContract, GivesTheSameForTheSame) {
  const Row first = Compute(*decoder_, 0, 0, 50);
  EXPECT_EQ(first.size(), decoder_->info().vocabulary);
  EXPECT_EQ(first, Compute(*GetParam().make(), 1, 0, 50));
  EXPECT_NE(first, Compute(*GetParam().make(), 1, 0, 51));
}

TEST_P(DecoderContract, GivesTheSameWithMoreThreadsAndFewerAndWhenTheyChangeTwice) {
  const Row with_one = Compute(*GetParam().make(), 0, 0, 50);
  for (const std::uint32_t threads : {1U, 3U, 2U, 2U, 1U, 4U}) {
    SCOPED_TRACE(threads);
    decoder_->UseThreads(threads + 1);  // and never computed with
    decoder_->UseThreads(threads);
    const Row row = Compute(*decoder_, 0, 0, 50);
    ASSERT_EQ(row.size(), with_one.size());
    for (std::size_t i = 0; i < row.size(); ++i) EXPECT_NEAR(row[i], with_one[i], 1e-3);
    decoder_->Forget(0, 0, 50);
  }
}

TEST_P(DecoderContract, GivesTheRowsThatWereAskedForInTheirOrder) {
  const Row early = Compute(*GetParam().make(), 0, 0, 10);
  std::vector<BatchToken> batch = Batch(2, 0, 20);
  batch[9].output = true;
  ASSERT_TRUE(decoder_->Decode(batch));
  const std::span<const float> row = decoder_->Logits(0);
  const std::span<const float> last = decoder_->Logits(1);
  ASSERT_EQ(row.size(), early.size());
  // Rounding may depend on how many tokens are computed together.
  for (std::size_t i = 0; i < row.size(); ++i) EXPECT_NEAR(row[i], early[i], 1e-3);
  EXPECT_NE(early, Row(last.begin(), last.end()));
}

TEST_P(DecoderContract, ASharedPrefixServesAsOnesOwn) {
  const Row alone = Compute(*GetParam().make(), 0, 0, 100);
  Compute(*decoder_, 0, 0, 64);
  decoder_->Share(0, 3, 0, 64);
  EXPECT_EQ(alone, Compute(*decoder_, 3, 64, 100));
  decoder_->Forget(0, 0, 256);  // the cells stay, for the other
  decoder_->Share(3, 1, 0, 64);
  EXPECT_EQ(alone, Compute(*decoder_, 1, 64, 100));
}

TEST_P(DecoderContract, TakesNoCellsForWhatIsShared) {
  Compute(*decoder_, 0, 0, 192);
  decoder_->Share(0, 1, 0, 192);
  decoder_->Share(0, 2, 0, 192);
  Compute(*decoder_, 1, 192, 224);
  Compute(*decoder_, 2, 192, 224);
  const auto full = decoder_->Decode(Batch(1, 224, 225));
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, ErrorCode::kResourceExhausted);
}

TEST_P(DecoderContract, GoesOnAfterABatchForWhichThereWasNoRoom) {
  const Row alone = Compute(*GetParam().make(), 0, 0, 64);
  Compute(*decoder_, 0, 0, 224);
  ASSERT_FALSE(decoder_->Decode(Batch(1, 0, 64)));
  decoder_->Forget(0, 0, 256);
  EXPECT_EQ(alone, Compute(*decoder_, 1, 0, 64));
}

TEST_P(DecoderContract, ForgetsTheEndOfASequence) {
  const Row alone = Compute(*GetParam().make(), 0, 0, 64);
  Compute(*decoder_, 0, 0, 60);
  decoder_->Forget(0, 32, 60);
  EXPECT_EQ(alone, Compute(*decoder_, 0, 32, 64));
}

TEST_P(DecoderContract, RestoresWhatItSaved) {
  const Row alone = Compute(*GetParam().make(), 0, 0, 100);
  Compute(*decoder_, 0, 0, 64);
  const auto state = decoder_->Save(0);
  ASSERT_TRUE(state) << state.error().message;
  const auto other = GetParam().make();
  ASSERT_TRUE(other->Restore(2, *state));
  EXPECT_EQ(alone, Compute(*other, 2, 64, 100));
}

TEST_P(DecoderContract, RestoresSpansInTheOrderOfTheirPositions) {
  const Row alone = Compute(*GetParam().make(), 0, 0, 100);
  Compute(*decoder_, 0, 0, 64);
  decoder_->Share(0, 1, 0, 32);
  decoder_->Share(0, 2, 32, 64);
  const auto first = decoder_->Save(1);
  const auto second = decoder_->Save(2);
  ASSERT_TRUE(first && second);
  const auto other = GetParam().make();
  ASSERT_TRUE(other->Restore(1, *first));
  ASSERT_TRUE(other->Restore(2, *second));
  other->Share(1, 0, 0, 32);
  other->Share(2, 0, 32, 64);
  EXPECT_EQ(alone, Compute(*other, 0, 64, 100));
}

TEST_P(DecoderContract, RefusesAStateThatIsNoneAndHoldsNothingThen) {
  const Row alone = Compute(*GetParam().make(), 0, 0, 64);
  Compute(*decoder_, 0, 0, 64);
  std::string state = *decoder_->Save(0);
  for (const std::string& bad :
       {std::string(), std::string("nonsense"), state.substr(0, state.size() / 2), "x" + state}) {
    const auto restored = decoder_->Restore(1, bad);
    ASSERT_FALSE(restored);
    EXPECT_EQ(restored.error().code, ErrorCode::kCorruption);
  }
  EXPECT_EQ(alone, Compute(*decoder_, 1, 0, 64));
}

TEST_P(DecoderContract, RefusesABatchThatIsNoneOfIts) {
  const auto vocabulary = static_cast<Token>(decoder_->info().vocabulary);
  const auto sequences = static_cast<Sequence>(decoder_->info().sequences);
  for (const BatchToken& wrong : std::vector<BatchToken>{
           {vocabulary, 0, 0, true}, {-1, 0, 0, true}, {5, 0, sequences, true}, {5, 0, -1, true}}) {
    EXPECT_FALSE(decoder_->Decode({&wrong, 1}));
  }
  EXPECT_FALSE(decoder_->Decode({}));
}

TEST_P(DecoderContract, DoesNotKnowAnAdapterThatWasNotLoaded) {
  const AdapterUse unknown{"none of its", 1};
  const auto used = decoder_->UseAdapters({&unknown, 1});
  ASSERT_FALSE(used);
  EXPECT_EQ(used.error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(decoder_->UseAdapters({}));
}

}  // namespace wenyuan::serving::testing
