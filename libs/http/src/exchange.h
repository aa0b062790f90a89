#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/serializer.hpp>
#include <optional>
#include <string>

#include "connection.h"
#include "request_head.h"

namespace wenyuan::http {

using Stream = boost::beast::basic_stream<boost::asio::generic::stream_protocol>;

// One request and its answer. The awaitables run on the stream's strand. The handler's side (Read,
// Send, Start, Write) runs on a worker that waits for the strand, so that both never run at once
// and a body is read only as fast as it is wanted.
class Exchange final : public BodySource, public Responder {
 public:
  Exchange(Stream& stream, boost::beast::flat_buffer& buffer, ServerState& state);

  // Takes a complete, checked head.
  std::optional<Refusal> Begin(std::string_view head, const Peer& peer);
  // Calls the handler and answers. True: the connection may serve another request.
  boost::asio::awaitable<bool> Serve();
  // Answers without a handler.
  boost::asio::awaitable<void> Refuse(Refusal refusal);
  // The client still has something to say that nobody will read.
  [[nodiscard]] bool unread() const { return !parser_.is_done(); }

  Result<std::string> Read() override;
  void Send(Response response) override;
  void Start(int status, Headers headers) override;
  bool Write(std::string_view bytes) override;

 private:
  using Body = boost::beast::http::buffer_body;

  template <typename T>
  T OnStrand(boost::asio::awaitable<T> work);
  void CallHandler();
  boost::asio::awaitable<void> RunHandler();
  boost::asio::awaitable<Result<std::string>> ReadPiece();
  boost::asio::awaitable<void> ReadSmallBody();
  boost::asio::awaitable<bool> WriteHead(int status, const Headers& headers,
                                         std::optional<std::uint64_t> body_bytes);
  boost::asio::awaitable<bool> WriteBody(std::string_view bytes);
  boost::asio::awaitable<bool> Finish();
  [[nodiscard]] bool ClientIsThere();

  Stream& stream_;
  boost::beast::flat_buffer& buffer_;
  ServerState& state_;
  boost::beast::http::request_parser<Body> parser_;
  Request request_;
  bool continue_expected_ = false;
  std::optional<Result<std::string>>
      ready_;  // the body, or its first piece, read before the handler

  boost::beast::http::response<Body> message_;
  std::optional<boost::beast::http::response_serializer<Body>> serializer_;
  std::optional<Response> response_;
  std::optional<std::uint64_t> left_;  // of a body whose length was announced
  bool keep_alive_ = false;
  bool without_body_ = false;  // HEAD, 204, 304
  bool failed_ = false;        // nothing more can be written
};

}  // namespace wenyuan::http
