#include "wenyuan/gguf/testing/bad_files.h"

#include "bad_file_table.h"
#include "wenyuan/gguf/testing/raw_bytes.h"
#include "wenyuan/gguf/testing/toy_models.h"

namespace wenyuan::gguf::testing {
namespace {

void AddKeys(Table& table) {
  table.Add(
      "no architecture", [](RawFile& file) { file.with_architecture = false; },
      "does not say its architecture");
  for (const std::string& name : {std::string(), std::string("a b"), std::string("../../etc"),
                                  std::string(65, 'a'), std::string("模型")}) {
    table.Add(
        "architecture '" + name + "'",
        [&](RawFile& file) {
          file.with_architecture = false;
          file.Text("general.architecture", name);
        },
        "'general.architecture' must be a name");
  }
  table.Add(
      "architecture is a number",
      [](RawFile& file) {
        file.with_architecture = false;
        file.Number("general.architecture", 7);
      },
      "'general.architecture' must be a name");
  for (const std::uint32_t value : {0U, 513U, 0xFFFFFFFFU}) {
    table.Key("block_count", value, "'llama.block_count' must be a whole number from 1 to 512");
  }
  table.Add(
      "layers as a text", [](RawFile& file) { file.Text("llama.block_count", "2"); },
      "'llama.block_count' must be");
  table.Add(
      "negative layers", [](RawFile& file) { file.Entry("llama.block_count", 5, Raw(-1)); },
      "'llama.block_count' must be");
  table.Key("embedding_length", 0, "'llama.embedding_length' must be");
  table.Key("embedding_length", 0xFFFFFFFF, "'llama.embedding_length' must be");
  table.Key("context_length", 0, "'llama.context_length' must be");
  table.Key("vocab_size", 0xFFFFFFFF, "'llama.vocab_size' must be");
  table.Key("nextn_predict_layers", 513, "'llama.nextn_predict_layers' must be");
  table.Key("attention.head_count", 0x10001, "'llama.attention.head_count' must be");
  table.Key("attention.key_length", 0, "'llama.attention.key_length' must be");
  table.Key("pooling_type", 5, "'llama.pooling_type' must be");
  table.Key("expert_count", 1'025, "'llama.expert_count' must be");
  table.Key("expert_used_count", 1, "'llama.expert_used_count' must be");
  table.Key("expert_count", 8, "'llama.expert_used_count' must be at least 1");
}

void AddPairsOfKeys(Table& table) {
  const auto pair = [&](const std::string& left, std::uint32_t a, const std::string& right,
                        std::uint32_t b, const std::string& complaint) {
    table.Add(
        left + " " + std::to_string(a) + ", " + right + " " + std::to_string(b),
        [&](RawFile& file) { file.Number("llama." + left, a).Number("llama." + right, b); },
        complaint);
  };
  pair("attention.head_count", 8, "attention.head_count_kv", 3, "must be a divisor");
  pair("attention.head_count", 2, "attention.head_count_kv", 4, "must be a divisor");
  pair("expert_count", 8, "expert_used_count", 9, "'llama.expert_used_count' must be");
  pair("expert_count", 8, "expert_used_count", 0, "must be at least 1");
  pair("block_count", 2, "nextn_predict_layers", 3, "'llama.nextn_predict_layers' must be");
  pair("block_count", 2, "leading_dense_block_count", 3, "'llama.leading_dense_block_count' must");
  pair("rope.dimension_count", 64, "attention.key_length_mla", 64, "less than the length of a key");
  const auto groups = [&](std::uint32_t count, std::uint32_t used, const std::string& complaint) {
    table.Add(
        std::to_string(used) + " of " + std::to_string(count) + " groups of experts",
        [&](RawFile& file) {
          file.Number("llama.expert_count", 8).Number("llama.expert_used_count", 2);
          file.Number("llama.expert_group_count", count);
          file.Number("llama.expert_group_used_count", used);
        },
        complaint);
  };
  groups(3, 1, "'llama.expert_group_count' must be a divisor");
  groups(8, 1, "'llama.expert_group_count' must be a divisor");
  groups(9, 1, "'llama.expert_group_count' must be");
  groups(4, 0, "'llama.expert_group_used_count' must be");
  groups(4, 4, "'llama.expert_group_used_count' must be");
  table.Add(
      "heads for another number of layers",
      [](RawFile& file) {
        file.Number("llama.block_count", 2);
        file.List("llama.attention.head_count", 5, 3, Raw(4) + Raw(4) + Raw(4));
      },
      "'llama.attention.head_count' must be");
  table.Add(
      "negative heads of a layer",
      [](RawFile& file) { file.List("llama.attention.head_count_kv", 5, 1, Raw(-4)); },
      "'llama.attention.head_count_kv' must be");
  table.Add(
      "a rope of no kind",
      [](RawFile& file) { file.Text("llama.rope.scaling.type", "unspecified"); },
      "'llama.rope.scaling.type' must be");
}

void AddVocabularies(Table& table) {
  const std::string two = RawText("a") + RawText("b");
  const auto vocabulary = [&](const std::string& name, const std::function<void(RawFile&)>& spoil,
                              const std::string& complaint) {
    table.Add(
        name,
        [&](RawFile& file) {
          file.List("tokenizer.ggml.tokens", 8, 2, two);
          spoil(file);
        },
        complaint);
  };
  table.Add(
      "a token twice",
      [&](RawFile& file) { file.List("tokenizer.ggml.tokens", 8, 3, two + RawText("a")); },
      "'tokenizer.ggml.tokens': token 2 ('a') is there twice");
  table.Add(
      "tokens are numbers",
      [](RawFile& file) { file.List("tokenizer.ggml.tokens", 4, 1, Raw(1U)); },
      "'tokenizer.ggml.tokens' must be a list of texts");
  table.Add(
      "tokens are one text", [](RawFile& file) { file.Text("tokenizer.ggml.tokens", "a"); },
      "'tokenizer.ggml.tokens' must be a list of texts");
  table.Add(
      "four million tokens",
      [](RawFile& file) { file.List("tokenizer.ggml.tokens", 8, 1U << 22U, ""); },
      "it has more than");
  vocabulary(
      "too few scores", [](RawFile& file) { file.List("tokenizer.ggml.scores", 6, 1, Raw(1.0F)); },
      "'tokenizer.ggml.scores' must be");
  vocabulary(
      "scores are texts", [&](RawFile& file) { file.List("tokenizer.ggml.scores", 8, 2, two); },
      "'tokenizer.ggml.scores' must be");
  vocabulary(
      "scores are one number", [](RawFile& file) { file.Number("tokenizer.ggml.scores", 1); },
      "'tokenizer.ggml.scores' must be");
  vocabulary(
      "too few kinds", [](RawFile& file) { file.List("tokenizer.ggml.token_type", 5, 1, Raw(1)); },
      "'tokenizer.ggml.token_type' must be");
  vocabulary(
      "kinds of eight bits",
      [](RawFile& file) { file.List("tokenizer.ggml.token_type", 1, 2, "\1\1"); },
      "'tokenizer.ggml.token_type' must be");
  vocabulary(
      "merges are numbers",
      [](RawFile& file) { file.List("tokenizer.ggml.merges", 4, 1, Raw(1U)); },
      "'tokenizer.ggml.merges' must be a list of texts");
  vocabulary(
      "the tokenizer's model is a number",
      [](RawFile& file) { file.Number("tokenizer.ggml.model", 1); },
      "'tokenizer.ggml.model' must be a text");
}

void AddTruncations(Table& table) {
  const std::string whole = testing::ToyLlama().Bytes();
  for (const std::size_t size : {5UL, 23UL, 24UL, 40UL, 80UL, 500UL, 2'000UL, 5'000UL,
                                 whole.size() / 2, whole.size() - 33}) {
    table.Add("cut after " + std::to_string(size), whole.substr(0, size),
              size < 6'000 ? "ends too early" : "beyond the end of the file");
  }
}

}  // namespace

void AddBadContents(Table& table) {
  AddKeys(table);
  AddPairsOfKeys(table);
  AddVocabularies(table);
  AddTruncations(table);
}

std::vector<BadFile> BadFiles() {
  Table table;
  AddBadForms(table);
  AddBadContents(table);
  return std::move(table).files();
}

}  // namespace wenyuan::gguf::testing
