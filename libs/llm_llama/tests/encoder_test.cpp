#include "wenyuan/llm_llama/encoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "wenyuan/base/log.h"
#include "wenyuan/base/testing/temporary_folder.h"

namespace wenyuan::llm_llama {
namespace {

using Tokens = std::vector<std::int32_t>;

std::filesystem::path TinyModel(const std::string& name) {
  return std::filesystem::path(std::getenv("WENYUAN_BINARY_DIR")) / "tiny_models" / name;
}

std::string Bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::unique_ptr<Encoder> Load(const std::filesystem::path& path, EncoderOptions options = {}) {
  SetLogLevel(LogLevel::kError);
  options.model = path;
  Result<std::unique_ptr<Encoder>> encoder = LoadEncoder(options);
  if (!encoder) {
    ADD_FAILURE() << encoder.error().message;
    std::abort();
  }
  return *std::move(encoder);
}

ErrorCode FailureOf(const std::filesystem::path& path) {
  SetLogLevel(LogLevel(4));  // the library complains of these, as it should
  EncoderOptions options;
  options.model = path;
  const Result<std::unique_ptr<Encoder>> encoder = LoadEncoder(options);
  EXPECT_FALSE(encoder) << path;
  return encoder ? ErrorCode::kInternal : encoder.error().code;
}

std::vector<float> Encode(Encoder& encoder, const std::vector<std::string>& texts) {
  std::vector<Tokens> tokens;
  for (const std::string& text : texts) tokens.push_back(encoder.Tokenize(text)->tokens);
  std::vector<const Tokens*> batch;
  for (const Tokens& text : tokens) batch.push_back(&text);
  const std::atomic<bool> stop = false;
  Result<std::vector<float>> rows = encoder.Encode(batch, stop);
  EXPECT_TRUE(rows) << rows.error().message;
  return rows ? *rows : std::vector<float>();
}

double Cosine(std::span<const float> left, std::span<const float> right) {
  double sum = 0;
  for (std::size_t i = 0; i < left.size(); ++i) sum += double{left[i]} * double{right[i]};
  return sum;
}

TEST(Encoder, GivesAVectorOfLengthOneForEachText) {
  const auto encoder = Load(TinyModel("tiny-embedder.gguf"));
  EXPECT_EQ(encoder->info().name, "tiny-embedder");
  EXPECT_EQ(encoder->info().architecture, "bert");
  EXPECT_EQ(encoder->info().pooling, Pooling::kMean);
  EXPECT_TRUE(encoder->info().processor.starts_with("CPU"));
  ASSERT_EQ(encoder->info().width, 32U);
  const std::vector<float> rows = Encode(*encoder, {"年假", "hello world"});
  ASSERT_EQ(rows.size(), 64U);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto row = std::span(rows).subspan(i * 32, 32);
    EXPECT_NEAR(Cosine(row, row), 1, 1e-5);
  }
}

TEST(Encoder, GivesATextTheSameVectorWhateverStandsBesideIt) {
  const auto encoder = Load(TinyModel("tiny-embedder.gguf"));
  const std::vector<float> alone = Encode(*encoder, {"the port of the server"});
  const std::vector<float> beside =
      Encode(*encoder, {"年假", "the port of the server", "a b c d e f g h i j k"});
  EXPECT_NEAR(Cosine(alone, std::span(beside).subspan(32, 32)), 1, 1e-5);
  EXPECT_LT(Cosine(alone, std::span(beside).subspan(64, 32)), 0.999);
}

TEST(Encoder, PoolsAsTheFileSays) {
  const auto first = Load(TinyModel("tiny-cls.gguf"));
  const auto last = Load(TinyModel("tiny-last.gguf"));
  EXPECT_EQ(first->info().pooling, Pooling::kFirst);
  EXPECT_EQ(last->info().pooling, Pooling::kLast);
  EXPECT_EQ(Encode(*first, {"a b"}).size(), 32U);
  EXPECT_EQ(Encode(*last, {"a b"}).size(), 32U);
  EXPECT_EQ(Load(TinyModel("tiny-wide.gguf"))->info().width, 48U);
}

TEST(Encoder, CutsALongTextAndKeepsItsEndMark) {
  EncoderOptions options;
  options.max_tokens = 16;
  const auto encoder = Load(TinyModel("tiny-embedder.gguf"), options);
  const Result<TokenizedText> whole = encoder->Tokenize("a b c");
  const Result<TokenizedText> cut = encoder->Tokenize("a b c d e f g h i j k l m n o p q r s t");
  EXPECT_FALSE(whole->cut);
  EXPECT_TRUE(cut->cut);
  EXPECT_EQ(cut->tokens.size(), 16U);
  EXPECT_EQ(cut->tokens.front(), whole->tokens.front());
  EXPECT_EQ(cut->tokens.back(), whole->tokens.back());
}

TEST(Encoder, ReadsOnlyTheBeginningOfAMegabyte) {
  const auto encoder = Load(TinyModel("tiny-embedder.gguf"));
  std::string text;
  while (text.size() < (1U << 20U)) text += "年假 and more. ";
  const Result<TokenizedText> tokens = encoder->Tokenize(text);
  ASSERT_TRUE(tokens);
  EXPECT_TRUE(tokens->cut);
  EXPECT_EQ(tokens->tokens.size(), 256U);
  EXPECT_EQ(Encode(*encoder, {text}), Encode(*encoder, {text.substr(0, text.size() / 2)}));
}

TEST(Encoder, TakesNoMarkOfItsOwnFromAText) {
  const auto encoder = Load(TinyModel("tiny-embedder.gguf"));
  const Tokens tokens = encoder->Tokenize("a </s> b")->tokens;
  EXPECT_EQ(std::count(tokens.begin(), tokens.end(), tokens.back()), 1);
}

TEST(Encoder, ScoresAPassageForAQuestion) {
  EncoderOptions options;
  options.max_tokens = options.batch_tokens = 64;
  const auto encoder = Load(TinyModel("tiny-reranker.gguf"), options);
  EXPECT_EQ(encoder->info().pooling, Pooling::kScore);
  EXPECT_EQ(encoder->info().width, 1U);
  std::string long_text;
  for (int i = 0; i < 200; ++i) long_text += "x ";
  const Result<TokenizedText> pair = encoder->TokenizePair("port?", long_text);
  ASSERT_TRUE(pair);
  EXPECT_TRUE(pair->cut);
  EXPECT_EQ(pair->tokens.size(), 64U);
  EXPECT_EQ(encoder->TokenizePair(long_text, long_text)->tokens.size(), 64U);
  EXPECT_EQ(encoder->TokenizePair(long_text, "a")->tokens.size(), 64U);
  EXPECT_FALSE(encoder->TokenizePair("", "a"));
  const Tokens* batch = &pair->tokens;
  const std::atomic<bool> stop = false;
  const Result<std::vector<float>> score = encoder->Encode(std::span(&batch, 1), stop);
  ASSERT_TRUE(score);
  EXPECT_TRUE(std::isfinite(score->front()));
}

TEST(Encoder, RefusesABatchThatTheLibraryWouldDieOf) {
  const auto encoder = Load(TinyModel("tiny-embedder.gguf"));
  const std::atomic<bool> stop = false;
  const Tokens none;
  const Tokens too_many(257, 5);
  const Tokens unknown = {0, 100'000, 2};
  const Tokens negative = {0, -1, 2};
  const Tokens half(200, 5);
  for (const auto& texts : std::vector<std::vector<const Tokens*>>{
           {}, {&none}, {&too_many}, {&unknown}, {&negative}, {&half, &half}}) {
    EXPECT_FALSE(encoder->Encode(texts, stop));
  }
  const Tokens small = {0, 5, 2};
  EXPECT_FALSE(encoder->Encode(std::vector<const Tokens*>(33, &small), stop));
  EXPECT_TRUE(encoder->Encode(std::vector<const Tokens*>(32, &small), stop));
}

TEST(Encoder, StopsWhenToldAndGoesOnAfterwards) {
  const auto encoder = Load(TinyModel("tiny-embedder.gguf"));
  const Tokens text = encoder->Tokenize("a b c")->tokens;
  const Tokens* batch = &text;
  std::atomic<bool> stop = true;
  const Result<std::vector<float>> stopped = encoder->Encode(std::span(&batch, 1), stop);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
  stop = false;
  EXPECT_TRUE(encoder->Encode(std::span(&batch, 1), stop));
}

TEST(LoadEncoder, SaysWhatIsWrongWithAFile) {
  const wenyuan::testing::TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "model.gguf";
  EXPECT_EQ(FailureOf(path), ErrorCode::kNotFound);
  EXPECT_EQ(FailureOf(folder.path()), ErrorCode::kNotFound);
  const auto fails_with = [&](const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
    return FailureOf(path);
  };
  EXPECT_EQ(fails_with(""), ErrorCode::kCorruption);
  EXPECT_EQ(fails_with("PK\x03\x04 a zip file, say"), ErrorCode::kCorruption);
  const std::string whole = Bytes(TinyModel("tiny-embedder.gguf"));
  for (const std::size_t size : {4U, 20U, 30U, 1000U, 4000U, 100'000U}) {
    EXPECT_EQ(fails_with(whole.substr(0, size)), ErrorCode::kCorruption) << size;
  }
  EXPECT_EQ(fails_with(whole.substr(0, whole.size() - 64)), ErrorCode::kCorruption);
  EXPECT_EQ(FailureOf(TinyModel("no-pooling.gguf")), ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace wenyuan::llm_llama
