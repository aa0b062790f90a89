#include "wenyuan/base/spawn.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "wenyuan/base/descriptor.h"
#include "wenyuan/base/system_reason.h"

extern char** environ;

namespace wenyuan {
namespace {

// posix_spawn's two parameter objects, which need destroying.
struct SpawnPlan {
  posix_spawn_file_actions_t files{};
  posix_spawnattr_t attributes{};
  SpawnPlan() {
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawnattr_init(&attributes);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&files);
    ::posix_spawnattr_destroy(&attributes);
  }
};

int Prepare(SpawnPlan& plan, bool own_group) {
  sigset_t all{};
  sigset_t none{};
  ::sigfillset(&all);
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigdefault(&plan.attributes, &all);
  ::posix_spawnattr_setsigmask(&plan.attributes, &none);
  ::posix_spawnattr_setpgroup(&plan.attributes, 0);
  const int flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
  return ::posix_spawnattr_setflags(
      &plan.attributes, static_cast<short>(own_group ? flags | POSIX_SPAWN_SETPGROUP : flags));
}

std::vector<char*> Pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

Result<pid_t> Spawn(const SpawnRequest& request) {
  const auto failure = [&](int code) {
    const SystemReason why = ReasonOf(code);
    return Error{ErrorCode::kUnavailable,
                 "cannot start '" + request.program.string() + "': " + why.english,
                 "无法启动“" + request.program.string() + "”：" + why.chinese};
  };
  int last = 2;
  for (const auto& [its, ours] : request.descriptors) last = std::max(last, its);
  SpawnPlan plan;
  int failed = Prepare(plan, request.own_group);
  const auto add = [&](int result) { failed = failed != 0 ? failed : result; };
  add(::posix_spawn_file_actions_addopen(&plan.files, 0, "/dev/null", O_RDONLY, 0));
  // Copies above all targets, for ours may be among them.
  std::vector<Descriptor> copies;
  for (const auto& [its, ours] : request.descriptors) {
    copies.emplace_back(::fcntl(ours, F_DUPFD_CLOEXEC, last + 1));
    if (!copies.back()) return failure(errno);
    add(::posix_spawn_file_actions_adddup2(&plan.files, copies.back().get(), its));
  }
  add(::posix_spawn_file_actions_addclosefrom_np(&plan.files, last + 1));
  std::vector<std::string> words = {request.program.string()};
  words.insert(words.end(), request.arguments.begin(), request.arguments.end());
  std::vector<std::string> environment = request.environment;
  pid_t child = 0;
  if (failed == 0) {
    failed = ::posix_spawn(&child, request.program.c_str(), &plan.files, &plan.attributes,
                           Pointers(words).data(), Pointers(environment).data());
  }
  if (failed != 0) return failure(failed);
  return child;
}

std::vector<std::string> EnvironmentWithout(std::string_view prefix) {
  std::vector<std::string> kept;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (!std::string_view(*entry).starts_with(prefix)) kept.emplace_back(*entry);
  }
  return kept;
}

}  // namespace wenyuan
