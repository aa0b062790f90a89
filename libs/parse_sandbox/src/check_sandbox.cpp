#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "wenyuan/parse_sandbox/sandbox.h"

namespace wenyuan::parse_sandbox {
namespace {

Error Open(const std::string& what) {
  return {ErrorCode::kInternal,
          "the parser's sandbox is open: " + what + " was not refused; no file will be read"};
}

bool CanFork() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  if (child > 0) ::waitpid(child, nullptr, 0);
  return child > 0;
}

bool CanMapExecutable() {
  void* memory =
      ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return false;
  ::munmap(memory, 4096);
  return true;
}

// True ends this process: `false` exits with 1, and the server sees that we never got ready.
void RunAnotherProgram() {
  std::string program = "/bin/false";
  std::array<char*, 2> arguments = {program.data(), nullptr};
  std::array<char*, 1> environment = {nullptr};
  ::execve(program.c_str(), arguments.data(), environment.data());
}

}  // namespace

Result<void> CheckSandbox() {
  if (::open("/dev/null", O_RDONLY | O_CLOEXEC) >= 0) return Open("opening a file");
  if (::open("wenyuan-sandbox", O_CREAT | O_WRONLY | O_CLOEXEC, 0600) >= 0) {
    return Open("creating a file");
  }
  for (const int family : {AF_INET, AF_INET6, AF_UNIX}) {
    if (::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0) return Open("a socket");
  }
  if (CanMapExecutable()) return Open("executable memory");
  if (CanFork()) return Open("a new process");
  RunAnotherProgram();
  return {};
}

}  // namespace wenyuan::parse_sandbox
