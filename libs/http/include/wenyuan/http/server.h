#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "wenyuan/base/result.h"
#include "wenyuan/http/message.h"

namespace wenyuan::http {

struct ServerOptions {
  std::string address = "127.0.0.1";  // empty: none but the unix socket
  std::uint16_t port = 8765;          // 0: any free one
  std::filesystem::path unix_socket;  // mode 0600; empty: none
  std::size_t io_threads = 1;
  // Handlers that run at the same time. One that streams (a long upload, Start()) gives its place
  // to the next; at most `max_streams` of those have a thread of their own.
  std::size_t worker_threads = 8;
  std::size_t max_streams = 256;
  std::size_t max_connections = 1024;
  std::uint64_t max_body_bytes = std::uint64_t{2} << 30U;
  std::uint32_t max_header_bytes = 16U << 10U;
  std::chrono::seconds header_timeout{10};
  std::chrono::seconds idle_timeout{60};   // between requests, and for 64 KiB of a body to come
  std::chrono::seconds write_timeout{15};  // for 64 KiB of an answer to go
};

// An HTTP/1.1 server (RFC 9112): keep-alive, bounded everything, no pipelining (a connection on
// which more came than one request is closed after its answer). Anything ambiguous is 400 and
// closed. Any thread may call its methods.
class Server {
 public:
  virtual ~Server() = default;  // stops
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  // No new connections; running handlers get `patience`, then their connections are cut.
  virtual void Stop(std::chrono::milliseconds patience) = 0;
};

// Listening when it returns. kUnavailable when the address is taken, naming it and what to do.
Result<std::unique_ptr<Server>> StartServer(const ServerOptions& options, Handler handler);

}  // namespace wenyuan::http
