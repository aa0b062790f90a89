#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>

#include "messages.h"
#include "wenyuan/parse/serve_files.h"

namespace wenyuan::parse {
namespace {

constexpr std::array kCrashes = {SIGABRT, SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE};
constexpr std::size_t kProbeBytes = std::size_t{64} << 20U;
constexpr std::size_t kStackBytes = std::size_t{64} << 10U;

// Libraries abort when an allocation fails. They were short of memory if we are, too.
void OnCrash(int signal) {
  void* probe =
      ::mmap(nullptr, kProbeBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (probe == MAP_FAILED) ::_exit(kOutOfMemoryExitStatus);
  (void)::signal(signal, SIG_DFL);
  (void)::raise(signal);  // blocked until we return, then it kills
}

}  // namespace

void InstallCrashHandler() {
  static std::array<char, kStackBytes> stack;  // the handler must run when the other one overflowed
  stack_t alternative{};
  alternative.ss_sp = stack.data();
  alternative.ss_size = stack.size();
  ::sigaltstack(&alternative, nullptr);
  struct sigaction action {};
  action.sa_handler = OnCrash;
  action.sa_flags = SA_ONSTACK;
  for (const int signal : kCrashes) ::sigaction(signal, &action, nullptr);
}

}  // namespace wenyuan::parse
