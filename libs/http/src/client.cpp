#include "wenyuan/http/client.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <optional>

#include "failure.h"

namespace wenyuan::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using local = asio::local::stream_protocol;
using LocalStream = beast::basic_stream<local>;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using Code = boost::system::error_code;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kPieceBytes = 64U << 10U;

Error NobodyListens(const Endpoint& endpoint, const Code& error) {
  if (error == beast::error::timeout) {
    return {ErrorCode::kTimeout, "the server on '" + endpoint.Name() + "' did not answer in time",
            "“" + endpoint.Name() + "”上的服务没有及时应答"};
  }
  const SystemReason why = ReasonOf(error);
  return {ErrorCode::kUnavailable, "no server listens on '" + endpoint.Name() + "': " + why.english,
          "“" + endpoint.Name() + "”上没有服务：" + why.chinese};
}

asio::awaitable<Result<void>> Connect(LocalStream& stream, const Endpoint& endpoint) {
  const std::string path = endpoint.unix_socket.string();
  if (path.size() > 107) {
    co_return Error{ErrorCode::kInvalidArgument,
                    "the socket path '" + path + "' is longer than 107 bytes",
                    "套接字路径“" + path + "”超过 107 字节"};
  }
  const auto [error] = co_await stream.async_connect(local::endpoint(path), kNoThrow);
  if (error) co_return NobodyListens(endpoint, error);
  co_return Result<void>();
}

asio::awaitable<Result<void>> Connect(beast::tcp_stream& stream, const Endpoint& endpoint) {
  tcp::resolver resolver(stream.get_executor());
  const std::string port = std::to_string(endpoint.port);  // named: see docs/decisions/0060
  const auto [not_found, places] = co_await resolver.async_resolve(endpoint.host, port, kNoThrow);
  if (not_found) co_return NobodyListens(endpoint, not_found);
  const auto [error, place] = co_await stream.async_connect(places, kNoThrow);
  if (error) co_return NobodyListens(endpoint, error);
  Code ignored;
  stream.socket().set_option(tcp::no_delay(true), ignored);
  co_return Result<void>();
}

asio::awaitable<Result<void>> Connect(TlsStream& stream, const Endpoint& endpoint) {
  const Result<void> connected = co_await Connect(stream.next_layer(), endpoint);
  if (!connected) co_return connected;
  stream.set_verify_mode(asio::ssl::verify_peer);
  stream.set_verify_callback(asio::ssl::host_name_verification(endpoint.host));
  Code no_address;
  asio::ip::make_address(endpoint.host, no_address);
  if (no_address) {  // the server may have several names, and learns here which one we mean
    ::SSL_set_tlsext_host_name(stream.native_handle(), endpoint.host.c_str());
  }
  const auto [error] = co_await stream.async_handshake(asio::ssl::stream_base::client, kNoThrow);
  if (error) {
    const SystemReason why = ReasonOf(error);
    co_return Error{ErrorCode::kUnavailable,
                    "no safe connection to '" + endpoint.Name() + "': " + why.english,
                    "无法与“" + endpoint.Name() + "”建立安全连接：" + why.chinese};
  }
  co_return Result<void>();
}

Result<asio::ssl::context> TlsContext(const Endpoint& endpoint) {
  asio::ssl::context context(asio::ssl::context::tls_client);
  ::SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  Code error;
  if (endpoint.authorities.empty()) {
    context.set_default_verify_paths(error);
  } else {
    context.load_verify_file(endpoint.authorities.string(), error);
  }
  if (error) {
    const SystemReason why = ReasonOf(error);
    const std::string file = endpoint.authorities.string();
    return Error{ErrorCode::kInvalidArgument,
                 "cannot read the certificates in '" + file + "': " + why.english,
                 "无法读取“" + file + "”中的证书：" + why.chinese};
  }
  return context;
}

// One request and its answer over a stream that is not connected yet.
template <typename Stream>
class Exchange {
 public:
  Exchange(Stream& stream, const Endpoint& endpoint, const ClientRequest& request,
           const OnPiece& on_piece)
      : stream_(stream), endpoint_(endpoint), request_(request), on_piece_(on_piece) {
    response_.body_limit(request.max_response_bytes);
  }

  asio::awaitable<Result<Response>> Run(Deadline deadline) {
    auto& socket = beast::get_lowest_layer(stream_);
    deadline_ = deadline;
    if (deadline.At() != Deadline::Never().At()) socket.expires_at(deadline.At());
    const Result<void> connected = co_await Connect(stream_, endpoint_);
    if (!connected) co_return connected.error();
    // A server that refuses a body may answer and close while we still send: then the answer
    // counts.
    Result<void> sent = co_await SendHead();
    if (sent) sent = co_await SendBody();
    if (!sent && sent.error().code != ErrorCode::kUnavailable) co_return sent.error();
    Result<Response> response = co_await Receive();
    if (!response && !sent) co_return sent.error();
    co_return response;
  }

 private:
  [[nodiscard]] Error Broken(const Code& error) const {
    const std::string asked = request_.method + " " + request_.target;
    if (error == beast::error::timeout) {
      return {ErrorCode::kTimeout, "the server did not answer '" + asked + "' in time",
              "服务没有及时应答“" + asked + "”"};
    }
    if (error == beast::http::error::body_limit) {
      return {ErrorCode::kTooLarge, "the answer to '" + asked + "' is larger than expected",
              "对“" + asked + "”的应答过大"};
    }
    const std::string name = endpoint_.Name();
    const SystemReason why = ReasonOf(error);
    return {
        ErrorCode::kUnavailable,
        "the connection to the server on '" + name + "' broke at '" + asked + "': " + why.english,
        "与“" + name + "”上的服务的连接在“" + asked + "”时中断：" + why.chinese};
  }

