// The program with a model that writes, over its unix socket: streams, readers that leave, its
// death.
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/http/client.h"

namespace wenyuan::model {
namespace {

using namespace std::chrono_literals;

class ModelServer : public ::testing::Test {
 protected:
  void SetUp() override { Run(); }
  void TearDown() override { End(SIGTERM); }

  void Run() {
    const std::filesystem::path build = std::getenv("WENYUAN_BINARY_DIR");
    const std::string program = build / "bin/wenyuan-model";
    std::vector<std::string> words = {program,
                                      "--model",
                                      (build / "tiny_models/tiny-writer-chatml.gguf").string(),
                                      "--listen",
                                      "unix:" + socket().string(),
                                      "--snapshots",
                                      (folder_.path() / "snapshots").string(),
                                      "--snapshot-key",
                                      (folder_.path() / "elsewhere.key").string(),
                                      "--context",
                                      "2048"};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ASSERT_EQ(
        ::posix_spawn(&process_, program.c_str(), nullptr, nullptr, arguments.data(), environ), 0);
    for (int i = 0; i < 1200; ++i) {
      const auto health = Ask("GET", "/health", "");
      if (health && health->status == 200) return;
      std::this_thread::sleep_for(50ms);
    }
    FAIL() << "the server did not get ready";
  }

  // Its status, or minus the signal that ended it.
  int End(int with) {
    if (process_ == 0) return 0;
    int status = 0;
    ::kill(process_, with);
    ::waitpid(process_, &status, 0);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  Result<http::Response> Ask(const std::string& method, const std::string& target,
                             const std::string& body, const http::OnPiece& on_piece = {}) {
    http::ClientRequest request;
    request.method = method;
    request.target = target;
    request.body = body;
    return http::Fetch(socket(), request, Deadline::After(120s), on_piece);
  }

  static std::string Chat(int tokens) {
    return R"({"messages": [{"role": "user", "content": "hello"}], "stream": true, "temperature": 0,
               "ignore_eos": true, "max_tokens": )" +
           std::to_string(tokens) + "}";
  }

  [[nodiscard]] std::filesystem::path socket() const { return folder_.path() / "model.sock"; }

  const testing::TemporaryFolder folder_;
  pid_t process_ = 0;
};

TEST_F(ModelServer, StreamsAndEndsWhenItIsToldTo) {
  std::string all;
  const auto answer = Ask("POST", "/v1/chat/completions", Chat(30), [&](std::string_view piece) {
    all += piece;
    return true;
  });
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 200);
  EXPECT_TRUE(all.ends_with("data: [DONE]\n\n")) << all;
  EXPECT_EQ(End(SIGTERM), 0);
}

TEST_F(ModelServer, KeepsTheKeyOfItsSnapshotsWhereItIsTold) {
  EXPECT_TRUE(std::filesystem::exists(folder_.path() / "elsewhere.key"));
  EXPECT_TRUE(std::filesystem::exists(folder_.path() / "snapshots" / "states"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "snapshots" / "key"));
}

TEST_F(ModelServer, GoesOnWhenAReaderLeaves) {
  for (int i = 0; i < 5; ++i) {
    (void)Ask("POST", "/v1/chat/completions", Chat(450), [](std::string_view) { return false; });
  }
  const auto answer = Ask("POST", "/v1/chat/completions", Chat(5));
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->body.ends_with("data: [DONE]\n\n"));
}

TEST_F(ModelServer, KilledInTheMiddleOfAStreamIsAStreamThatDoesNotEndWell) {
  std::string all;
  const auto answer = Ask("POST", "/v1/chat/completions", Chat(450), [&](std::string_view piece) {
    all += piece;
    EXPECT_EQ(process_ == 0 ? -SIGKILL : End(SIGKILL), -SIGKILL);
    return true;
  });
  EXPECT_EQ(all.find("[DONE]"), std::string::npos);
  EXPECT_FALSE(answer && all.ends_with("data: [DONE]\n\n"));
  Run();  // beside what the last one left: its socket, its snapshots
  const auto again = Ask("POST", "/v1/chat/completions", Chat(5));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->body.ends_with("data: [DONE]\n\n"));
}

TEST_F(ModelServer, AnswersManyAtOnceOrSaysThatItIsBusy) {
  std::vector<std::thread> clients;
  std::atomic<int> answered = 0;
  std::atomic<int> busy = 0;
  std::atomic<int> other = 0;
  for (int i = 0; i < 150; ++i) {
    clients.emplace_back([&] {
      const auto answer = Ask("POST", "/v1/chat/completions", Chat(2));
      if (answer && answer->status == 200) {
        ++answered;
      } else if (answer && answer->status == 429) {
        ++busy;
        if (http::Find(answer->headers, "retry-after").empty()) ++other;
      } else {
        ++other;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(other, 0);
  EXPECT_GT(answered, 60);
  EXPECT_EQ(Ask("GET", "/health", "")->status, 200);
}

}  // namespace
}  // namespace wenyuan::model
