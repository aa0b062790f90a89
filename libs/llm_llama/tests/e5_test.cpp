// With the real default embedder, where it is installed: the numbers that its weights must give.
#include <gtest/gtest.h>

#include <filesystem>

#include "wenyuan/base/log.h"
#include "wenyuan/llm_llama/encoder.h"

namespace wenyuan::llm_llama {
namespace {

constexpr const char* kModel = "third_party/models/e5-small-q4_0.gguf";

class E5 : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {  // seconds: once for all
    if (!std::filesystem::exists(kModel)) return;
    SetLogLevel(LogLevel::kError);
    EncoderOptions options;
    options.model = kModel;
    Result<std::unique_ptr<Encoder>> loaded = LoadEncoder(options);
    ASSERT_TRUE(loaded) << loaded.error().message;
    encoder_ = *std::move(loaded);
  }
  static void TearDownTestSuite() { encoder_.reset(); }

  void SetUp() override {
    if (encoder_ == nullptr) {
      GTEST_SKIP() << "the default embedder is not installed (scripts/models/install_embedder)";
    }
  }

  static std::vector<float> VectorOf(const std::string& text) {
    const std::vector<std::int32_t> tokens = encoder_->Tokenize(text)->tokens;
    const std::vector<std::int32_t>* batch = &tokens;
    const std::atomic<bool> stop = false;
    return *encoder_->Encode(std::span(&batch, 1), stop);
  }

  static inline std::unique_ptr<Encoder> encoder_;
};

TEST_F(E5, CutsTextIntoTheTokensOfTheOriginal) {
  const std::vector<std::int32_t> expected = {0,    41, 1294, 12,    6,      7064, 1173,
                                              8943, 43, 470,  14654, 100293, 32,   2};
  EXPECT_EQ(encoder_->Tokenize("query: 没用完的年假怎么办？")->tokens, expected);
}

TEST_F(E5, GivesTheCosinesOfTheOriginal) {
  const std::vector<std::string> queries = {"没用完的年假怎么办？", "How do I change the port?"};
  const std::vector<std::string> passages = {
      "员工每年享有15天带薪年假，未使用的年假可以顺延至次年3月31日。",
      "Employees receive 15 days of paid annual leave; unused days carry over until 31 March.",
      "服务默认监听8480端口，可用环境变量WY_PORT修改。",
      "The server listens on port 8480 by default; set WY_PORT to change it."};
  const std::vector<std::vector<double>> expected = {{.9031, .7853, .8488, .7533},
                                                     {.7582, .7559, .8468, .8803}};
  for (std::size_t q = 0; q < queries.size(); ++q) {
    const std::vector<float> query = VectorOf("query: " + queries[q]);
    ASSERT_EQ(query.size(), 384U);
    for (std::size_t p = 0; p < passages.size(); ++p) {
      const std::vector<float> passage = VectorOf("passage: " + passages[p]);
      double cosine = 0;
      for (std::size_t i = 0; i < query.size(); ++i) {
        cosine += double{query[i]} * double{passage[i]};
      }
      EXPECT_NEAR(cosine, expected[q][p], 0.002) << queries[q] << passages[p];
    }
  }
}

}  // namespace
}  // namespace wenyuan::llm_llama
