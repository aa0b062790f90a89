#include "library.h"

#include <gtest/gtest.h>
#include <llama.h>

#include "wenyuan/base/log.h"

namespace wenyuan::llm_llama {
namespace {

// What is logged at `level` when libllama says it.
std::string Logged(LogLevel level, ggml_log_level said, const char* words) {
  EXPECT_TRUE(OpenLibrary());
  ggml_log_callback callback = nullptr;
  void* data = nullptr;
  ::llama_log_get(&callback, &data);
  const LogLevel before = CurrentLogLevel();
  SetLogLevel(level);
  ::testing::internal::CaptureStderr();
  callback(said, words, data);
  SetLogLevel(before);
  return ::testing::internal::GetCapturedStderr();
}

TEST(Library, WarnsAServersLogAndNoTerminal) {
  const char* words = "load: control-looking token: 7 '</s>' was not control-type\n";
  EXPECT_NE(Logged(LogLevel::kInfo, GGML_LOG_LEVEL_WARN, words).find("control-looking"),
            std::string::npos);
  EXPECT_EQ(Logged(LogLevel::kWarning, GGML_LOG_LEVEL_WARN, words), "");
}

TEST(Library, ErrorsAreSaidEverywhere) {
  EXPECT_NE(Logged(LogLevel::kWarning, GGML_LOG_LEVEL_ERROR, "it went wrong\n").find("it went"),
            std::string::npos);
  EXPECT_EQ(TakeComplaint(), "it went wrong");
}

}  // namespace
}  // namespace wenyuan::llm_llama
