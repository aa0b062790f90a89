#include "wenyuan/http/client.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <optional>

namespace wenyuan::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using local = asio::local::stream_protocol;
using Code = boost::system::error_code;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kPieceBytes = 64U << 10U;

class Exchange {
 public:
  Exchange(asio::io_context& io, const std::filesystem::path& unix_socket,
           const ClientRequest& request, const OnPiece& on_piece)
      : stream_(io), path_(unix_socket.string()), request_(request), on_piece_(on_piece) {
    response_.body_limit(boost::none);
  }

  asio::awaitable<Result<Response>> Run(Deadline deadline) {
    if (deadline.At() != Deadline::Never().At()) stream_.expires_at(deadline.At());
    if (path_.size() > 107) {
      co_return Error{ErrorCode::kInvalidArgument,
                      "the socket path '" + path_ + "' is longer than 107 bytes"};
    }
    const auto [error] = co_await stream_.async_connect(local::endpoint(path_), kNoThrow);
    if (error) {
      co_return Error{ErrorCode::kUnavailable,
                      "no server listens on '" + path_ + "': " + error.message()};
    }
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
    if (error == beast::error::timeout) {
      return {ErrorCode::kTimeout, "the server did not answer '" + request_.method + " " +
                                       request_.target + "' in time"};
    }
    return {ErrorCode::kUnavailable, "the connection to the server on '" + path_ + "' broke at '" +
                                         request_.method + " " + request_.target +
                                         "': " + error.message()};
  }

  asio::awaitable<Result<void>> SendHead() {
    beast::http::request<beast::http::empty_body> head;
    head.method_string(request_.method);
    head.target(request_.target);
    head.set("Host", "localhost");
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
    if (request_.method == "HEAD") co_return response;
    std::string piece(kPieceBytes, '\0');
    while (!response_.is_done()) {
      auto& body = response_.get().body();
      body.data = piece.data();
      body.size = piece.size();
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

  beast::basic_stream<local> stream_;
  const std::string path_;
  const ClientRequest& request_;
  const OnPiece& on_piece_;
  beast::flat_buffer buffer_;
  beast::http::response_parser<beast::http::buffer_body> response_;
};

}  // namespace

Result<Response> Fetch(const std::filesystem::path& unix_socket, const ClientRequest& request,
                       Deadline deadline, const OnPiece& on_piece) {
  std::optional<Result<Response>> result;
  try {
    asio::io_context io;
    Exchange exchange(io, unix_socket, request, on_piece);
    asio::co_spawn(io, exchange.Run(deadline),
                   [&](const std::exception_ptr& failure, Result<Response> outcome) {
                     if (failure) std::rethrow_exception(failure);
                     result = std::move(outcome);
                   });
    io.run();
  } catch (const std::exception& exception) {
    return Error{ErrorCode::kInternal,
                 "the request '" + request.target + "' failed: " + exception.what()};
  }
  return *std::move(result);
}

}  // namespace wenyuan::http