  asio::awaitable<Result<void>> SendHead() {
    beast::http::request<beast::http::empty_body> head;
    head.method_string(request_.method);
    head.target(endpoint_.base_path + request_.target);
    head.set("Host", endpoint_.unix_socket.empty() ? endpoint_.Name() : "localhost");
    for (const auto& [name, value] : request_.headers) head.set(name, value);
    head.set("Connection", "close");
    const std::uint64_t bytes = request_.pieces ? request_.pieces_bytes : request_.body.size();
    if (bytes > 0 || request_.method == "POST" || request_.method == "PUT") {
      head.content_length(bytes);
    }
    beast::http::request_serializer<beast::http::empty_body> serializer(head);
    const auto [error, size] =
        co_await beast::http::async_write_header(stream_, serializer, kNoThrow);
    if (error) co_return Broken(error);
    co_return Result<void>();
  }

  asio::awaitable<Result<void>> SendBody() {
    std::uint64_t left = request_.pieces_bytes;
    std::string piece = request_.body;
    while (true) {
      if (request_.pieces) {
        Result<std::string> next = request_.pieces();
        if (!next) co_return next.error();
        piece = *std::move(next);
        if (piece.size() > left || (piece.empty() && left > 0)) {
          co_return Error{ErrorCode::kConflict,
                          "what is being sent changed its size meanwhile; try again"};
        }
        left -= piece.size();
      }
      if (piece.empty()) co_return Result<void>();
      const auto [error, size] = co_await asio::async_write(stream_, asio::buffer(piece), kNoThrow);
      if (error) co_return Broken(error);
      if (!request_.pieces) co_return Result<void>();
    }
  }

  asio::awaitable<Result<Response>> Receive() {
    auto [error, size] =
        co_await beast::http::async_read_header(stream_, buffer_, response_, kNoThrow);
    if (error) co_return Broken(error);
    Response response;
    response.status = response_.get().result_int();
    for (const auto& field : response_.get()) {
      response.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    }
    if (request_.on_head && !request_.on_head(response)) {
      co_return Error{ErrorCode::kCancelled, "the answer was not wanted any more"};
    }
    if (request_.method == "HEAD") co_return response;
    std::string piece(kPieceBytes, '\0');
    while (!response_.is_done()) {
      auto& body = response_.get().body();
      body.data = piece.data();
      body.size = piece.size();
      if (request_.longest_silence.count() > 0) {
        beast::get_lowest_layer(stream_).expires_at(
            std::min(deadline_.At(), std::chrono::steady_clock::now() + request_.longest_silence));
      }
      // read_some: an event must be handed on when it comes, not when the piece is full.
      std::tie(error, size) =
          co_await beast::http::async_read_some(stream_, buffer_, response_, kNoThrow);
      if (error && error != beast::http::error::need_buffer) co_return Broken(error);
      const std::string_view got(piece.data(), piece.size() - body.size);
      if (!on_piece_) {
        response.body += got;
      } else if (!got.empty() && !on_piece_(got)) {
        co_return Error{ErrorCode::kCancelled, "the answer was not wanted any more"};
      }
    }
    co_return response;
  }

  Stream& stream_;
  const Endpoint& endpoint_;
  const ClientRequest& request_;
  const OnPiece& on_piece_;
  Deadline deadline_ = Deadline::Never();
  beast::flat_buffer buffer_;
  beast::http::response_parser<beast::http::buffer_body> response_;
};

template <typename Stream>
Result<Response> Ask(asio::io_context& io, Stream& stream, const Endpoint& endpoint,
                     const ClientRequest& request, Deadline deadline, const OnPiece& on_piece) {
  std::optional<Result<Response>> result;
  Exchange<Stream> exchange(stream, endpoint, request, on_piece);
  asio::co_spawn(io, exchange.Run(deadline),
                 [&](const std::exception_ptr& failure, Result<Response> outcome) {
                   if (failure) std::rethrow_exception(failure);
                   result = std::move(outcome);
                 });
  io.run();
  return *std::move(result);
}

}  // namespace

Result<Response> Fetch(const Endpoint& endpoint, const ClientRequest& request, Deadline deadline,
                       const OnPiece& on_piece) {
  try {
    asio::io_context io;
    if (!endpoint.unix_socket.empty()) {
      LocalStream stream(io);
      return Ask(io, stream, endpoint, request, deadline, on_piece);
    }
    if (!endpoint.tls) {
      beast::tcp_stream stream(io);
      return Ask(io, stream, endpoint, request, deadline, on_piece);
    }
    WY_TRY(asio::ssl::context context, TlsContext(endpoint));
    TlsStream stream(io, context);
    return Ask(io, stream, endpoint, request, deadline, on_piece);
  } catch (const std::exception& exception) {
    return Error{ErrorCode::kInternal,
                 "the request '" + request.target + "' failed: " + exception.what()};
  }
}

Result<Response> Fetch(const std::filesystem::path& unix_socket, const ClientRequest& request,
                       Deadline deadline, const OnPiece& on_piece) {
  Endpoint endpoint;
  endpoint.unix_socket = unix_socket;
  return Fetch(endpoint, request, deadline, on_piece);
}

}  // namespace wenyuan::http
