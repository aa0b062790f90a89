#include "spawn_parser.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

#include "messages.h"

namespace wenyuan::parse {
namespace {

Error Unavailable(const std::string& what, int code) {
  return {ErrorCode::kUnavailable, "cannot " + what + ": " + std::generic_category().message(code),
          "无法启动解析进程：系统资源不足或程序缺失；请查看日志"};
}

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

int Prepare(SpawnPlan& plan, int socket, int complaints) {
  sigset_t all{};
  sigset_t none{};
  ::sigfillset(&all);
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigdefault(&plan.attributes, &all);
  ::posix_spawnattr_setsigmask(&plan.attributes, &none);
  ::posix_spawnattr_setpgroup(&plan.attributes, 0);
  int failed = ::posix_spawnattr_setflags(
      &plan.attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  const auto add = [&](int result) { failed = failed != 0 ? failed : result; };
  // Our numbers may be among the targets; SpawnParser made sure that they are above them.
  add(::posix_spawn_file_actions_addopen(&plan.files, 0, "/dev/null", O_RDONLY, 0));
  add(::posix_spawn_file_actions_adddup2(&plan.files, complaints, 1));
  add(::posix_spawn_file_actions_adddup2(&plan.files, complaints, 2));
  add(::posix_spawn_file_actions_adddup2(&plan.files, socket, kControlDescriptor));
  add(::posix_spawn_file_actions_addclosefrom_np(&plan.files, kControlDescriptor + 1));
  return failed;
}

Descriptor AboveTargets(Descriptor descriptor) {
  if (descriptor.get() > kControlDescriptor) return descriptor;
  return Descriptor(::fcntl(descriptor.get(), F_DUPFD_CLOEXEC, kControlDescriptor + 1));
}

}  // namespace

Result<Spawned> SpawnParser(const std::filesystem::path& program, std::size_t memory_bytes) {
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) {
    return Unavailable("open a socket for the parser", errno);
  }
  Spawned child;
  child.socket = Descriptor(pair[0]);
  const Descriptor its_socket = AboveTargets(Descriptor(pair[1]));
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
    return Unavailable("open a pipe for the parser", errno);
  }
  child.complaints = Descriptor(pipe[0]);
  const Descriptor its_complaints = AboveTargets(Descriptor(pipe[1]));

  SpawnPlan plan;
  std::string path = program.string();
  std::string serve = "--serve";
  std::string memory = "--memory-bytes=" + std::to_string(memory_bytes);
  std::array<char*, 4> arguments = {path.data(), serve.data(), memory.data(), nullptr};
  std::array<char*, 1> environment = {nullptr};
  int failed = Prepare(plan, its_socket.get(), its_complaints.get());
  if (failed == 0) {
    failed = ::posix_spawn(&child.pid, path.c_str(), &plan.files, &plan.attributes,
                           arguments.data(), environment.data());
  }
  if (failed != 0) return Unavailable("start the parser '" + path + "'", failed);
  return child;
}

Result<Descriptor> SealedFile(std::string_view bytes) {
  Descriptor file(::memfd_create("file to parse", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file) return Unavailable("hold a file in memory for the parser", errno);
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return Unavailable("hold a file in memory for the parser", errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fcntl(file.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) !=
      0) {
    return Unavailable("seal a file for the parser", errno);
  }
  return file;
}

}  // namespace wenyuan::parse
