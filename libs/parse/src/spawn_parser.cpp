#include "spawn_parser.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <string>

#include "messages.h"
#include "wenyuan/base/spawn.h"
#include "wenyuan/base/system_reason.h"

namespace wenyuan::parse {
namespace {

Error Unavailable(const std::string& what, int code) {
  const SystemReason why = ReasonOf(code);
  return {ErrorCode::kUnavailable, "cannot " + what + ": " + why.english,
          "无法启动解析进程：系统资源不足（" + why.english + "）"};
}

}  // namespace

Result<Spawned> SpawnParser(const ParserProcessOptions& options) {
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) {
    return Unavailable("open a socket for the parser", errno);
  }
  Spawned child;
  child.socket = Descriptor(pair[0]);
  const Descriptor its_socket(pair[1]);
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
    return Unavailable("open a pipe for the parser", errno);
  }
  child.complaints = Descriptor(pipe[0]);
  const Descriptor its_complaints(pipe[1]);

  SpawnRequest request;
  request.program = options.program;
  request.arguments = {"--serve", "--memory-bytes=" + std::to_string(options.memory_bytes)};
  if (!options.recogniser.empty()) {
    request.arguments.push_back("--recogniser=" + options.recogniser.string());
  }
  if (options.give_pictures) request.arguments.emplace_back("--give-pictures");
  request.descriptors = {
      {1, its_complaints.get()}, {2, its_complaints.get()}, {kControlDescriptor, its_socket.get()}};
  const Result<pid_t> started = Spawn(request);
  if (!started) return started.error();
  child.pid = *started;
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
