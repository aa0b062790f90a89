// A model laid over two RPC servers, which run on this machine.
#include <arpa/inet.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <llama.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "test_models.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/gguf/testing/toy_models.h"

namespace wenyuan::llm_llama {
namespace {

using serving::BatchToken;
using serving::Token;

std::filesystem::path Program() {
  Dl_info where{};
  ::dladdr(reinterpret_cast<const void*>(&::llama_backend_init), &where);
  return std::filesystem::canonical(where.dli_fname).parent_path() / "rpc-server";
}

sockaddr_in Local(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

std::uint16_t FreePort() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = Local(0);
  socklen_t size = sizeof(address);
  ::bind(socket, reinterpret_cast<const sockaddr*>(&address), size);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(socket);
  return ntohs(address.sin_port);
}

class Server {
 public:
  Server() : port_(FreePort()) {
    const std::string program = Program();
    std::vector<std::string> words = {program, "-p", std::to_string(port_), "-t", "1"};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files{};
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    ::posix_spawn(&process_, program.c_str(), &files, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }

  [[nodiscard]] bool Answers() const {
    for (int i = 0; i < 600; ++i) {
      const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
      const sockaddr_in address = Local(port_);
      const bool there =
          ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
      ::close(socket);
      if (there) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }
  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  const std::uint16_t port_;
  pid_t process_ = 0;
};

struct Written {
  std::string processor;
  std::vector<float> logits;  // of the prompt's last token
  std::vector<Token> tokens;
};

Written Write(const TextModel& model) {
  Written written;
  written.processor = model.info().processor;
  DecoderOptions options;
  options.cells = 256;
  options.sequences = 1;
  const auto decoder = *model.MakeDecoder(options);
  auto pending = *model.Tokenize("the staff have 年假", false, true);
  std::uint32_t at = 0;
  while (written.tokens.size() < 24) {
    std::vector<BatchToken> batch;
    for (const Token token : pending) batch.push_back({token, at++, 0, false});
    batch.back().output = true;
    EXPECT_TRUE(decoder->Decode(batch));
    const auto row = decoder->Logits(0);
    if (written.logits.empty()) written.logits.assign(row.begin(), row.end());
    pending = {static_cast<Token>(std::max_element(row.begin(), row.end()) - row.begin())};
    written.tokens.push_back(pending.front());
  }
  return written;
}

TEST(Rpc, TwoServersWriteWhatOneMachineWrites) {
  if (!std::filesystem::exists(Program())) {
    GTEST_SKIP() << "skipped: the RPC back end is not installed (scripts/models/install_rpc)";
  }
  SetLogLevel(LogLevel::kError);
  const testing::TemporaryFolder folder;
  const Server first;
  const Server second;
  ASSERT_TRUE(first.Answers() && second.Answers());
  gguf::testing::ToyOptions shape;
  shape.layers = 4;
  for (const auto& writer : {gguf::testing::ToyQwen2(shape), gguf::testing::ToyDeepseek2(shape)}) {
    TextModelOptions options;
    options.model = folder.path() / "toy.gguf";
    writer.Write(options.model);
    const Written local = Write(**LoadTextModel(options));
    options.rpc_servers = {first.address(), second.address()};
    options.shares = {1, 1};
    const auto model = LoadTextModel(options);
    ASSERT_TRUE(model) << model.error().message;
    const Written spread = Write(**model);
    EXPECT_NE(spread.processor.find("RPC"), std::string::npos) << spread.processor;
    EXPECT_EQ(spread.tokens, local.tokens);
    EXPECT_EQ(spread.logits, local.logits);
  }
}

}  // namespace
}  // namespace wenyuan::llm_llama
