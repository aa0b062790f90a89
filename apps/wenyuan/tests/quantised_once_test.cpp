#include "models/quantised_once.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "models/model_files.h"
#include "wenyuan/base/log.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/gguf/testing/toy_models.h"

namespace wenyuan::app {
namespace {

namespace fs = std::filesystem;

class QuantisedOnceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    SetLogLevel(LogLevel::kError);
    gguf::testing::ToyQwen2().Write(source_);
    // Stands in for wenyuan-model: notes that it was called, and brings what was made before.
    gguf::testing::ToyOptions options;
    options.type = gguf::TensorType::kQ8_0;
    gguf::testing::ToyQwen2(options).Write(folder_.path() / "made");
    std::ofstream program(program_);
    program << "#!/bin/sh\necho \"$@\" >>" << calls_.string() << "\ncp "
            << (folder_.path() / "made").string() << " \"$3\"\necho '{\"result\": {}}'\n";
    program.close();
    fs::permissions(program_, fs::perms::owner_all);
  }

  std::function<Result<fs::path>()> Finder(const std::string& quantisation) {
    return QuantisedOnce([this]() -> Result<fs::path> { return source_; },
                         {quantisation, folder_.path() / "cache", program_});
  }
  static fs::path Await(const std::function<Result<fs::path>()>& find) {
    for (int i = 0; i < 600; ++i) {
      const auto found = find();
      if (found) return *found;
      EXPECT_EQ(found.error().code, ErrorCode::kUnavailable);
    }
    return {};
  }
  [[nodiscard]] std::size_t Calls() const {
    std::ifstream file(calls_);
    std::size_t count = 0;
    for (std::string line; std::getline(file, line);) ++count;
    return count;
  }

  const wenyuan::testing::TemporaryFolder folder_;
  const fs::path source_ = folder_.path() / "toy.gguf";
  const fs::path program_ = folder_.path() / "program";
  const fs::path calls_ = folder_.path() / "calls";
};

TEST_F(QuantisedOnceTest, MakesACopyOnceAndKnowsItAgain) {
  const fs::path made = Await(Finder("int8"));
  EXPECT_EQ(made.parent_path(), folder_.path() / "cache");
  EXPECT_TRUE(made.filename().string().starts_with("toy-int8-")) << made;
  EXPECT_EQ(Await(Finder("INT8")), made);
  EXPECT_EQ(Calls(), 1U);
}

TEST_F(QuantisedOnceTest, AnotherSourceUnderTheSameNameIsAnotherModel) {
  const fs::path made = Await(Finder("int8"));
  gguf::testing::ToyOptions options;
  options.seed = 2;
  gguf::testing::ToyQwen2(options).Write(source_);
  EXPECT_NE(Await(Finder("int8")), made);
  EXPECT_EQ(Calls(), 2U);
}

TEST_F(QuantisedOnceTest, UsesTheSourceWhereACopyWouldGainNothing) {
  EXPECT_EQ(Await(Finder("")), source_);
  EXPECT_EQ(Await(Finder("seven bits")), source_);
  fs::copy_file(folder_.path() / "made", source_, fs::copy_options::overwrite_existing);
  EXPECT_EQ(Await(Finder("int8")), source_);
  EXPECT_EQ(Await(Finder("bf16")), source_);
  EXPECT_EQ(Calls(), 0U);
}

TEST_F(QuantisedOnceTest, UsesTheSourceWhereTheWorkFails) {
  std::ofstream(program_) << "#!/bin/sh\nkill -ABRT $$\n";
  EXPECT_EQ(Await(Finder("4bit")), source_);
}

TEST_F(QuantisedOnceTest, StopsTheWorkWhenNobodyWaitsAnyMore) {
  std::ofstream(program_) << "#!/bin/sh\nexec sleep 1000\n";
  auto find = std::make_unique<std::function<Result<fs::path>()>>(Finder("4bit"));
  EXPECT_FALSE((*find)());
  find.reset();  // hangs unless the program is told to end
}

TEST(GeneratorFiles, TheOneWithTheMostBitsIsTakenWhereNoneHasWhatIsAsked) {
  const wenyuan::testing::TemporaryFolder folder;
  gguf::testing::ToyOptions options;
  for (const auto& [name, type] :
       {std::pair("a.gguf", gguf::TensorType::kQ4_0), std::pair("b.gguf", gguf::TensorType::kF32),
        std::pair("c.gguf", gguf::TensorType::kQ8_0)}) {
    options.type = type;
    gguf::testing::ToyQwen2(options).Write(folder.path() / name);
  }
  const std::vector<fs::path> places = {folder.path()};
  EXPECT_EQ(FindGeneratorFile(places, "bf16")->filename(), "b.gguf");
  EXPECT_EQ(FindGeneratorFile(places, "int8")->filename(), "c.gguf");
  EXPECT_EQ(FindGeneratorFile(places, "4bit")->filename(), "a.gguf");
  EXPECT_EQ(FindGeneratorFile(places, "")->filename(), "a.gguf");
}

}  // namespace
}  // namespace wenyuan::app
