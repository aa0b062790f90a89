#include <dirent.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <thread>

#include "wenyuan/base/log.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/parse/file_parser.h"

namespace wenyuan::parse {
namespace {

using std::chrono::seconds;

class ParserProcessesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { SetLogLevel(LogLevel::kError); }

  static ParserProcessOptions Options() {
    ParserProcessOptions options;
    options.program = WENYUAN_MISBEHAVING_PARSER;
    options.wall_time = seconds{30};
    options.memory_bytes = std::size_t{256} << 20U;
    return options;
  }
  void Make(ParserProcessOptions options) { parser_ = *MakeParserProcesses(std::move(options)); }

  Result<Document> Parse(const std::string& what) {
    return parser_->Parse("mock:" + what, "f", "p");
  }
  std::string TextOf(const std::string& what) {
    const Result<Document> document = Parse(what);
    return document ? document->blocks.at(0).text : "error: " + document.error().message;
  }
  // The file fails as told, in both languages, and the next file is not affected.
  void ExpectFailure(const std::string& what, ErrorCode code) {
    const Result<Document> document = Parse(what);
    ASSERT_FALSE(document) << what;
    EXPECT_EQ(Name(document.error().code), Name(code)) << document.error().message;
    EXPECT_NE(document.error().message, "");
    EXPECT_NE(document.error().message_zh, "");
    EXPECT_EQ(TextOf("next"), "next|f|p") << "after " << what;
  }

  std::unique_ptr<FileParser> parser_ = *MakeParserProcesses(Options());
};

TEST_F(ParserProcessesTest, NameAndPasswordReachTheParser) { EXPECT_EQ(TextOf("x"), "x|f|p"); }

TEST_F(ParserProcessesTest, ACrashIsTheFilesFaultAlone) {
  ExpectFailure("abort", ErrorCode::kUnsupported);
  ExpectFailure("recurse", ErrorCode::kUnsupported);
  ExpectFailure("exit", ErrorCode::kUnsupported);
}

TEST_F(ParserProcessesTest, AnExceptionIsAnError) {
  ExpectFailure("throw", ErrorCode::kUnsupported);
}

TEST_F(ParserProcessesTest, AParsersOwnErrorArrivesAsItIs) {
  const Result<Document> document = Parse("error");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::kPermissionDenied);
  EXPECT_EQ(document.error().message, "needs a password");
  EXPECT_EQ(document.error().message_zh, "需要密码");
}

TEST_F(ParserProcessesTest, ProcessorTimeIsLimitedForEachFile) {
  ParserProcessOptions options = Options();
  options.cpu_time = seconds{1};
  Make(options);
  ExpectFailure("spin", ErrorCode::kTimeout);
}

TEST_F(ParserProcessesTest, WhatRunsEndsWhenWeClose) {
  Result<Document> running = Error{ErrorCode::kInternal, "nobody asked"};
  Result<Document> waiting = running;
  std::thread first([&] { running = Parse("sleep"); });
  std::thread second([&] { waiting = Parse("sleep"); });
  std::this_thread::sleep_for(std::chrono::milliseconds{200});
  parser_->Stop();
  first.join();
  second.join();
  for (const Result<Document>* one : {&running, &waiting}) {
    ASSERT_FALSE(*one);
    EXPECT_EQ(one->error().code, ErrorCode::kUnavailable) << one->error().message;
  }
  EXPECT_EQ(Parse("x").error().code, ErrorCode::kUnavailable);
}

TEST_F(ParserProcessesTest, WallTimeIsLimited) {
  ParserProcessOptions options = Options();
  options.wall_time = seconds{1};
  Make(options);
  ExpectFailure("sleep", ErrorCode::kTimeout);
}

TEST_F(ParserProcessesTest, MemoryIsLimited) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "the address sanitizer needs all of the address space";
#endif
  ExpectFailure("allocate", ErrorCode::kTooLarge);
  ExpectFailure("allocate in C++", ErrorCode::kTooLarge);
}

TEST_F(ParserProcessesTest, AnAnswerIsLimited) {
  ExpectFailure("flood", ErrorCode::kTooLarge);
  ExpectFailure("long", ErrorCode::kTooLarge);
}

TEST_F(ParserProcessesTest, AnAnswerThatIsNoneIsTheFilesFault) {
  ExpectFailure("answer nonsense", ErrorCode::kUnsupported);
  ExpectFailure("nothing", ErrorCode::kUnsupported);
}

TEST_F(ParserProcessesTest, TheProcessHasNoNetworkNoFilesAndNoChildren) {
  for (const char* what : {"socket", "file", "deletion", "fork", "program"}) {
    EXPECT_EQ(TextOf(what), "refused") << what;
  }
}

TEST_F(ParserProcessesTest, SaysWhatProtectsTheHouse) {
  const auto protection = ProtectionOfParsers(Options());
  ASSERT_TRUE(protection) << protection.error().message;
  EXPECT_NE(protection->find("seccomp"), std::string::npos) << *protection;
}

TEST_F(ParserProcessesTest, TheProcessInheritsNothing) {
  EXPECT_EQ(TextOf("environment"), "empty");
  // 0-2, the socket, and the file being read.
  EXPECT_EQ(TextOf("descriptors"), "0 1 2 3 4 ");
}

TEST_F(ParserProcessesTest, OneProcessServesManyFilesAndIsReplacedInTime) {
  ParserProcessOptions options = Options();
  options.files_per_process = 2;
  Make(options);
  const std::string first = TextOf("pid");
  EXPECT_EQ(TextOf("pid"), first);
  EXPECT_NE(TextOf("pid"), first);
}

TEST_F(ParserProcessesTest, ADeadIdleProcessIsReplacedWithoutAnError) {
  const int pid = std::stoi(TextOf("pid"));
  ASSERT_EQ(::kill(pid, SIGKILL), 0);
  EXPECT_EQ(TextOf("next"), "next|f|p");
}

TEST_F(ParserProcessesTest, CallsShareTheProcessesAndOthersWait) {
  ParserProcessOptions options = Options();
  options.processes = 2;
  Make(options);
  std::vector<std::string> texts(6);
  {
    std::vector<std::jthread> threads;
    for (std::string& text : texts) threads.emplace_back([&] { text = TextOf("nap"); });
  }
  for (const std::string& text : texts) EXPECT_EQ(text, "nap|f|p");
}

TEST_F(ParserProcessesTest, AnEmptyFileIsRefusedBeforeAnyProcessSeesIt) {
  const Result<Document> document = parser_->Parse("", "empty.pdf", "");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::kInvalidArgument);
}

TEST_F(ParserProcessesTest, AnUnknownFormatIsNamedByItsContent) {
  const Result<Document> document = parser_->Parse("\x89PNG\r\n\x1A\n", "report.pdf", "");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(document.error().message.find("PNG"), std::string::npos);
  EXPECT_NE(document.error().message_zh.find("PNG"), std::string::npos);
}

TEST(MakeParserProcesses, NamesAProgramThatIsMissing) {
  const auto parser = MakeParserProcesses({.program = "/nowhere/wenyuan-parser"});
  ASSERT_FALSE(parser);
  EXPECT_EQ(parser.error().code, ErrorCode::kUnavailable);
}

TEST(MakeParserProcesses, AProgramThatIsNoParserIsUnavailable) {
  const auto parser = *MakeParserProcesses({.program = "/bin/false"});
  const Result<Document> document = parser->Parse("x", "x", "");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace wenyuan::parse
