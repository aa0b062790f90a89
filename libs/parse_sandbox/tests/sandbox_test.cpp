#include "wenyuan/parse_sandbox/sandbox.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

namespace wenyuan::parse_sandbox {
namespace {

// The exit status of `body` in a process of its own that is in the sandbox.
int StatusInSandbox(const std::function<int()>& body, SandboxOptions options = {}) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (!EnterSandbox(options)) ::_exit(100);
    ::_exit(body());
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST(Sandbox, PassesItsOwnCheck) {
  EXPECT_EQ(StatusInSandbox([] { return CheckSandbox() ? 0 : 1; }), 0);
}

TEST(Sandbox, TheCheckFailsOutsideOfIt) {
  const Result<void> check = CheckSandbox();
  ASSERT_FALSE(check);
  EXPECT_EQ(check.error().code, ErrorCode::kInternal);
}

TEST(Sandbox, RefusesToDeleteAndToSignal) {
  EXPECT_EQ(StatusInSandbox([] { return ::unlink("/tmp/x") != 0 && errno == EPERM ? 0 : 1; }), 0);
  EXPECT_EQ(StatusInSandbox([] { return ::kill(::getppid(), 0) != 0 ? 0 : 1; }), 0);
}

TEST(Sandbox, LimitsMemory) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "the address sanitizer needs all of the address space";
#endif
  const auto map_too_much = [] {
    void* memory = ::mmap(nullptr, std::size_t{512} << 20U, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? 0 : 1;
  };
  EXPECT_EQ(StatusInSandbox(map_too_much, {std::size_t{256} << 20U}), 0);
  EXPECT_EQ(StatusInSandbox(map_too_much, {std::size_t{4096} << 20U}), 1);
}

TEST(Sandbox, AllowsMemoryAndTheEnd) {
  EXPECT_EQ(StatusInSandbox([] {
              std::string text(1 << 20U, 'x');
              return text.size() == 1 << 20U ? 42 : 1;
            }),
            42);
}

TEST(Sandbox, AnAbortEndsTheProcess) {
  EXPECT_EQ(StatusInSandbox([]() -> int { std::abort(); }), -SIGABRT);
}

}  // namespace
}  // namespace wenyuan::parse_sandbox
