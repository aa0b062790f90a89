#include "wenyuan/http/server.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "connection.h"
#include "failure.h"
#include "wenyuan/base/log.h"

namespace wenyuan::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using local = asio::local::stream_protocol;
using Socket = asio::generic::stream_protocol::socket;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);

Peer PeerOf(tcp::socket& socket) {
  boost::system::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  return {socket.remote_endpoint(ignored).address().to_string(), false};
}

Peer PeerOf(local::socket& socket) {
  ::ucred peer{};
  ::socklen_t size = sizeof peer;
  const bool known =
      ::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0;
  return {"unix", known && (peer.uid == ::geteuid() || peer.uid == 0)};
}

class RealServer final : public Server {
 public:
  RealServer(const ServerOptions& options, Handler handler)
      : state_{options, std::move(handler), {options.worker_threads, options.max_streams}, {}} {}

  ~RealServer() override {
    Stop(std::chrono::milliseconds(0));
    work_.reset();
    for (std::thread& thread : threads_) thread.join();
  }

  Result<void> Listen() {
    const bool over_tcp = !state_.options.address.empty();
    if (over_tcp) WY_CHECK(ListenTcp());
    if (!state_.options.unix_socket.empty()) WY_CHECK(ListenUnix());
    if (over_tcp) Accept(tcp_);
    if (owns_unix_socket_) Accept(unix_);
    const std::size_t threads = std::max<std::size_t>(1, state_.options.io_threads);
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { io_.run(); });
    return {};
  }

  [[nodiscard]] std::uint16_t port() const override { return port_; }

  void Stop(std::chrono::milliseconds patience) override {
    if (!state_.stopping.exchange(true)) {
      asio::post(strand_, [this] {
        boost::system::error_code ignored;
        tcp_.close(ignored);
        unix_.close(ignored);
      });
      if (owns_unix_socket_) ::unlink(state_.options.unix_socket.c_str());
    }
    std::unique_lock lock(mutex_);
    ForEach(&Connection::CutIfIdle);
    const auto none_left = [this] { return connections_.empty() && listeners_ == 0; };
    if (!ended_.wait_for(lock, patience, none_left)) ForEach(&Connection::Cut);
    ended_.wait(lock, none_left);
  }

 private:
  Result<void> ListenTcp() {
    const ServerOptions& options = state_.options;
    boost::system::error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) {
      return Error{ErrorCode::kInvalidArgument,
                   "cannot listen on '" + options.address +
                       "', which is no IP address; give one such as 127.0.0.1",
                   "无法监听“" + options.address + "”：不是 IP 地址，请改为如 127.0.0.1"};
    }
    const tcp::endpoint endpoint(address, options.port);
    tcp_.open(endpoint.protocol(), error);
    if (!error) tcp_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) tcp_.bind(endpoint, error);
    if (!error) tcp_.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
      const std::string place = options.address + ":" + std::to_string(options.port);
      const SystemReason why = ReasonOf(error);
      return Error{
          ErrorCode::kUnavailable,
          "cannot listen on " + place + ": " + why.english +
              "; stop the program that uses it or choose another port",
          "无法监听 " + place + "：" + why.chinese + "。请停止占用该端口的程序，或换一个端口"};
    }
    port_ = tcp_.local_endpoint().port();
    return {};
  }

  Result<void> ListenUnix() {
    const std::string path = state_.options.unix_socket.string();
    const auto cannot = [&](const SystemReason& why) {
      return Error{ErrorCode::kUnavailable,
                   "cannot listen on the socket '" + path + "': " + why.english,
                   "无法监听套接字“" + path + "”：" + why.chinese};
    };
    if (path.size() > 107) {
      return cannot({"its path is longer than 107 bytes; move the data folder",
                     "路径超过 107 字节；请移动数据文件夹"});
    }
    boost::system::error_code error;
    local::socket probe(io_);
    probe.connect(local::endpoint(path), error);
    if (!error) {
      return cannot({"another server uses this data folder; stop it first",
                     "另一个服务正在使用该数据文件夹；请先停止它"});
    }
    ::unlink(path.c_str());
    unix_.open(local(), error);
    if (!error) unix_.bind(local::endpoint(path), error);
    // Nobody can connect before listen(), so that nobody slips in before the mode is set.
    if (!error && ::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0) {
      error.assign(errno, boost::system::system_category());
    }
    if (!error) unix_.listen(asio::socket_base::max_listen_connections, error);
    if (error) return cannot(ReasonOf(error));
    owns_unix_socket_ = true;
    return {};
  }

  template <typename Acceptor>
  void Accept(Acceptor& acceptor) {
    ++listeners_;
    asio::co_spawn(strand_, AcceptAll(acceptor), [this](const std::exception_ptr&) {
      const std::lock_guard lock(mutex_);
      --listeners_;
      ended_.notify_all();
    });
  }

  template <typename Acceptor>
  asio::awaitable<void> AcceptAll(Acceptor& acceptor) {
    asio::steady_timer pause(strand_);
    while (!state_.stopping) {
      auto [error, socket] =
          co_await acceptor.async_accept(asio::any_io_executor(asio::make_strand(io_)), kNoThrow);
      if (state_.stopping) co_return;
      if (error) {  // out of file descriptors, or the client left already
        pause.expires_after(std::chrono::milliseconds(50));
        co_await pause.async_wait(kNoThrow);
        continue;
      }
      Peer peer = PeerOf(socket);
      Begin(Socket(std::move(socket)), std::move(peer));
    }
  }

  void Begin(Socket socket, Peer peer) {
    const std::lock_guard lock(mutex_);
    if (connections_.size() >= state_.options.max_connections) {
      static constexpr std::string_view kFull =
          "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\n"
          "Content-Length: 0\r\n\r\n";
      boost::system::error_code ignored;
      socket.non_blocking(true, ignored);
      socket.send(asio::buffer(kFull), 0, ignored);
      return;
    }
    const auto connection = MakeConnection(std::move(socket), std::move(peer), state_);
    connections_.emplace(connection.get(), connection);
    asio::co_spawn(connection->executor(), connection->Run(),
                   [this, key = connection.get()](const std::exception_ptr&) {
                     const std::lock_guard again(mutex_);
                     connections_.erase(key);
                     ended_.notify_all();
                   });
  }

  // mutex_ held. A connection lives until its coroutine ends, and the call holds on to it.
  void ForEach(void (Connection::*method)()) {
    for (const auto& [key, connection] : connections_) {
      asio::post(connection->executor(),
                 [connection = connection, method] { (connection.get()->*method)(); });
    }
  }

  asio::io_context io_;
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work_{
      asio::make_work_guard(io_)};
  asio::strand<asio::io_context::executor_type> strand_ = asio::make_strand(io_);
  ServerState state_;  // after io_: its workers hold executors until they are joined
  tcp::acceptor tcp_{io_};
  local::acceptor unix_{io_};
  std::uint16_t port_ = 0;
  bool owns_unix_socket_ = false;
  std::vector<std::thread> threads_;

  std::mutex mutex_;  // guards what follows
  std::condition_variable ended_;
  std::map<Connection*, std::shared_ptr<Connection>> connections_;
  int listeners_ = 0;
};

}  // namespace

Result<std::unique_ptr<Server>> StartServer(const ServerOptions& options, Handler handler) {
  try {
    auto server = std::make_unique<RealServer>(options, std::move(handler));
    WY_CHECK(server->Listen());
    return server;
  } catch (const std::exception& exception) {
    return Error{ErrorCode::kInternal,
                 std::string("cannot start the HTTP server: ") + exception.what()};
  }
}

}  // namespace wenyuan::http
