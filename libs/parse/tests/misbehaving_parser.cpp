// A parser program for the tests of MakeParserProcesses: the content of a file says what goes
// wrong.
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "wenyuan/parse/parser.h"
#include "wenyuan/parse/serve_files.h"
#include "wenyuan/parse_sandbox/sandbox.h"

namespace {

using wenyuan::Error;
using wenyuan::ErrorCode;
using wenyuan::Result;
using wenyuan::parse::Document;

Document Text(const std::string& text) {
  Document document;
  document.format = "mock";
  document.blocks.emplace_back().text = text;
  return document;
}

std::string Refused(bool refused) { return refused ? "refused" : "allowed"; }

[[noreturn]] void SpinForever() {
  volatile unsigned count = 0;
  while (true) count = count + 1;
}

int Recurse(int depth) {
  volatile char frame[4096];
  frame[depth % 4096] = 1;
  return depth < 0 ? 0 : Recurse(depth + 1) + frame[0];
}

void AllocateUntilNull() {
  while (true) {
    void* memory = std::malloc(std::size_t{8} << 20U);
    if (memory == nullptr) std::abort();  // as C libraries do
    std::memset(memory, 1, std::size_t{8} << 20U);
  }
}

void Flood() {
  const std::string piece(1 << 20U, 'x');
  const char header[16] = {'W', 'Y', 'F', '1', 4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0};  // 2^40 bytes
  (void)!::write(3, header, sizeof header);
  while (::write(3, piece.data(), piece.size()) > 0) {
  }
}

pid_t Fork() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  return child;
}

int RunProgram() {
  std::string program = "/bin/true";
  char* const arguments[] = {program.data(), nullptr};
  char* const environment[] = {nullptr};
  return ::execve(program.c_str(), arguments, environment);
}

class MisbehavingParser final : public wenyuan::parse::Parser {
 public:
  [[nodiscard]] std::string_view Name() const override { return "mock"; }
  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view) const override {
    return bytes.starts_with("mock:") ? 100 : 0;
  }
  Result<Document> Parse(const wenyuan::parse::ParseRequest& request) override {
    const std::string what(request.bytes.substr(5));
    if (what == "abort") std::abort();
    if (what == "spin") SpinForever();
    if (what == "sleep") std::this_thread::sleep_for(std::chrono::hours{1});
    if (what == "nap") std::this_thread::sleep_for(std::chrono::milliseconds{300});
    if (what == "recurse") Recurse(0);
    if (what == "allocate") AllocateUntilNull();
    if (what == "allocate in C++") {
      std::vector<std::string> memory;
      while (true) memory.emplace_back(std::size_t{8} << 20U, 'x');
    }
    if (what == "flood") Flood();
    if (what == "throw") throw std::runtime_error("a library is unhappy");
    if (what == "exit") ::_exit(3);
    if (what == "answer nonsense") {
      (void)!::write(3, "HTTP/1.1 200 OK\r\n\r\n", 19);
    }
    if (what == "nothing") return Document{};
    if (what == "long") return Text(std::string(std::size_t{65} << 20U, 'x'));
    if (what == "error") return Error{ErrorCode::kPermissionDenied, "needs a password", "需要密码"};
    if (what == "socket") return Text(Refused(::socket(AF_INET, SOCK_STREAM, 0) < 0));
    if (what == "file") return Text(Refused(::open("stolen", O_CREAT | O_WRONLY, 0600) < 0));
    if (what == "deletion") return Text(Refused(::unlink("stolen") < 0 && errno != ENOENT));
    if (what == "fork") return Text(Refused(Fork() < 0));
    if (what == "program") return Text(Refused(RunProgram() < 0));
    if (what == "environment") return Text(::environ[0] == nullptr ? "empty" : ::environ[0]);
    if (what == "descriptors") {
      std::string open;
      for (int i = 0; i < 256; ++i) {
        if (::lseek(i, 0, SEEK_CUR) >= 0 || errno != EBADF) open += std::to_string(i) + " ";
      }
      return Text(open);
    }
    if (what == "pid") return Text(std::to_string(::getpid()));
    return Text(what + "|" + std::string(request.name) + "|" + std::string(request.password));
  }
};

}  // namespace

int main(int argc, char** argv) {
  std::size_t memory_bytes = 0;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument.starts_with("--memory-bytes=")) memory_bytes = std::stoull(argument.substr(15));
  }
  wenyuan::parse::InstallCrashHandler();
  const auto sandbox = wenyuan::parse_sandbox::EnterSandbox({memory_bytes});
  if (!sandbox) return wenyuan::parse::ReportStartFailure(sandbox.error());
  if (const auto tight = wenyuan::parse_sandbox::CheckSandbox(); !tight) {
    return wenyuan::parse::ReportStartFailure(tight.error());
  }
  std::vector<std::unique_ptr<wenyuan::parse::Parser>> parsers;
  parsers.push_back(std::make_unique<MisbehavingParser>());
  ::_exit(wenyuan::parse::ServeFiles(parsers, *sandbox));
}
