#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <memory>
#include <string>

#include "wenyuan/http/server.h"
#include "worker_pool.h"

namespace wenyuan::http {

struct Peer {
  std::string name;
  bool same_user = false;
};

// What all connections of a server share; outlives them.
struct ServerState {
  ServerOptions options;
  Handler handler;
  WorkerPool pool;
  std::atomic<bool> stopping = false;
};

// One client. All methods on the socket's executor, which is a strand.
class Connection {
 public:
  virtual ~Connection() = default;
  // Serves requests until one side has enough. Never throws.
  virtual boost::asio::awaitable<void> Run() = 0;
  // Ends a connection that waits for a request.
  virtual void CutIfIdle() = 0;
  virtual void Cut() = 0;
  virtual boost::asio::any_io_executor executor() = 0;
};

std::shared_ptr<Connection> MakeConnection(boost::asio::generic::stream_protocol::socket socket,
                                           Peer peer, ServerState& state);

}  // namespace wenyuan::http
