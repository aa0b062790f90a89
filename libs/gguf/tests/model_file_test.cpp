#include "wenyuan/gguf/model_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/gguf/testing/raw_file.h"
#include "wenyuan/gguf/testing/toy_models.h"

namespace wenyuan::gguf {
namespace {

using testing::RawFile;

class ModelFileTest : public ::testing::Test {
 protected:
  // One of the parts of a model, with a weight of that name.
  static RawFile Part(std::uint32_t number, std::uint32_t count, const std::string& weight) {
    RawFile file;
    file.Number("split.no", number).Number("split.count", count);
    file.Entry("split.tensors.count", 5, std::string("\x02\0\0\0", 4));
    file.weights[0].name = weight;
    return file;
  }
  std::filesystem::path Write(const std::string& name, const std::string& bytes) {
    const std::filesystem::path path = folder_.path() / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  void ExpectWrong(const std::filesystem::path& path, const std::string& complaint) {
    const Result<ModelFile> model = OpenModel(path);
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, ErrorCode::kCorruption);
    EXPECT_NE(model.error().message.find(complaint), std::string::npos) << model.error().message;
    EXPECT_FALSE(model.error().message_zh.empty());
  }

  const wenyuan::testing::TemporaryFolder folder_;
};

TEST_F(ModelFileTest, IsOneFileMostly) {
  const auto path = Write("toy.gguf", testing::ToyQwen2().Bytes());
  const Result<ModelFile> model = OpenModel(path);
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(model->parts.size(), 1U);
  EXPECT_EQ(model->FileBytes(), std::filesystem::file_size(path));
  EXPECT_TRUE(CheckModel(path));
}

TEST_F(ModelFileTest, IsFoundWholeWhicheverPartIsNamed) {
  const auto first = Write("m-00001-of-00002.gguf", Part(0, 2, "a").Bytes());
  const auto second = Write("m-00002-of-00002.gguf", Part(1, 2, "b").Bytes());
  for (const auto& named : {first, second}) {
    const Result<ModelFile> model = OpenModel(named);
    ASSERT_TRUE(model) << model.error().message;
    ASSERT_EQ(model->parts.size(), 2U);
    EXPECT_EQ(model->parts[0].path, first);
    EXPECT_EQ(model->TensorCount(), 2U);
  }
  EXPECT_TRUE(CheckModel(first));
  const Result<void> later = CheckModel(second);
  ASSERT_FALSE(later);
  EXPECT_NE(later.error().message.find("name its first part"), std::string::npos);
}

TEST_F(ModelFileTest, MissesAPart) {
  const auto first = Write("m-00001-of-00002.gguf", Part(0, 2, "a").Bytes());
  const Result<ModelFile> model = OpenModel(first);
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, ErrorCode::kNotFound);
  EXPECT_NE(model.error().message.find("m-00002-of-00002.gguf"), std::string::npos);
}

TEST_F(ModelFileTest, RefusesPartsThatDoNotBelongTogether) {
  const auto first = Write("m-00001-of-00002.gguf", Part(0, 2, "a").Bytes());
  Write("m-00002-of-00002.gguf", Part(0, 2, "b").Bytes());
  ExpectWrong(first, "inside it says that it is part 1 of 2");
  Write("m-00002-of-00002.gguf", Part(1, 3, "b").Bytes());
  ExpectWrong(first, "inside it says that it is part 2 of 3");
  Write("m-00002-of-00002.gguf", Part(1, 2, "a").Bytes());
  ExpectWrong(first, "weight 'a' is in another part too");
  RawFile more = Part(1, 2, "b");
  more.weights.push_back({"c", {8}, 0, 128});
  more.data_bytes = 160;
  Write("m-00002-of-00002.gguf", more.Bytes());
  ExpectWrong(first, "its parts have 3 weights, not the 2 it promises");
}

TEST_F(ModelFileTest, RefusesAPartThatIsCountedWrong) {
  ExpectWrong(Write("m.gguf", Part(0, 2, "a").Bytes()), "must end in '-00001-of-00002.gguf'");
  ExpectWrong(Write("m.gguf", Part(2, 2, "a").Bytes()), "it claims to be part 3 of 2");
  ExpectWrong(Write("m.gguf", Part(0, 60'000, "a").Bytes()), "it claims to be in 60000 parts");
  RawFile unnumbered;
  unnumbered.Number("split.count", 2);
  ExpectWrong(Write("m.gguf", unnumbered.Bytes()), "does not say which");
}

TEST_F(ModelFileTest, IsNoModelWithoutWeights) {
  RawFile file;
  file.weights.clear();
  const auto path = Write("vocabulary.gguf", file.Bytes());
  EXPECT_TRUE(OpenModel(path));
  const Result<void> checked = CheckModel(path);
  ASSERT_FALSE(checked);
  EXPECT_NE(checked.error().message.find("it has no weights"), std::string::npos);
}

}  // namespace
}  // namespace wenyuan::gguf
