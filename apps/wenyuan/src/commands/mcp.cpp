#include "mcp.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "../data_folder.h"
#include "../mcp_bridge.h"
#include "wenyuan/http/endpoint.h"

namespace wenyuan::app {
namespace {

class EndpointTransport final : public Transport {
 public:
  explicit EndpointTransport(http::Endpoint endpoint) : endpoint_(std::move(endpoint)) {}
  using Transport::Call;
  Result<http::Response> Call(const http::ClientRequest& request, Deadline deadline,
                              const http::OnPiece& on_piece) override {
    return http::Fetch(endpoint_, request, deadline, on_piece);
  }
  [[nodiscard]] bool outlives_us() const override { return true; }

 private:
  const http::Endpoint endpoint_;
};

Result<std::unique_ptr<Transport>> Connect(const Session& session, const McpOptions& options,
                                           const std::string& token) {
  if (options.url.empty()) {
    return MakeSocketTransport(DataLayout{session.config().data}.socket());
  }
  WY_TRY(http::Endpoint endpoint, http::ParseEndpoint(options.url));
  if (token.empty() && endpoint.unix_socket.empty()) {
    return Error{ErrorCode::kUnauthenticated,
                 "who asks '" + options.url +
                     "' is not known: put an API token into the environment as WENYUAN_TOKEN",
                 "向“" + options.url + "”提问需要身份：请把 API 令牌放进环境变量 WENYUAN_TOKEN"};
  }
  return std::make_unique<EndpointTransport>(std::move(endpoint));
}

// Whether somebody has still to read what was written to standard output: a pipe says what lies in
// it, a socket what the other side has not taken, and nothing else is asked.
bool IsUnread() {
  struct stat output {};
  if (::fstat(STDOUT_FILENO, &output) != 0) return false;
  if (!S_ISFIFO(output.st_mode) && !S_ISSOCK(output.st_mode)) return false;
  int bytes = 0;
  const unsigned long wanted = S_ISFIFO(output.st_mode) ? FIONREAD : SIOCOUTQ;
  return ::ioctl(STDOUT_FILENO, wanted, &bytes) == 0 && bytes > 0;
}

void AwaitRead() {
  constexpr std::chrono::milliseconds kLook{1};
  const Deadline deadline = Deadline::After(std::chrono::seconds(1));
  while (IsUnread() && !deadline.Passed()) std::this_thread::sleep_for(kLook);
}

}  // namespace

int RunMcp(Session& session, const McpOptions& options) {
  const char* const token = std::getenv("WENYUAN_TOKEN");
  const McpBridgeOptions bridge{token == nullptr ? "" : token, session.terminal().language(),
                                AwaitRead};
  const bool is_plain = std::all_of(bridge.token.begin(), bridge.token.end(),
                                    [](char letter) { return letter > ' ' && letter < '\x7F'; });
  if (!is_plain) {  // it becomes a part of a header
    return session.Fail({ErrorCode::kInvalidArgument,
                         "WENYUAN_TOKEN holds blanks or other characters that no token has; copy "
                         "it again",
                         "WENYUAN_TOKEN 含有空白等令牌中不会出现的字符，请重新复制"});
  }
  const auto transport = Connect(session, options, bridge.token);
  if (!transport) return session.Fail(transport.error());
  (void)std::signal(SIGPIPE, SIG_IGN);  // a client that is gone is seen at the next line
  BridgeMcp(**transport, bridge, std::cin, std::cout);
  return 0;
}

}  // namespace wenyuan::app
