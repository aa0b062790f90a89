#include "onnx_runtime.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace wenyuan::ocr {
namespace {

constexpr const char* kLibrary = "third_party/ocr/libonnxruntime.so.1";

// Protocol buffers as far as a model needs them.
std::string Varint(std::uint64_t value) {
  std::string bytes;
  for (; value >= 0x80; value >>= 7U) bytes += static_cast<char>((value & 0x7FU) | 0x80U);
  return bytes + static_cast<char>(value);
}
std::string Field(unsigned number, const std::string& bytes) {
  return Varint(number << 3U | 2U) + Varint(bytes.size()) + bytes;
}
std::string Field(unsigned number, std::uint64_t value) {
  return Varint(number << 3U) + Varint(value);
}

// y = x + x for floats of any shape of three dimensions, described by "character: 文".
std::string Doubling() {
  std::string shape;
  for (const char* name : {"a", "b", "c"}) shape += Field(1, Field(2, name));
  const std::string type = Field(1, Field(1, std::uint64_t{1}) + Field(2, shape));
  const std::string node = Field(1, "x") + Field(1, "x") + Field(2, "y") + Field(4, "Add");
  const std::string graph = Field(1, node) + Field(2, "g") +
                            Field(11, Field(1, "x") + Field(2, type)) +
                            Field(12, Field(1, "y") + Field(2, type));
  return Field(1, std::uint64_t{8}) + Field(7, graph) + Field(8, Field(2, std::uint64_t{13})) +
         Field(14, Field(1, "character") + Field(2, "文"));
}

class OnnxTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kLibrary)) {
      GTEST_SKIP() << "no OCR; run scripts/models/install_ocr";
    }
    auto opened = OnnxRuntime::Open(kLibrary);
    ASSERT_TRUE(opened) << opened.error().message;
    runtime_ = *std::move(opened);
  }
  std::unique_ptr<OnnxRuntime> runtime_;
};

TEST_F(OnnxTest, RunsATinyModel) {
  const auto session = OnnxSession::Load(*runtime_, Doubling(), "tiny");
  ASSERT_TRUE(session) << session.error().message;
  Tensor input{{1, 2, 3}, {1, 2, 3, 4, 5, 6.5}};
  const auto output = (*session)->Run(input);
  ASSERT_TRUE(output) << output.error().message;
  EXPECT_EQ(output->shape, (std::vector<std::int64_t>{1, 2, 3}));
  EXPECT_EQ(output->values, (std::vector<float>{2, 4, 6, 8, 10, 13}));
}

TEST_F(OnnxTest, ReadsWhatTheModelSaysOfItself) {
  const auto session = OnnxSession::Load(*runtime_, Doubling(), "tiny");
  ASSERT_TRUE(session) << session.error().message;
  EXPECT_EQ(*(*session)->Metadata("character"), "文");
  EXPECT_EQ(*(*session)->Metadata("nothing"), "");
}

TEST_F(OnnxTest, AWrongShapeAndADamagedModelAreErrors) {
  const auto session = OnnxSession::Load(*runtime_, Doubling(), "tiny");
  ASSERT_TRUE(session) << session.error().message;
  Tensor flat{{2}, {1, 2}};
  const auto output = (*session)->Run(flat);
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().code, ErrorCode::kInternal);
  const auto damaged = OnnxSession::Load(*runtime_, Doubling().substr(0, 30), "broken.onnx");
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(damaged.error().message.find("broken.onnx"), std::string::npos);
}

TEST(OnnxRuntime, AnotherLibraryIsUnavailable) {
  const auto opened = OnnxRuntime::Open("libz.so.1");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace wenyuan::ocr
