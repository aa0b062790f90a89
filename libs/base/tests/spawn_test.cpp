#include "wenyuan/base/spawn.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "wenyuan/base/descriptor.h"

namespace wenyuan {
namespace {

// What a shell says on its descriptor `its`.
std::string Said(const std::string& script, int its, std::vector<std::string> environment = {}) {
  std::array<int, 2> pipe{};
  EXPECT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
  const Descriptor reads(pipe[0]);
  Result<pid_t> child = Error{ErrorCode::kInternal, "not started"};
  {
    const Descriptor writes(pipe[1]);
    child = Spawn({"/bin/sh", {"-c", script}, std::move(environment), {{its, writes.get()}}, true});
  }
  if (!child) return child.error().message;
  std::string said;
  std::array<char, 256> bytes{};
  for (ssize_t size = 0; (size = ::read(reads.get(), bytes.data(), bytes.size())) > 0;) {
    said.append(bytes.data(), static_cast<std::size_t>(size));
  }
  ::waitpid(*child, nullptr, 0);
  return said;
}

TEST(Spawn, GivesTheProgramItsDescriptorsAndNoOthers) {
  EXPECT_EQ(Said("echo hello", 1), "hello\n");
  EXPECT_EQ(Said("echo hello >&5", 5), "hello\n");
  EXPECT_EQ(Said("cat; for n in 3 4 5 6 7 8 9; do [ -e /proc/self/fd/$n ] && echo $n; done", 1), "")
      << "nothing is to be read, and nothing of ours is open";
}

TEST(Spawn, GivesTheProgramTheEnvironmentNamedAndNoMore) {
  EXPECT_EQ(Said("echo $GIVEN-$HOME", 1, {"GIVEN=1"}), "1-\n");
}

TEST(Spawn, SaysWhatCouldNotBeStarted) {
  const auto child = Spawn({"/nowhere/at/all", {}, {}, {}, true});
  ASSERT_FALSE(child);
  EXPECT_EQ(child.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(child.error().message.find("/nowhere/at/all"), std::string::npos);
}

TEST(EnvironmentWithout, LeavesOutWhatBeginsSo) {
  ::setenv("WENYUAN_SPAWN_TEST", "secret", 1);
  ::setenv("SPAWN_TEST", "kept", 1);
  const auto kept = EnvironmentWithout("WENYUAN_");
  EXPECT_NE(std::find(kept.begin(), kept.end(), "SPAWN_TEST=kept"), kept.end());
  EXPECT_EQ(std::find(kept.begin(), kept.end(), "WENYUAN_SPAWN_TEST=secret"), kept.end());
}

}  // namespace
}  // namespace wenyuan
