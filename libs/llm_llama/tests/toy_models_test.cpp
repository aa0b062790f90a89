// The toy models of libs/gguf/testing, run by the library that they are made for.
#include "wenyuan/gguf/testing/toy_models.h"

#include <gtest/gtest.h>
#include <llama.h>

#include <cmath>
#include <memory>
#include <string>

#include "library.h"
#include "wenyuan/base/log.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/gguf/model_file.h"
#include "wenyuan/llm_llama/encoder.h"

namespace wenyuan::llm_llama {
namespace {

using gguf::TensorType;
using gguf::testing::ToyOptions;
using gguf::testing::Writer;
using Tokens = std::vector<llama_token>;

TEST(TensorTypes, AreThoseOfTheLibrary) {
  std::size_t known = 0;
  for (std::uint32_t number = 0; number < GGML_TYPE_COUNT; ++number) {
    const auto type = static_cast<ggml_type>(number);
    const gguf::TensorTypeInfo* ours = gguf::FindTensorType(number);
    if (ours == nullptr) {
      EXPECT_TRUE(::ggml_blck_size(type) == 0 || type == GGML_TYPE_Q8_1 || type == GGML_TYPE_Q8_K)
          << number;
      continue;
    }
    ++known;
    EXPECT_EQ(ours->block_values, static_cast<std::uint32_t>(::ggml_blck_size(type))) << ours->name;
    EXPECT_EQ(ours->block_bytes, ::ggml_type_size(type)) << ours->name;
    EXPECT_EQ(ours, gguf::FindTensorType(::ggml_type_name(type)));
  }
  EXPECT_EQ(known, gguf::TensorTypes().size());
}

class ToyModels : public ::testing::Test {
 protected:
  void SetUp() override {
    SetLogLevel(LogLevel::kError);
    ASSERT_TRUE(OpenLibrary());
  }
  // Loads it as llm_llama does, checked first.
  void Load(const Writer& writer) {
    const std::filesystem::path path = folder_.path() / "toy.gguf";
    writer.Write(path);
    const Result<void> checked = gguf::CheckModel(path);
    ASSERT_TRUE(checked) << checked.error().message;
    model_.reset(::llama_model_load_from_file(path.c_str(), ::llama_model_default_params()));
    ASSERT_NE(model_, nullptr) << TakeComplaint();
    llama_context_params parameters = ::llama_context_default_params();
    parameters.n_ctx = 256;
    parameters.n_threads = parameters.n_threads_batch = 1;
    context_.reset(::llama_init_from_model(model_.get(), parameters));
    ASSERT_NE(context_, nullptr) << TakeComplaint();
  }
  [[nodiscard]] Tokens Tokenize(const std::string& text, bool special = true) const {
    Tokens tokens(text.size() + 8);
    const int count =
        ::llama_tokenize(Vocabulary(), text.data(), static_cast<int>(text.size()), tokens.data(),
                         static_cast<int>(tokens.size()), false, special);
    tokens.resize(static_cast<std::size_t>(std::max(count, 0)));
    return tokens;
  }
  [[nodiscard]] std::string Text(const Tokens& tokens) const {
    std::string text(tokens.size() * 32, '\0');
    const int size =
        ::llama_detokenize(Vocabulary(), tokens.data(), static_cast<int>(tokens.size()),
                           text.data(), static_cast<int>(text.size()), false, true);
    text.resize(static_cast<std::size_t>(std::max(size, 0)));
    return text;
  }
  // Goes on greedily after a text.
  [[nodiscard]] Tokens Continue(const std::string& text, int count) {
    Tokens pending = Tokenize(text);
    Tokens made;
    ::llama_memory_clear(::llama_get_memory(context_.get()), true);
    const int known = ::llama_vocab_n_tokens(Vocabulary());
    for (int i = 0; i < count; ++i) {
      const llama_batch batch =
          ::llama_batch_get_one(pending.data(), static_cast<int>(pending.size()));
      EXPECT_EQ(::llama_decode(context_.get(), batch), 0);
      const float* logits = ::llama_get_logits_ith(context_.get(), -1);
      llama_token best = 0;
      for (llama_token token = 0; token < known; ++token) {
        EXPECT_TRUE(std::isfinite(logits[token]));
        if (logits[token] > logits[best]) best = token;
      }
      made.push_back(best);
      pending = {best};
    }
    return made;
  }
  [[nodiscard]] const llama_vocab* Vocabulary() const {
    return ::llama_model_get_vocab(model_.get());
  }

  const wenyuan::testing::TemporaryFolder folder_;
  std::unique_ptr<llama_model, decltype(&::llama_model_free)> model_{nullptr, &::llama_model_free};
  std::unique_ptr<llama_context, decltype(&::llama_free)> context_{nullptr, &::llama_free};
};

TEST_F(ToyModels, LoadAndDecodeInEveryFormOfWeights) {
  for (const TensorType type : {TensorType::kF32, TensorType::kQ8_0, TensorType::kQ4_0}) {
    ToyOptions options;
    options.type = type;
    for (const Writer& writer :
         {gguf::testing::ToyQwen2(options), gguf::testing::ToyR1Qwen(options),
          gguf::testing::ToyLlama(options), gguf::testing::ToyDeepseek2(options)}) {
      ASSERT_NO_FATAL_FAILURE(Load(writer));
      const Tokens made = Continue("年假 of the 文渊", 8);
      EXPECT_EQ(made, Continue("年假 of the 文渊", 8));
      EXPECT_NE(made, Continue("a quite different text", 8));
    }
  }
}

TEST_F(ToyModels, GiveBackTheTextTheyTookApart) {
  for (const Writer& writer : {gguf::testing::ToyQwen2(), gguf::testing::ToyLlama()}) {
    ASSERT_NO_FATAL_FAILURE(Load(writer));
    const std::string text = "the staff, 员工的年假 🙂\n";
    EXPECT_NE(Text(Tokenize(text)).find(text), std::string::npos) << Text(Tokenize(text));
  }
}

TEST_F(ToyModels, KnowTheirSpecialTokens) {
  ASSERT_NO_FATAL_FAILURE(Load(gguf::testing::ToyR1Qwen()));
  EXPECT_EQ(Tokenize("<｜User｜>").size(), 1U);
  EXPECT_EQ(Tokenize("<think>").size(), 1U);
  EXPECT_EQ(Tokenize("</think>").size(), 1U);
  EXPECT_TRUE(::llama_vocab_is_eog(Vocabulary(), ::llama_vocab_eos(Vocabulary())));
  ASSERT_NO_FATAL_FAILURE(Load(gguf::testing::ToyQwen2()));
  EXPECT_EQ(Tokenize("<|im_start|>").size(), 1U);
  EXPECT_GT(Tokenize("<|im_start|>", false).size(), 1U);
  EXPECT_TRUE(::llama_vocab_is_eog(Vocabulary(), ::llama_vocab_eos(Vocabulary())));
}

TEST_F(ToyModels, IncludeAnEmbedder) {
  const std::filesystem::path path = folder_.path() / "bert.gguf";
  gguf::testing::ToyBert().Write(path);
  EncoderOptions options;
  options.model = path;
  const auto encoder = LoadEncoder(options);
  ASSERT_TRUE(encoder) << encoder.error().message;
  EXPECT_EQ((*encoder)->info().width, 64U);
  EXPECT_EQ((*encoder)->Tokenize("年假 ab")->tokens.size(), 6U);
}

}  // namespace
}  // namespace wenyuan::llm_llama
