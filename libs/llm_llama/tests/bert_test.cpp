// Our own code for 4-bit models of the architecture "bert", beside libllama's.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "bert/kernels.h"
#include "test_models.h"
#include "wenyuan/base/log.h"
#include "wenyuan/llm_llama/encoder.h"

namespace wenyuan::llm_llama {
namespace {

using Tokens = std::vector<std::int32_t>;

class Bert : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!HasBertKernels()) GTEST_SKIP() << "this processor has no AVX-512 with products of bytes";
    ours_ = LoadEncoder(Tiny("tiny-q4.gguf"), 1);
  }

  static std::vector<float> Encode(Encoder& encoder, const std::vector<Tokens>& texts) {
    std::vector<const Tokens*> batch;
    for (const Tokens& text : texts) batch.push_back(&text);
    const std::atomic<bool> stop = false;
    Result<std::vector<float>> rows = encoder.Encode(batch, stop);
    EXPECT_TRUE(rows) << rows.error().message;
    return rows ? *rows : std::vector<float>();
  }

  static Tokens Words(std::size_t count, std::mt19937& random) {
    Tokens words(count);
    for (std::int32_t& word : words) word = std::uniform_int_distribution<>(4, 80)(random);
    words.front() = 0;
    words.back() = 2;
    return words;
  }

  std::unique_ptr<Encoder> ours_;
};

TEST_F(Bert, IsUsedForOneThreadAndMatricesOfFourBits) {
  EXPECT_EQ(ours_->info().processor, "CPU avx512vnni");
  EXPECT_EQ(ours_->info().name, "tiny-q4");
  EXPECT_EQ(ours_->info().width, 64U);
  EXPECT_EQ(ours_->info().pooling, Pooling::kMean);
  EXPECT_NE(LoadEncoder(Tiny("tiny-q4.gguf"), 2)->info().processor, "CPU avx512vnni");
  EXPECT_NE(LoadEncoder(Tiny("tiny-embedder.gguf"), 1)->info().processor, "CPU avx512vnni");
  EXPECT_NE(LoadEncoder(Tiny("tiny-reranker.gguf"), 1)->info().processor, "CPU avx512vnni");
}

TEST_F(Bert, GivesTheVectorsOfTheLibrary) {
  const auto library = LoadEncoder(Tiny("tiny-q4.gguf"), 2);
  std::mt19937 random(7);
  for (const std::size_t length : {2U, 17U, 40U, 65U, 256U}) {
    const std::vector<Tokens> texts = {Words(length, random)};
    const std::vector<float> ours = Encode(*ours_, texts);
    const std::vector<float> theirs = Encode(*library, texts);
    double cosine = 0;
    for (std::size_t i = 0; i < ours.size(); ++i) cosine += double{ours[i]} * double{theirs[i]};
    EXPECT_GT(cosine, 0.9995) << length;
  }
}

TEST_F(Bert, GivesTheScoresOfTheLibrary) {
  const auto ours = LoadEncoder(Tiny("tiny-q4-reranker.gguf"), 1);
  const auto library = LoadEncoder(Tiny("tiny-q4-reranker.gguf"), 2);
  EXPECT_EQ(ours->info().processor, "CPU avx512vnni");
  EXPECT_EQ(ours->info().pooling, Pooling::kScore);
  EXPECT_EQ(ours->info().width, 1U);
  std::mt19937 random(9);
  const std::vector<Tokens> texts = {Words(3, random), Words(40, random), Words(17, random)};
  const std::vector<float> scores = Encode(*ours, texts);
  const std::vector<float> theirs = Encode(*library, texts);
  ASSERT_EQ(scores.size(), texts.size());
  for (std::size_t i = 0; i < scores.size(); ++i) EXPECT_NEAR(scores[i], theirs[i], 0.02) << i;
  EXPECT_EQ(Encode(*ours, {texts[1]}).front(), scores[1]);
}

TEST_F(Bert, LooksWhereTheLibraryLooks) {
  const auto ours = LoadEncoder(Tiny("tiny-q4-reranker.gguf"), 1);
  const auto library = LoadEncoder(Tiny("tiny-q4-reranker.gguf"), 2);
  const std::atomic<bool> stop = false;
  std::mt19937 random(11);
  for (const std::size_t length : {2U, 17U, 90U}) {
    const Tokens text = Words(length, random);
    const Result<Attended> here = ours->Attend(text, stop);
    const Result<Attended> there = library->Attend(text, stop);
    ASSERT_TRUE(here && there);
    ASSERT_EQ(here->weights.size(), length);
    for (std::size_t i = 0; i < length; ++i) {
      EXPECT_NEAR(here->weights[i], there->weights[i], 0.01 + 0.05 * there->weights[i]) << i;
    }
    EXPECT_NEAR(here->score, there->score, 0.02);
    EXPECT_EQ(here->score, Encode(*ours, {text}).front());
  }
}

