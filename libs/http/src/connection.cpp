#include "connection.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

#include "exchange.h"
#include "wenyuan/base/log.h"

namespace wenyuan::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kReadBytes = 4096;
constexpr std::size_t kBodyBufferBytes = 128U << 10U;
// How long and how much we still read from a client that was refused in the middle of its body: a
// socket closed with unread bytes would take our answer away from it.
constexpr std::chrono::seconds kDrainTime{2};
constexpr std::size_t kDrainBytes = 16U << 20U;

class RealConnection final : public Connection {
 public:
  RealConnection(asio::generic::stream_protocol::socket socket, Peer peer, ServerState& state)
      : stream_(std::move(socket)),
        buffer_(state.options.max_header_bytes + kBodyBufferBytes),
        peer_(std::move(peer)),
        state_(state) {}

  asio::awaitable<void> Run() override {
    try {
      for (bool first = true; co_await ServeOne(first); first = false) {
      }
    } catch (const std::exception& exception) {
      Log(LogLevel::kError, "a connection failed", {{"why", exception.what()}});
    }
    Cut();
  }

  void CutIfIdle() override {
    if (idle_) Cut();
  }
  void Cut() override { beast::close_socket(stream_); }
  asio::any_io_executor executor() override { return stream_.get_executor(); }

 private:
  struct Head {
    std::optional<std::size_t> size;
    std::optional<Refusal> refusal;
  };

  asio::awaitable<bool> ServeOne(bool first) {
    const Head head = co_await ReadHead(first);
    if (!head.size && !head.refusal) co_return false;
    Exchange exchange(stream_, buffer_, state_);
    std::optional<Refusal> refusal = head.refusal;
    if (!refusal) {
      const std::string_view bytes = Buffered().substr(0, *head.size);
      refusal = CheckHead(bytes);
      if (!refusal) refusal = exchange.Begin(bytes, peer_);
      buffer_.consume(*head.size);
    }
    if (refusal) {
      co_await exchange.Refuse(*std::move(refusal));
      co_await Drain();
      co_return false;
    }
    const bool again = co_await exchange.Serve();
    if (!again && (exchange.unread() || buffer_.size() > 0)) co_await Drain();
    co_return again;
  }

  // Nothing: the client left, was too slow, or we stop.
  asio::awaitable<Head> ReadHead(bool first) {
    const ServerOptions& options = state_.options;
    auto deadline =
        std::chrono::steady_clock::now() + (first ? options.header_timeout : options.idle_timeout);
    std::size_t seen = 0;
    while (true) {
      const HeadProgress progress = ScanHead(Buffered(), seen);
      if (progress.broken) {
        co_return Head{{}, Refusal{400, "the request is not well-formed HTTP/1.1"}};
      }
      if (progress.size.value_or(buffer_.size()) > options.max_header_bytes) {
        co_return Head{{}, Refusal{431, "the head of the request is too large"}};
      }
      if (progress.size) co_return Head{progress.size, {}};
      seen = buffer_.size();
      if (state_.stopping) co_return Head{};
      idle_ = seen == 0;
      stream_.expires_at(deadline);
      const auto [error, bytes] =
          co_await stream_.async_read_some(buffer_.prepare(kReadBytes), kNoThrow);
      idle_ = false;
      if (error) co_return Head{};
      if (seen == 0) deadline = std::chrono::steady_clock::now() + options.header_timeout;
      buffer_.commit(bytes);
    }
  }

  asio::awaitable<void> Drain() {
    beast::error_code ignored;
    stream_.socket().shutdown(asio::socket_base::shutdown_send, ignored);
    stream_.expires_after(kDrainTime);
    for (std::size_t drained = 0; drained < kDrainBytes;) {
      buffer_.clear();
      const auto [error, bytes] =
          co_await stream_.async_read_some(buffer_.prepare(kBodyBufferBytes), kNoThrow);
      if (error) co_return;
      drained += bytes;
    }
  }

  [[nodiscard]] std::string_view Buffered() const {
    return {static_cast<const char*>(buffer_.cdata().data()), buffer_.size()};
  }

  Stream stream_;
  beast::flat_buffer buffer_;
  const Peer peer_;
  ServerState& state_;
  bool idle_ = false;
};

}  // namespace

std::shared_ptr<Connection> MakeConnection(asio::generic::stream_protocol::socket socket, Peer peer,
                                           ServerState& state) {
  return std::make_shared<RealConnection>(std::move(socket), std::move(peer), state);
}

}  // namespace wenyuan::http
