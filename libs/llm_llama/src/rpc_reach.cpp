#include "rpc_reach.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <memory>

#include "wenyuan/base/system_reason.h"

namespace wenyuan::llm_llama {
namespace {

constexpr int kPatienceMillis = 5'000;

// 0, or why not.
int Connect(const addrinfo& place) {
  const int socket =
      ::socket(place.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, place.ai_protocol);
  if (socket < 0) return errno;
  int failed = ::connect(socket, place.ai_addr, place.ai_addrlen) == 0 ? 0 : errno;
  if (failed == EINPROGRESS) {
    pollfd waiting{socket, POLLOUT, 0};
    socklen_t size = sizeof(failed);
    if (::poll(&waiting, 1, kPatienceMillis) <= 0) {
      failed = ETIMEDOUT;
    } else {
      ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &failed, &size);
    }
  }
  ::close(socket);
  return failed;
}

}  // namespace

Result<void> CheckReachable(const std::string& server) {
  const std::size_t colon = server.rfind(':');
  unsigned port = 0;
  const char* end = server.data() + server.size();
  if (colon == std::string::npos || colon == 0 ||
      std::from_chars(server.data() + colon + 1, end, port).ptr != end || port == 0 ||
      port > 65'535) {
    return Error{ErrorCode::kInvalidArgument,
                 "the RPC server '" + server + "' is not of the form HOST:PORT",
                 "RPC 服务器“" + server + "”的格式应为 主机:端口"};
  }
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const std::string host = server.substr(0, colon);
  const int unknown = ::getaddrinfo(host.c_str(), server.c_str() + colon + 1, &wanted, &list);
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> places(list, &::freeaddrinfo);
  int failed = EHOSTUNREACH;
  for (const addrinfo* place = list; place != nullptr && failed != 0; place = place->ai_next) {
    failed = Connect(*place);
  }
  if (unknown == 0 && failed == 0) return {};
  SystemReason why = ReasonOf(failed);
  if (unknown != 0) {
    why.english = ::gai_strerror(unknown);
    why.chinese = "找不到该主机名（" + why.english + "）";
  }
  return Error{ErrorCode::kUnavailable,
               "the RPC server '" + server + "' does not answer: " + why.english,
               "RPC 服务器“" + server + "”没有应答：" + why.chinese};
}

}  // namespace wenyuan::llm_llama
