#include "models/model_files.h"

#include <gtest/gtest.h>

#include <fstream>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/gguf/testing/toy_models.h"

namespace wenyuan::app {
namespace {

namespace fs = std::filesystem;

TEST(FindGeneratorFile, SaysWhichPlaceIsNotThereAndWhichFileIsBroken) {
  const testing::TemporaryFolder folder;
  const fs::path broken = folder.path() / "broken.gguf";
  std::ofstream(broken) << "hello";
  const std::vector<fs::path> places = {"/nowhere", broken};
  const auto none = FindGeneratorFile(places, "");
  ASSERT_FALSE(none);
  const auto& [code, english, chinese] = none.error();
  EXPECT_EQ(code, ErrorCode::kNotFound);
  EXPECT_NE(english.find("'/nowhere' (which is not there), '"), std::string::npos) << english;
  EXPECT_NE(english.find("broken.gguf' is no whole GGUF model file"), std::string::npos) << english;
  EXPECT_NE(chinese.find("“/nowhere”（不存在）、“"), std::string::npos) << chinese;
  EXPECT_NE(chinese.find("不是完整的 GGUF 模型文件"), std::string::npos) << chinese;
}

TEST(FindGeneratorFile, PassesOverWhatIsBroken) {
  const testing::TemporaryFolder folder;
  std::ofstream(folder.path() / "a-broken.gguf") << "hello";
  gguf::testing::ToyQwen2().Write(folder.path() / "whole.gguf");
  const std::vector<fs::path> places = {folder.path()};
  const auto found = FindGeneratorFile(places, "");
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->filename(), "whole.gguf");
}

}  // namespace
}  // namespace wenyuan::app
