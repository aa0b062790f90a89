#include "wenyuan/llm_llama/quantise.h"

#include <gtest/gtest.h>
#include <sys/file.h>

#include <cmath>
#include <fstream>
#include <map>
#include <string>

#include "test_models.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/gguf/model_file.h"
#include "wenyuan/gguf/testing/toy_models.h"

namespace wenyuan::llm_llama {
namespace {

namespace fs = std::filesystem;
using gguf::TensorClass;
using gguf::testing::ToyOptions;
using gguf::testing::Writer;

Mix MixOf(const std::string& to, const std::string& mix = "",
          const std::vector<std::string>& rules = {}) {
  auto read = ReadMix(to, mix, rules);
  if (!read) ADD_FAILURE() << read.error().message;
  return read ? *read : Mix{};
}

class Quantising : public ::testing::Test {
 protected:
  void SetUp() override { SetLogLevel(LogLevel::kError); }

  fs::path Toy(const Writer& writer) const {
    const fs::path path = folder_.path() / "toy.gguf";
    writer.Write(path);
    return path;
  }
  // Wide enough for blocks of 256.
  static ToyOptions Wide() {
    ToyOptions options;
    options.width = options.inner = 256;
    return options;
  }
  Result<QuantisationPlan> Run(const fs::path& source, const Mix& mix, Importance importance = {}) {
    QuantiseOptions options;
    options.source = source;
    options.target = target();
    options.mix = mix;
    options.importance = std::move(importance);
    options.replace = true;
    return Quantise(options);
  }
  [[nodiscard]] fs::path target() const { return folder_.path() / "small.gguf"; }
  [[nodiscard]] std::vector<std::string> Files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
      names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  const testing::TemporaryFolder folder_;
};

std::map<TensorClass, std::string> TypesByClass(const QuantisationPlan& plan) {
  std::map<TensorClass, std::string> types;
  for (const PlannedTensor& tensor : plan.tensors) {
    if (tensor.name.ends_with("weight") && tensor.name.find("norm") == std::string::npos) {
      types[tensor.tensor_class] = tensor.to->name;
    }
  }
  return types;
}

TEST(Mixes, AreReadFromWhatPeopleWrite) {
  EXPECT_EQ(MixOf("q4_k_m").base, "Q4_K_M");
  EXPECT_EQ(MixOf("", "int8").base, "Q8_0");
  const Mix own = MixOf("", "attention=8,ffn=4,output=Q6_K");
  EXPECT_EQ(own.name, "attention8-ffn4-outputQ6_K");
  EXPECT_EQ(own.classes.at(static_cast<std::size_t>(TensorClass::kFeedForward))->name, "Q4_0");
  EXPECT_EQ(own.classes.at(static_cast<std::size_t>(TensorClass::kOutput))->name, "Q6_K");
  EXPECT_EQ(MixOf("Q8_0", "", {"ffn_(up|down)=q4_0"}).rules.at(0).pattern, "ffn_(up|down)");
  for (const auto& [to, mix, rule] :
       std::vector<std::array<std::string, 3>>{{"", "", ""},
                                               {"Q8_0", "int8", ""},
                                               {"Q2_K", "", ""},
                                               {"", "legs=4", ""},
                                               {"", "ffn", ""},
                                               {"", "ffn=5", ""},
                                               {"", "ffn=4,", ""},
                                               {"Q8_0", "", "ffn"},
                                               {"Q8_0", "", "ffn(=Q4_0"},
                                               {"Q8_0", "", "ffn=IQ1_S"}}) {
    const std::vector<std::string> rules =
        rule.empty() ? std::vector<std::string>{} : std::vector{rule};
    const auto read = ReadMix(to, mix, rules);
    ASSERT_FALSE(read) << to << mix << rule;
    EXPECT_EQ(read.error().code, ErrorCode::kInvalidArgument);
  }
}

TEST_F(Quantising, WritesExactlyWhatThePlanSays) {
  for (const Writer& writer : {gguf::testing::ToyQwen2(Wide()), gguf::testing::ToyLlama(),
                               gguf::testing::ToyDeepseek2(), gguf::testing::ToyBert()}) {
    const fs::path source = Toy(writer);
    for (const char* to : {"F32", "F16", "BF16", "Q8_0", "Q6_K", "Q5_K_M", "Q4_K_M", "Q4_0"}) {
      const auto plan = PlanQuantisation(source, MixOf(to));
      ASSERT_TRUE(plan) << plan.error().message;
      const auto done = Run(source, MixOf(to));
      ASSERT_TRUE(done) << to << ": " << done.error().message;
      const auto file = gguf::OpenModel(target());
      ASSERT_TRUE(file) << file.error().message;
      EXPECT_EQ(done->file_bytes_after, fs::file_size(target()));
      EXPECT_LE(done->file_bytes_after, plan->file_bytes_after);
      EXPECT_GT(done->file_bytes_after + 8'192, plan->file_bytes_after);
      ASSERT_EQ(plan->tensors.size(), file->header().tensors.size());
      std::map<std::string, std::string> types;
      for (const auto& tensor : file->header().tensors) types[tensor.name] = tensor.type->name;
      for (const auto& tensor : plan->tensors) EXPECT_EQ(types[tensor.name], tensor.to->name);
    }
  }
}

TEST_F(Quantising, GivesEachClassItsBits) {
  const fs::path source = Toy(gguf::testing::ToyDeepseek2());
  const auto types = TypesByClass(*PlanQuantisation(source, MixOf("", "4bit")));
  EXPECT_EQ(types.at(TensorClass::kAttention), "Q8_0");
  EXPECT_EQ(types.at(TensorClass::kFeedForward), "Q4_0");
  EXPECT_EQ(types.at(TensorClass::kExperts), "Q4_0");
  EXPECT_EQ(types.at(TensorClass::kSharedExperts), "Q8_0");
  EXPECT_EQ(types.at(TensorClass::kEmbeddings), "Q8_0");
  EXPECT_EQ(types.at(TensorClass::kRouter), "F32");
  const auto own = PlanQuantisation(source, MixOf("", "attention=16,experts=Q4_1"));
  EXPECT_EQ(TypesByClass(*own).at(TensorClass::kAttention), "BF16");
  EXPECT_EQ(TypesByClass(*own).at(TensorClass::kExperts), "Q4_1");
}

TEST_F(Quantising, RulesComeBeforeTheMixEvenWhereItsBaseIsNotQuantised) {
  const fs::path source = Toy(gguf::testing::ToyQwen2());
  for (const char* to : {"BF16", "F32", "Q8_0"}) {
    const Mix mix = MixOf(to, "", {"blk\\.1\\.ffn_up=Q4_0", "ffn=Q5_0"});
    ASSERT_TRUE(Run(source, mix));
    const auto file = gguf::OpenModel(target());
    std::map<std::string, std::string_view> types;
    for (const auto& tensor : file->header().tensors) types[tensor.name] = tensor.type->name;
    EXPECT_EQ(types["blk.1.ffn_up.weight"], "Q4_0");
    EXPECT_EQ(types["blk.0.ffn_up.weight"], "Q5_0");
    EXPECT_EQ(types["blk.0.attn_q.weight"], to);
  }
}

TEST_F(Quantising, RowsThatDoNotDivideIntoBlocksGetANeighbouringType) {
  const auto plan = PlanQuantisation(Toy(gguf::testing::ToyQwen2()), MixOf("Q4_K_M"));
  for (const auto& tensor : plan->tensors) EXPECT_NE(tensor.to->name, "Q4_K") << tensor.name;
}

TEST_F(Quantising, SaysWhenItRoundsASecondTime) {
  ToyOptions options;
  options.type = gguf::TensorType::kQ8_0;
  const fs::path source = Toy(gguf::testing::ToyQwen2(options));
  EXPECT_TRUE(PlanQuantisation(source, MixOf("Q4_0"))->again);
  EXPECT_FALSE(PlanQuantisation(source, MixOf("Q8_0"))->again);
  EXPECT_TRUE(Run(source, MixOf("BF16")));
}

TEST_F(Quantising, KeepsEightBitsCloseToTheSource) {
  ASSERT_TRUE(Run(Stories(), MixOf("Q8_0")));
  const auto logits = [](const fs::path& file) {
    const auto model = Load(file);
    auto decoder = *model->MakeDecoder({});
    const auto tokens = *model->Tokenize("Once upon a time, there was", false, true);
    std::vector<serving::BatchToken> batch;
    for (const auto token : tokens) {
      batch.push_back({token, static_cast<std::uint32_t>(batch.size()), 0, false});
    }
    batch.back().output = true;
    EXPECT_TRUE(decoder->Decode(batch));
    const auto row = decoder->Logits(0);
    return std::vector<float>(row.begin(), row.end());
  };
  const auto before = logits(Stories());
  const auto after = logits(target());
  double product = 0;
  double squares_before = 0;
  double squares_after = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    product += double{before[i]} * double{after[i]};
    squares_before += double{before[i]} * double{before[i]};
    squares_after += double{after[i]} * double{after[i]};
  }
  EXPECT_GT(product / std::sqrt(squares_before * squares_after), 0.999);
}

TEST_F(Quantising, LeavesAModelThatIsThereAloneUnlessToldOtherwise) {
  QuantiseOptions options;
  options.source = Toy(gguf::testing::ToyQwen2());
  options.target = target();
  options.mix = MixOf("Q8_0");
  std::ofstream(target()) << "mine";
  const auto refused = Quantise(options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_EQ(fs::file_size(target()), 4U);
  options.replace = true;
  EXPECT_TRUE(Quantise(options));
  EXPECT_EQ(Files(), (std::vector<std::string>{"small.gguf", "toy.gguf"}));
  options.target = options.source;
  EXPECT_FALSE(Quantise(options));
}

TEST_F(Quantising, ReplacesWhatAKilledProcessLeftButNotWhatALiveOneWrites) {
  const fs::path source = Toy(gguf::testing::ToyQwen2());
  const fs::path passing = target().string() + ".quantising";
  std::ofstream(passing) << std::string(10'000'000, 'x');
  {
    const int live = ::open(passing.c_str(), O_RDWR | O_CLOEXEC);
    ASSERT_EQ(::flock(live, LOCK_EX), 0);
    const auto refused = Run(source, MixOf("Q8_0"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
    EXPECT_EQ(fs::file_size(passing), 10'000'000U);
    ::close(live);
  }
  const auto done = Run(source, MixOf("Q8_0"));
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(Files(), (std::vector<std::string>{"small.gguf", "toy.gguf"}));
}

TEST_F(Quantising, LeavesNothingWhenTheSourceIsBroken) {
  const fs::path source = Toy(gguf::testing::ToyQwen2());
  fs::resize_file(source, fs::file_size(source) - 100);
  const auto refused = Run(source, MixOf("Q8_0"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kCorruption);
  Writer("no-such-architecture").Number("no-such-architecture.block_count", 1).Write(source);
  EXPECT_FALSE(Run(source, MixOf("Q8_0")));
  EXPECT_EQ(Files(), std::vector<std::string>{"toy.gguf"});
}

TEST_F(Quantising, ImportanceHasARowForEachMatrixAndChangesTheRounding) {
  for (const Writer& writer : {gguf::testing::ToyQwen2(), gguf::testing::ToyDeepseek2()}) {
    ImportanceOptions options;
    options.model = Toy(writer);
    std::string text;
    for (int i = 0; i < 200; ++i) text += "年假 of the staff " + std::to_string(i) + ". ";
    const auto importance = MeasureImportance(options, text);
    ASSERT_TRUE(importance) << importance.error().message;
    const auto header = gguf::ReadHeader(options.model);
    for (const auto& tensor : header->tensors) {
      const auto found = importance->find(tensor.name);
      if (found == importance->end()) continue;
      const std::uint64_t slices = tensor.shape.size() > 2 ? tensor.shape[2] : 1;
      ASSERT_EQ(found->second.size(), tensor.shape[0] * slices) << tensor.name;
      for (const float value : found->second) ASSERT_TRUE(std::isfinite(value) && value >= 0);
    }
    EXPECT_TRUE(importance->contains("blk.1.attn_output.weight"));
    ASSERT_TRUE(Run(options.model, MixOf("Q4_0")));
    const auto plain = ReadAll(PosixFileSystem(), target(), 100'000'000);
    ASSERT_TRUE(Run(options.model, MixOf("Q4_0"), *importance));
    EXPECT_NE(*plain, *ReadAll(PosixFileSystem(), target(), 100'000'000));
  }
}

TEST_F(Quantising, AShortTextSaysTooLittle) {
  ImportanceOptions options;
  options.model = Toy(gguf::testing::ToyQwen2());
  const auto refused = MeasureImportance(options, "short");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace wenyuan::llm_llama
