#include "wenyuan/gguf/facts.h"

#include <gtest/gtest.h>

#include <map>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/gguf/testing/toy_models.h"

namespace wenyuan::gguf {
namespace {

using testing::ToyOptions;
using testing::Writer;

ModelFacts FactsOf(const Writer& writer) {
  const wenyuan::testing::TemporaryFolder folder;
  const auto path = folder.path() / "toy.gguf";
  writer.Write(path);
  const Result<ModelFile> model = OpenModel(path);
  EXPECT_TRUE(model) << model.error().message;
  if (!model) return {};
  const Result<ModelFacts> facts = Describe(*model);
  EXPECT_TRUE(facts) << facts.error().message;
  return facts ? *facts : ModelFacts();
}

TEST(Describe, CountsADenseModel) {
  ToyOptions options;
  options.chat_template = "{{ '<|im_start|>' }}{{ '<|im_end|>' }}";
  const ModelFacts facts = FactsOf(testing::ToyQwen2(options));
  EXPECT_EQ(facts.architecture, "qwen2");
  EXPECT_EQ(facts.layers, 2U);
  EXPECT_EQ(facts.attention, AttentionKind::kGroup);
  EXPECT_EQ(facts.heads, 4U);
  EXPECT_EQ(facts.kv_heads, 2U);
  EXPECT_EQ(facts.key_length, 16U);
  EXPECT_EQ(facts.context, 512U);
  EXPECT_EQ(facts.active_parameters, facts.parameters);
  EXPECT_EQ(facts.weight_bytes, facts.parameters * 4);
  // Two layers, two heads, keys and values of 16.
  EXPECT_EQ(facts.KvBytesF16(), 2U * 2 * 2 * 16 * 2);
  EXPECT_EQ(facts.KvBytesQ8(), 2U * 2 * 2 * 16 * 34 / 32);
  EXPECT_FALSE(facts.window);
  ASSERT_TRUE(facts.tokenizer);
  EXPECT_EQ(facts.tokenizer->model, "gpt2");
  EXPECT_EQ(facts.tokenizer->pre, "qwen2");
  EXPECT_EQ(facts.tokenizer->chat_family, "ChatML");
  EXPECT_EQ(facts.tokenizer->template_bytes, options.chat_template.size());
  EXPECT_EQ(facts.parameters, 2U * (64 * 64 * 2 + 64 * 32 * 2 + 64 + 32 + 32 + 3 * 64 * 128 + 128) +
                                  64 + 2 * 64 * facts.tokenizer->size);
  // All but the embeddings is read for a token.
  EXPECT_EQ(facts.streamed_bytes, facts.weight_bytes - 4 * 64 * facts.tokenizer->size);
  std::map<std::string, std::string> special;
  for (const TokenFacts& token : facts.tokenizer->special) special[token.role] = token.text;
  EXPECT_EQ(special["eos"], "<|im_end|>");
  EXPECT_EQ(special["bos"], "<|endoftext|>");
}

TEST(Describe, CountsOnlyTheExpertsInUseAsActive) {
  ToyOptions options;
  options.layers = 3;
  const ModelFacts facts = FactsOf(testing::ToyDeepseek2(options));
  EXPECT_EQ(facts.attention, AttentionKind::kLatent);
  EXPECT_EQ(facts.latent_rank, 64U);
  EXPECT_EQ(facts.experts, 8U);
  EXPECT_EQ(facts.experts_used, 2U);
  EXPECT_EQ(facts.experts_shared, 1U);
  const std::uint64_t experts = 2U * 3 * 64 * 32 * 8;  // layers, matrices, sizes, experts
  EXPECT_EQ(facts.active_parameters, facts.parameters - experts + experts / 8 * 2);
  EXPECT_EQ(facts.expert_bytes, experts * 4);
  // One row of 64 + 32 for each layer, without values.
  EXPECT_EQ(facts.KvBytesF16(), 3U * (64 + 32) * 2);
  EXPECT_EQ(facts.tokenizer->chat_family, "DeepSeek");
}

TEST(Describe, NamesTheTypesOfEachClass) {
  ToyOptions options;
  options.type = TensorType::kQ8_0;
  const ModelFacts facts = FactsOf(testing::ToyDeepseek2(options));
  std::uint64_t values = 0;
  for (const ClassFacts& one : facts.classes) {
    values += one.values;
    ASSERT_EQ(one.types.size(), 1U);
    const bool plain =
        one.tensor_class == TensorClass::kNorms || one.tensor_class == TensorClass::kRouter;
    EXPECT_EQ(one.types[0].first->name, plain ? "F32" : "Q8_0") << Name(one.tensor_class);
  }
  EXPECT_EQ(values, facts.parameters);
}

TEST(Describe, SaysNothingThatAnEmbedderHasNot) {
  const ModelFacts facts = FactsOf(testing::ToyBert());
  EXPECT_EQ(facts.pooling, "mean");
  EXPECT_FALSE(facts.causal);
  EXPECT_FALSE(facts.KvBytesF16());
  EXPECT_EQ(facts.attention, AttentionKind::kMulti);
  EXPECT_FALSE(facts.tokenizer->has_template);
  EXPECT_EQ(facts.tokenizer->chat_family, "");
}

TEST(Describe, ReadsWindowsAndHeadsOfEachLayer) {
  Writer writer("gemma4");
  writer.Number("gemma4.block_count", 4).Number("gemma4.embedding_length", 64);
  writer.Number("gemma4.attention.head_count", 4);
  writer.Integers("gemma4.attention.head_count_kv", {4, 2, 4, 2});
  writer.Number("gemma4.attention.key_length", 16).Number("gemma4.attention.value_length", 16);
  writer.Number("gemma4.attention.sliding_window", 128);
  writer.Integers("gemma4.attention.sliding_window_pattern", {1, 1, 1, 0});
  const ModelFacts facts = FactsOf(writer);
  EXPECT_EQ(facts.attention, AttentionKind::kVaried);
  EXPECT_EQ(facts.kv_heads, std::nullopt);
  EXPECT_EQ(facts.window, 128U);
  EXPECT_EQ(facts.window_layers, 3U);
  EXPECT_EQ(facts.kv_values_per_token, (4U + 2 + 4 + 2) * 32);
}

TEST(Describe, GuessesNoFamilyWhereTwoFit) {
  Writer writer("llama");
  writer.Texts("tokenizer.ggml.tokens",
               {"<｜User｜>", "<｜Assistant｜>", "<|im_start|>", "<|im_end|>"});
  EXPECT_EQ(FactsOf(writer).tokenizer->chat_family, "");
  writer.Text("tokenizer.chat_template", "<｜User｜>{{ text }}<｜Assistant｜>");
  EXPECT_EQ(FactsOf(writer).tokenizer->chat_family, "DeepSeek");
}

TEST(Describe, CountsATiedOutputAsRead) {
  Writer writer("qwen2");
  writer.Tensor("token_embd.weight", {32, 4}, TensorType::kF32, std::string(512, '\0'));
  const ModelFacts facts = FactsOf(writer);
  EXPECT_EQ(facts.streamed_bytes, 512U);
  EXPECT_FALSE(facts.layers);
  EXPECT_FALSE(facts.KvBytesF16());
  EXPECT_EQ(facts.attention, AttentionKind::kNone);
}

TEST(ClassOf, KnowsNamesOfTheFamilies) {
  EXPECT_EQ(ClassOf("token_embd.weight"), TensorClass::kEmbeddings);
  EXPECT_EQ(ClassOf("output.weight"), TensorClass::kOutput);
  EXPECT_EQ(ClassOf("output_norm.weight"), TensorClass::kNorms);
  EXPECT_EQ(ClassOf("blk.3.attn_kv_a_norm.weight"), TensorClass::kNorms);
  EXPECT_EQ(ClassOf("blk.3.attn_kv_a_mqa.weight"), TensorClass::kAttention);
  EXPECT_EQ(ClassOf("blk.3.ffn_down_exps.weight"), TensorClass::kExperts);
  EXPECT_EQ(ClassOf("blk.3.ffn_gate_shexp.weight"), TensorClass::kSharedExperts);
  EXPECT_EQ(ClassOf("blk.3.ffn_gate_inp.weight"), TensorClass::kRouter);
  EXPECT_EQ(ClassOf("blk.3.ffn_gate.weight"), TensorClass::kFeedForward);
  EXPECT_EQ(ClassOf("blk.3.ssm_in.weight"), TensorClass::kOther);
}

}  // namespace
}  // namespace wenyuan::gguf
