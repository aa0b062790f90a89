#pragma once

#include <filesystem>
#include <memory>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/http/client.h"
#include "wenyuan/http/message.h"

namespace wenyuan::app {

// How a command reaches the API: the same requests whether a server runs or not. Any thread.
class Transport {
 public:
  virtual ~Transport() = default;
  // As http::Fetch.
  virtual Result<http::Response> Call(const http::ClientRequest& request, Deadline deadline,
                                      const http::OnPiece& on_piece) = 0;
  Result<http::Response> Call(const http::ClientRequest& request, Deadline deadline) {
    return Call(request, deadline, {});
  }
  // True when the work goes on after this process ends, because a server does it.
  [[nodiscard]] virtual bool outlives_us() const = 0;
};

// Over the server's unix socket.
std::unique_ptr<Transport> MakeSocketTransport(std::filesystem::path socket);

// By calling the handler in this process, as the operator. The handler must outlive it.
std::unique_ptr<Transport> MakeDirectTransport(const http::Handler& handler);

}  // namespace wenyuan::app