TEST_F(Bert, CutsTextsAsTheLibraryDoes) {
  const auto library = LoadEncoder(Tiny("tiny-q4.gguf"), 2);
  for (const std::string text : {"query: a b c", "年假 15 天", "x", "a </s> b"}) {
    EXPECT_EQ(ours_->Tokenize(text)->tokens, library->Tokenize(text)->tokens) << text;
  }
}

TEST_F(Bert, GivesATextTheSameVectorToTheBitWhateverStandsBesideIt) {
  std::mt19937 random(8);
  const Tokens text = Words(21, random);
  const std::vector<float> alone = Encode(*ours_, {text});
  const std::vector<float> beside =
      Encode(*ours_, {Words(13, random), text, Words(40, random), Words(2, random)});
  EXPECT_EQ(alone, std::vector<float>(beside.begin() + 64, beside.begin() + 128));
}

TEST_F(Bert, RefusesABatchOfTheWrongSize) {
  const std::atomic<bool> stop = false;
  const Tokens none;
  const Tokens too_many(257, 5);
  const Tokens unknown = {0, 100'000, 2};
  for (const auto& texts :
       std::vector<std::vector<const Tokens*>>{{}, {&none}, {&too_many}, {&unknown}}) {
    EXPECT_FALSE(ours_->Encode(texts, stop));
  }
}

TEST_F(Bert, StopsWhenToldAndGoesOnAfterwards) {
  const Tokens text = {0, 5, 2};
  const Tokens* batch = &text;
  std::atomic<bool> stop = true;
  const Result<std::vector<float>> stopped = ours_->Encode(std::span(&batch, 1), stop);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
  stop = false;
  EXPECT_TRUE(ours_->Encode(std::span(&batch, 1), stop));
}

// Rows of a file: blocks of a scale of 1 (in half precision) and 4 bits for each number.
TEST_F(Bert, MultipliesRowsOfAnyNumberByFourBits) {
  constexpr std::size_t kInputs = 96;
  constexpr std::size_t kOutputs = 32;
  std::mt19937 random(9);
  std::vector<std::vector<int>> weights(kOutputs, std::vector<int>(kInputs));
  std::string file;
  for (std::vector<int>& row : weights) {
    for (int& weight : row) weight = std::uniform_int_distribution<>(-8, 7)(random);
    for (std::size_t block = 0; block < kInputs; block += kBlock) {
      file += std::string("\0\x3c", 2);
      for (std::size_t i = 0; i < kBlock / 2; ++i) {
        const int low = row[block + i] + 8;
        const int high = row[block + kBlock / 2 + i] + 8;
        file += static_cast<char>(low | high << 4);
      }
    }
  }
  PackedMatrix matrix(kInputs, kOutputs);
  matrix.Pack(0, file);
  std::vector<float> bias(kOutputs);
  for (std::size_t i = 0; i < kOutputs; ++i) bias[i] = static_cast<float>(i);
  for (std::size_t count = 1; count < 20; ++count) {
    std::vector<float> rows(count * kInputs);
    for (float& number : rows) {
      number = static_cast<float>(std::uniform_int_distribution<>(-126, 126)(random));
    }
    for (std::size_t i = 0; i < rows.size(); i += kBlock) rows[i] = 127;  // a scale of 1
    CodedRows coded;
    Code(rows.data(), count, kInputs, coded);
    std::vector<float> out(count * kOutputs);
    Multiply(matrix, coded, count, bias.data(), out.data());
    for (std::size_t row = 0; row < count; ++row) {
      for (std::size_t output = 0; output < kOutputs; ++output) {
        double expected = static_cast<double>(bias[output]);
        for (std::size_t i = 0; i < kInputs; ++i) {
          expected += double{rows[row * kInputs + i]} * weights[output][i];
        }
        ASSERT_EQ(double{out[row * kOutputs + output]}, expected) << count << " " << output;
      }
    }
  }
}

TEST_F(Bert, ComputesSmoothUnitsOfAnySize) {
  std::vector<float> numbers;
  for (int i = -1600; i < 1600; ++i) numbers.push_back(static_cast<float>(i) / 50);
  const std::vector<float> before = numbers;
  Gelu(numbers.data(), numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const double x = static_cast<double>(before[i]);
    const double inner = std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x);
    EXPECT_NEAR(numbers[i], 0.5 * x * (1 + std::tanh(inner)), 1e-6 * std::max(1.0, std::abs(x)));
  }
}

}  // namespace
}  // namespace wenyuan::llm_llama
