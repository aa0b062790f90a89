#include "wenyuan/llm_llama/text_model.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "fingerprint.h"
#include "test_models.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/serving/testing/decoder_contract.h"

namespace wenyuan::llm_llama {
namespace {

using serving::AdapterUse;
using serving::BatchToken;
using serving::Token;

DecoderOptions SmallDecoder() {
  DecoderOptions options;
  options.cells = 256;
  options.sequences = 8;
  options.batch_tokens = 64;
  return options;
}

// What is written after `text` when each token is the one that the sampler chooses.
std::string Write(const TextModel& model, const std::string& text, int tokens,
                  const SamplingOptions& sampling = {}) {
  const auto decoder = *model.MakeDecoder(SmallDecoder());
  const auto sampler = model.MakeSampler(sampling);
  if (!sampler) return sampler.error().message;
  const std::vector<Token> prompt = *model.Tokenize(text, true, true);
  std::vector<BatchToken> batch;
  for (const Token token : prompt) {
    batch.push_back({token, static_cast<std::uint32_t>(batch.size()), 0, false});
  }
  std::string written;
  for (auto position = static_cast<std::uint32_t>(prompt.size()); tokens > 0; --tokens) {
    batch.back().output = true;
    EXPECT_TRUE(decoder->Decode(batch));
    const Token token = (*sampler)->Sample(decoder->Logits(0));
    const auto& ends = decoder->info().end_tokens;
    if (std::find(ends.begin(), ends.end(), token) != ends.end()) break;
    written += model.Piece(token);
    batch = {{token, position++, 0, true}};
  }
  return written;
}

ErrorCode FailureOf(const TextModelOptions& options) {
  SetLogLevel(LogLevel(4));  // the library complains of these, as it should
  const auto model = LoadTextModel(options);
  EXPECT_FALSE(model) << options.model;
  return model ? ErrorCode::kInternal : model.error().code;
}

ErrorCode FailureOf(const std::filesystem::path& file) {
  TextModelOptions options;
  options.model = file;
  return FailureOf(options);
}

// As llama2.c's makers have it, at temperature 0 from nothing.
TEST(TextModel, WritesThePublishedTextOfStories260K) {
  EXPECT_EQ(Write(*Load(Stories()), "", 80),
            " Once upon a time, there was a little girl named Lily. She loved to play outside in "
            "the park. One day, she saw a big, red ball. She wanted to play with it, but it was "
            "too high.\nLily's mom said, \"Lily, let's go to");
}

TEST(TextModel, SaysWhatItIs) {
  const auto model = Load(Stories());
  const TextModelInfo& info = model->info();
  EXPECT_EQ(info.architecture, "llama");
  EXPECT_EQ(info.context_tokens, 128U);
  EXPECT_EQ(info.vocabulary, 512U);
  EXPECT_FALSE(info.has_template);
  EXPECT_TRUE(info.processor.starts_with("CPU")) << info.processor;
  EXPECT_GT(info.parameters, 250'000U);
  EXPECT_GT(info.bytes, 1'000'000U);
  EXPECT_TRUE(Load(Tiny("tiny-writer-chatml.gguf"))->info().has_template);
}

TEST(TextModel, TakesSpecialWordsForTokensOnlyWhenAsked) {
  const auto model = Load(Tiny("tiny-writer-chatml.gguf"));
  const auto special = *model->Tokenize("<|im_end|>", true, false);
  ASSERT_EQ(special.size(), 1U);
  EXPECT_EQ(model->Piece(special[0]), "");
  EXPECT_EQ(model->Piece(special[0], true), "<|im_end|>");
  EXPECT_GT(model->Tokenize("<|im_end|>", false, false)->size(), 5U);
  EXPECT_EQ(model->Tokenize("a", true, true)->size(), 2U);
  EXPECT_EQ(model->Piece((*model->Tokenize("<think>", true, false))[0]), "<think>");
  EXPECT_EQ(model->Piece(-1), "");
  EXPECT_EQ(model->Piece(1 << 30), "");
}

TEST(TextModel, GivesTheBytesOfACharacterOneByOne) {
  const auto model = Load(Stories());
  std::string text;
  const std::vector<Token> tokens = *model->Tokenize("文渊", false, false);
  for (const Token token : tokens) {
    EXPECT_LE(model->Piece(token).size(), 1U);
    text += model->Piece(token);
  }
  EXPECT_EQ(text.substr(text.find_first_not_of(' ')), "文渊");
}

TEST(TextModel, RefusesWhatItCannotServe) {
  EXPECT_EQ(FailureOf(std::filesystem::path("nowhere.gguf")), ErrorCode::kNotFound);
  EXPECT_EQ(FailureOf(std::filesystem::path("CMakeLists.txt")), ErrorCode::kCorruption);
  EXPECT_EQ(FailureOf(Tiny("tiny-embedder.gguf")), ErrorCode::kUnsupported);
  EXPECT_EQ(FailureOf(Tiny("tiny-reranker.gguf")), ErrorCode::kUnsupported);
  EXPECT_EQ(FailureOf(Tiny("tiny-adapter.gguf")), ErrorCode::kUnsupported);
}

TEST(TextModel, RefusesAFileThatWasCut) {
  const testing::TemporaryFolder folder;
  std::ifstream whole(Stories(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(whole), {}};
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{100}, bytes.size() / 2, bytes.size() - 1}) {
    const auto cut = folder.path() / "cut.gguf";
    std::ofstream(cut, std::ios::binary) << bytes.substr(0, size);
    const ErrorCode code = FailureOf(cut);
    EXPECT_TRUE(code == ErrorCode::kCorruption || code == ErrorCode::kUnsupported) << size;
  }
}

TEST(TextModel, StopsLoadingWhenItIsToldTo) {
  TextModelOptions options;
  options.model = Stories();
  options.progress = [](float) { return false; };
  EXPECT_EQ(FailureOf(options), ErrorCode::kCancelled);
}

TEST(TextModel, SaysThatRpcIsNotInstalledOrDoesNotAnswer) {
  TextModelOptions options;
  options.model = Stories();
  for (const char* server : {"127.0.0.1:1", "no-such-host.invalid:50052"}) {
    options.rpc_servers = {server};
    const ErrorCode code = FailureOf(options);
    EXPECT_TRUE(code == ErrorCode::kUnsupported || code == ErrorCode::kUnavailable) << server;
  }
  for (const char* server : {"127.0.0.1", ":1", "127.0.0.1:0", "127.0.0.1:70000", "h:1x"}) {
    options.rpc_servers = {server};
    EXPECT_EQ(FailureOf(options), ErrorCode::kInvalidArgument) << server;
  }
}

TEST(TextModel, MakesADecoderOfMoreSequencesThanRows) {
  DecoderOptions options;
  options.cells = 256;
  const auto model = Load(Stories());
  const auto decoder = *model->MakeDecoder(options);
  const BatchToken token{1, 0, 255, true};
  ASSERT_TRUE(decoder->Decode({&token, 1}));
  EXPECT_EQ(decoder->info().sequences, 256U);
  EXPECT_LT(decoder->info().batch_outputs, 256U);
}

TEST(TextModel, RefusesADecoderThatCannotBe) {
  const auto model = Load(Tiny("tiny-writer-plain.gguf"));
  DecoderOptions options = SmallDecoder();
  options.cells = (16U << 20U) + 1;
  EXPECT_EQ(model->MakeDecoder(options).error().code, ErrorCode::kInvalidArgument);
  options = SmallDecoder();
  options.sequences = 257;
  EXPECT_EQ(model->MakeDecoder(options).error().code, ErrorCode::kInvalidArgument);
}

TEST(LoadTextModel, RefusesWhatDoesNotFitBeforeItIsLoaded) {
  TextModelOptions options;
  options.model = Tiny("tiny-writer-plain.gguf");
  options.needs = MemoryNeeds{1U << 20U, std::uint64_t{1} << 50U, 1U << 20U};
  bool loads = false;
  options.progress = [&](float) { return loads = true; };
  const auto model = LoadTextModel(options);
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, ErrorCode::kResourceExhausted);
  EXPECT_FALSE(loads);
}

TEST(FingerprintOf, TellsModelsApartThatDifferInOneWeight) {
  const testing::TemporaryFolder folder;
  std::ifstream file(Stories(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const std::string original = *FingerprintOf(*gguf::OpenModel(Stories()));
  EXPECT_EQ(original.size(), 64U);
  int told = 0;
  for (std::size_t at = bytes.size() / 2; at < bytes.size(); at += 40960) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    const auto path = folder.path() / "changed.gguf";
    std::ofstream(path, std::ios::binary) << changed;
    told += *FingerprintOf(*gguf::OpenModel(path)) != original ? 1 : 0;
  }
  EXPECT_GT(told, 0);
}

TEST(TextModel, AnAdapterChangesWhatIsComputedUntilItIsTakenAway) {
  const auto model = Load(Tiny("tiny-writer-plain.gguf"));
  ASSERT_TRUE(model->LoadAdapter({"style", Tiny("tiny-adapter.gguf")}));
  const auto logits = [&](serving::Decoder& decoder) {
    decoder.Forget(0, 0, 256);
    const std::vector<BatchToken> batch = {
        {260, 0, 0, false}, {262, 1, 0, false}, {265, 2, 0, true}};
    EXPECT_TRUE(decoder.Decode(batch));
    return std::vector<float>(decoder.Logits(0).begin(), decoder.Logits(0).end());
  };
  const auto decoder = *model->MakeDecoder(SmallDecoder());
  const auto before = logits(*decoder);
  const AdapterUse style{model->adapters().front().id, 1};
  ASSERT_TRUE(decoder->UseAdapters({&style, 1}));
  EXPECT_NE(logits(*decoder), before);
  ASSERT_TRUE(model->UnloadAdapter("style"));  // the decoder keeps it while it uses it
  EXPECT_NE(logits(*decoder), before);
  EXPECT_EQ(decoder->UseAdapters({&style, 1}).error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(decoder->UseAdapters({}));
  EXPECT_EQ(logits(*decoder), before);
}

TEST(TextModel, TakesNoAdapterThatIsNotForIt) {
  SetLogLevel(LogLevel(4));
  const auto model = Load(Tiny("tiny-writer-plain.gguf"));
  const auto failure = [&](const Adapter& adapter) {
    return model->LoadAdapter(adapter).error().code;
  };
  SetLogLevel(LogLevel(4));
  EXPECT_EQ(failure({"a", Tiny("tiny-adapter-wide.gguf")}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(failure({"a", Tiny("tiny-writer-plain.gguf")}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(failure({"a", "nowhere.gguf"}), ErrorCode::kNotFound);
  EXPECT_EQ(failure({"", Tiny("tiny-adapter.gguf")}), ErrorCode::kInvalidArgument);
  ASSERT_TRUE(model->LoadAdapter({"a", Tiny("tiny-adapter.gguf")}));
  EXPECT_EQ(failure({"a", Tiny("tiny-adapter.gguf")}), ErrorCode::kConflict);
  ASSERT_EQ(model->adapters().size(), 1U);
  EXPECT_EQ(model->UnloadAdapter("b").error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(model->UnloadAdapter("a"));
}

TEST(Sampler, RefusesNumbersThatAreOutOfRange) {
  const auto model = Load(Stories());
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const auto message = [&](const SamplingOptions& options) {
    const auto sampler = model->MakeSampler(options);
    EXPECT_FALSE(sampler);
    return sampler ? std::string() : sampler.error().message;
  };
  for (const float bad : {nan, -1.0F, 1e30F, std::numeric_limits<float>::infinity()}) {
    SamplingOptions options;
    options.temperature = bad;
    EXPECT_NE(message(options).find("'temperature'"), std::string::npos);
    options = {};
    options.top_p = bad;
    EXPECT_NE(message(options).find("'top_p'"), std::string::npos);
    options = {};
    options.presence_penalty = bad * 3;
    EXPECT_NE(message(options).find("'presence_penalty'"), std::string::npos);
    options = {};
    options.bias = {{5, bad * 200}};
    EXPECT_NE(message(options).find("'logit_bias'"), std::string::npos);
  }
  SamplingOptions options;
  options.bias = {{512, 1.0F}};
  EXPECT_NE(message(options).find("from 0 to 511"), std::string::npos);
  options = {};
  options.top_k = -1;
  EXPECT_NE(message(options).find("'top_k'"), std::string::npos);
}

TEST(Sampler, WritesTheSameForTheSameSeed) {
  const auto model = Load(Stories());
  SamplingOptions options;
  options.temperature = 1;
  options.seed = 7;
  const std::string first = Write(*model, "Once", 30, options);
  EXPECT_EQ(first, Write(*model, "Once", 30, options));
  options.seed = 8;
  EXPECT_NE(first, Write(*model, "Once", 30, options));
}

TEST(Sampler, BiasForbidsAndPenaltiesTellApart) {
  const auto model = Load(Stories());
  const std::string plain = Write(*model, "Once", 40);
  SamplingOptions options;
  const Token lily = model->Tokenize("Lily", false, false)->back();
  options.bias = {{lily, -100.0F}};
  EXPECT_NE(plain.find("Lily"), std::string::npos);
  EXPECT_EQ(Write(*model, "Once", 40, options).find("Lily"), std::string::npos);
  options = {};
  options.frequency_penalty = 2;
  EXPECT_NE(Write(*model, "Once", 40, options), plain);
}

TEST(Sampler, WritesWhatTheGrammarAllows) {
  const auto model = Load(Stories());
  SamplingOptions options;
  options.grammar = "root ::= \"yes\" | \"no\"";
  const std::string written = Write(*model, "Is it red?", 30, options);
  EXPECT_TRUE(written == "yes" || written == "no") << written;
  options.temperature = 1.5;
  for (options.seed = 0; options.seed < 5; ++options.seed) {
    const std::string drawn = Write(*model, "Is it red?", 30, options);
    EXPECT_TRUE(drawn == "yes" || drawn == "no") << drawn;
  }
}

TEST(Sampler, KeepsTheMostLikelyWhereTheGrammarAllowsIt) {
  const auto model = Load(Stories());
  SamplingOptions options;
  options.grammar = "root ::= [^Z]*";
  EXPECT_EQ(Write(*model, "Once", 40, options), Write(*model, "Once", 40));
}

TEST(Sampler, RefusesAGrammarThatIsNone) {
  SetLogLevel(LogLevel(4));
  const auto model = Load(Stories());
  SetLogLevel(LogLevel(4));
  for (const std::string grammar :
       {"other ::= \"a\"", "root ::= root \"a\"", "}{", "root ::= missing"}) {
    SamplingOptions options;
    options.grammar = grammar;
    const auto sampler = model->MakeSampler(options);
    ASSERT_FALSE(sampler) << grammar;
    EXPECT_EQ(sampler.error().code, ErrorCode::kInvalidArgument);
  }
}

TEST(Sampler, EndsThinkingAfterSoManyTokensAndThenMindsTheGrammar) {
  const auto model = Load(Tiny("tiny-writer-r1.gguf"));
  SamplingOptions options;
  options.thinking = ThinkingMarks{"<think>", "</think>", true};
  options.most_thinking_tokens = 6;
  options.grammar = "root ::= \"yes\"";
  const auto decoder = *model->MakeDecoder(SmallDecoder());
  for (const Token end : decoder->info().end_tokens) {
    options.bias.emplace_back(end, -100.0F);  // the model has no sense, and ends anywhere
  }
  const std::string written = Write(*model, "a", 12, options);
  const std::size_t end = written.find("</think>");
  ASSERT_NE(end, std::string::npos) << written;
  EXPECT_TRUE(written.substr(end).starts_with("</think>yes")) << written;
  options.most_thinking_tokens = 0;
  EXPECT_TRUE(Write(*model, "a", 12, options).starts_with("</think>yes"));
}

TEST(Grammar, OfAJsonSchemaGivesJsonEvenFromAModelThatKnowsNone) {
  const auto model = Load(Stories());
  SamplingOptions options;
  options.grammar = *GrammarOfJsonSchema(
      R"({"type":"object","properties":{"red":{"type":"boolean"},"who":{"enum":["Lily","Tim"]}},
          "required":["red","who"],"additionalProperties":false})");
  const std::string written = Write(*model, "Is it red?", 60, options);
  EXPECT_TRUE(written.starts_with("{") && written.ends_with("}")) << written;
  EXPECT_NE(written.find("\"who\""), std::string::npos) << written;
  EXPECT_TRUE(GrammarOfJsonSchema(""));
  EXPECT_TRUE(GrammarOfJsonSchema("{}"));
  for (const char* bad : {"[]", "{", "7", R"({"$ref":"#/nowhere"})", R"({"type":"nonsense"})"}) {
    const auto grammar = GrammarOfJsonSchema(bad);
    ASSERT_FALSE(grammar) << bad;
    EXPECT_EQ(grammar.error().code, ErrorCode::kInvalidArgument);
  }
}

serving::testing::DecoderKind Kind(const std::string& name, const DecoderOptions& options) {
  return {name, [options] {
            static const std::unique_ptr<TextModel> model = Load(Tiny("tiny-writer-plain.gguf"));
            return *model->MakeDecoder(options);
          }};
}

DecoderOptions Quantised() {
  DecoderOptions options = SmallDecoder();
  options.cache = CacheType::kQ8;
  return options;
}

}  // namespace
}  // namespace wenyuan::llm_llama

namespace wenyuan::serving::testing {

INSTANTIATE_TEST_SUITE_P(Llama, DecoderContract,
                         ::testing::Values(llm_llama::Kind("F16", llm_llama::SmallDecoder()),
                                           llm_llama::Kind("Q8", llm_llama::Quantised())),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace wenyuan::serving::testing
