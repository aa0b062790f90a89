#include "exchange.h"

#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <chrono>
#include <ctime>
#include <random>

#include "wenyuan/base/log.h"

namespace wenyuan::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kPieceBytes = 64U << 10U;

std::string NewRequestId() {
  thread_local std::mt19937_64 random{std::random_device{}()};
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuv";
  std::string id;
  std::uint64_t value = random();
  for (int i = 0; i < 12; ++i, value >>= 5U) id += kDigits[value & 31U];
  return id;
}

std::string HttpDate() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 40> text{};
  return {text.data(),
          std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

// A header must not be able to begin another one, whatever a handler put into it.
std::string OneLine(std::string text) {
  for (char& letter : text) {
    if (static_cast<unsigned char>(letter) < 0x20U || letter == 0x7F) letter = ' ';
  }
  return text;
}

}  // namespace

Exchange::Exchange(Stream& stream, beast::flat_buffer& buffer, ServerState& state)
    : stream_(stream), buffer_(buffer), state_(state) {
  request_.id = NewRequestId();
  request_.body = this;
  parser_.header_limit(state.options.max_header_bytes + 1);
  parser_.body_limit(state.options.max_body_bytes);
}

std::optional<Refusal> Exchange::Begin(std::string_view head, const Peer& peer) {
  beast::error_code error;
  parser_.put(asio::buffer(head.data(), head.size()), error);
  if (error == beast::http::error::body_limit) {
    return Refusal{413, "the body of the request is larger than this server takes"};
  }
  if (error || !parser_.is_header_done()) return Refusal{400, "the request is not well-formed"};
  const auto& message = parser_.get();
  request_.method = std::string(message.method_string());
  for (const auto& field : message) {
    request_.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  request_.peer = peer.name;
  request_.same_user = peer.same_user;
  request_.body_bytes = parser_.content_length().value_or(0);
  continue_expected_ = !Find(request_.headers, "expect").empty() && !parser_.is_done();
  keep_alive_ = parser_.keep_alive();
  return ReadTarget({message.target().data(), message.target().size()}, request_);
}

asio::awaitable<bool> Exchange::Serve() {
  co_await ReadSmallBody();
  co_await RunHandler();
  if (!serializer_ && response_) {
    const Response response = std::move(*response_);
    if (co_await WriteHead(response.status, response.headers, response.body.size())) {
      co_await WriteBody(response.body);
    }
  }
  co_return co_await Finish();
}

asio::awaitable<void> Exchange::Refuse(Refusal refusal) {
  keep_alive_ = false;
  const std::string status = std::to_string(refusal.status);
  const std::string body = R"({"type":"about:blank","title":"The request was refused","status":)" +
                           status + R"(,"detail":")" + refusal.why +
                           R"(","code":"invalid_argument","request_id":")" + request_.id + "\"}";
  const Headers headers = {{"Content-Type", "application/problem+json"},
                           {"X-Content-Type-Options", "nosniff"},
                           {"Cache-Control", "no-store"}};
  if (co_await WriteHead(refusal.status, headers, body.size())) co_await WriteBody(body);
  co_await Finish();
}

// A short body is here before a worker is taken, so that slow clients cost no worker.
asio::awaitable<void> Exchange::ReadSmallBody() {
  if (parser_.is_done() || parser_.chunked() || request_.body_bytes > kPieceBytes) co_return;
  ready_ = co_await ReadPiece();
}

asio::awaitable<Result<std::string>> Exchange::ReadPiece() {
  stream_.expires_after(state_.options.idle_timeout);
  if (std::exchange(continue_expected_, false)) {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await asio::async_write(stream_, asio::buffer(kContinue), kNoThrow);
  }
  std::string piece(std::min<std::uint64_t>(
                        kPieceBytes, parser_.content_length_remaining().value_or(kPieceBytes)),
                    '\0');
  auto& body = parser_.get().body();
  body.data = piece.data();
  body.size = piece.size();
  body.more = true;
  auto [error, bytes] = co_await beast::http::async_read(stream_, buffer_, parser_, kNoThrow);
  if (error == beast::http::error::need_buffer) error = {};
  piece.resize(piece.size() - body.size);
  body.data = nullptr;
  body.size = 0;
  if (!error) co_return piece;
  failed_ = error == beast::error::timeout;
  if (error == beast::http::error::body_limit) {
    co_return Error{ErrorCode::kTooLarge,
                    "the file is larger than " + std::to_string(state_.options.max_body_bytes) +
                        " bytes, which is the limit of this server; split it",
                    "文件超过本服务器的上限 " + std::to_string(state_.options.max_body_bytes) +
                        " 字节，请拆分后再上传"};
  }
  if (error == beast::error::timeout) {
    co_return Error{ErrorCode::kTimeout, "the sender of this request stalled; send it again",
                    "上传中断：长时间没有收到数据，请重新上传"};
  }
  if (error.category() == beast::http::make_error_code(beast::http::error::bad_chunk).category() &&
      error != beast::http::error::partial_message && error != beast::http::error::end_of_stream) {
    co_return Error{ErrorCode::kInvalidArgument,
                    "the body of this request is not well-formed: " + error.message(),
                    "请求内容的格式不正确"};
  }
  co_return Error{ErrorCode::kCancelled, "the sender of this request left before its end",
                  "上传被对方中断"};
}

// The handler runs in the pool; its end comes back to the strand.
asio::awaitable<void> Exchange::RunHandler() {
  const auto executor = stream_.get_executor();
  // Named, because g++ 12 destroys temporaries with a destructor twice in a co_await expression.
  auto start = [this, executor](auto done) {
    auto shared = std::make_shared<decltype(done)>(std::move(done));  // std::function copies
    state_.pool.Post([this, executor, shared] {
      CallHandler();
      asio::post(executor, [shared] { std::move (*shared)(); });
    });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(start),
                                                                       asio::use_awaitable);
}

void Exchange::CallHandler() {
  std::string what = "it did not answer";
  try {
    state_.handler(request_, *this);
    if (response_ || serializer_) return;
  } catch (const std::exception& exception) {
    what = exception.what();
  } catch (...) {
    what = "an unknown exception";
  }
  Log(LogLevel::kError, "a request handler failed",
      {{"request", request_.id}, {"method", request_.method}, {"why", what}});
  if (serializer_) {
    keep_alive_ = false;
    failed_ = true;
    return;
  }
  response_ = Response{
      500,
      {{"Content-Type", "application/problem+json"}},
      R"({"type":"about:blank","title":"Our own mistake","status":500,"detail":"the server failed at this request; the log has more under its id","code":"internal","request_id":")" +
          request_.id + "\"}"};
}

template <typename T>
T Exchange::OnStrand(asio::awaitable<T> work) {
  return asio::co_spawn(stream_.get_executor(), std::move(work), asio::use_future).get();
}

Result<std::string> Exchange::Read() {
  if (ready_) {
    Result<std::string> ready = std::move(*ready_);
    ready_.reset();
    return ready;
  }
  if (parser_.is_done()) return std::string();
  state_.pool.Detach();
  return OnStrand(ReadPiece());
}

void Exchange::Send(Response response) { response_ = std::move(response); }

void Exchange::Start(int status, Headers headers) {
  std::optional<std::uint64_t> body_bytes;
  std::erase_if(headers, [&](const auto& header) {
    if (!EqualNames(header.first, "content-length")) return false;
    body_bytes = std::stoull(header.second);
    return true;
  });
  state_.pool.Detach();
  OnStrand(WriteHead(status, headers, body_bytes));
}

bool Exchange::Write(std::string_view bytes) {
  if (failed_ || without_body_ || state_.stopping) return false;
  return OnStrand(WriteBody(bytes));
}

asio::awaitable<bool> Exchange::WriteHead(int status, const Headers& headers,
                                          std::optional<std::uint64_t> body_bytes) {
  without_body_ = request_.method == "HEAD" || status == 204 || status == 304;
  const unsigned version = parser_.is_header_done() ? parser_.get().version() : 11;
  const bool chunked = !body_bytes && version >= 11;
  if (unread() || state_.stopping || buffer_.size() > 0 || (!body_bytes && !chunked)) {
    keep_alive_ = false;
  }
  message_.result(static_cast<unsigned>(status));
  message_.version(11);
  message_.set(beast::http::field::date, HttpDate());
  for (const auto& [name, value] : headers) message_.insert(name, OneLine(value));
  message_.set("X-Request-Id", request_.id);
  message_.set(beast::http::field::connection, keep_alive_ ? "keep-alive" : "close");
  if (body_bytes && status != 204) message_.content_length(*body_bytes);
  if (chunked) message_.chunked(true);
  left_ = body_bytes;
  message_.body().data = nullptr;
  message_.body().size = 0;
  message_.body().more = true;
  serializer_.emplace(message_);
  stream_.expires_after(state_.options.write_timeout);
  const auto [error, bytes] =
      co_await beast::http::async_write_header(stream_, *serializer_, kNoThrow);
  failed_ = failed_ || error;
  co_return !failed_;
}

asio::awaitable<bool> Exchange::WriteBody(std::string_view bytes) {
  if (bytes.empty()) co_return ClientIsThere();
  if (left_ && bytes.size() > *left_) failed_ = true;  // more than was announced
  while (!bytes.empty() && !failed_ && !without_body_) {
    const std::string_view piece = bytes.substr(0, kPieceBytes);
    bytes.remove_prefix(piece.size());
    if (left_) *left_ -= piece.size();
    message_.body().data = const_cast<char*>(piece.data());  // the serializer only reads
    message_.body().size = piece.size();
    message_.body().more = true;
    stream_.expires_after(state_.options.write_timeout);
    const auto [error, written] =
        co_await beast::http::async_write(stream_, *serializer_, kNoThrow);
    failed_ = error && error != beast::http::error::need_buffer;
  }
  co_return !failed_;
}

asio::awaitable<bool> Exchange::Finish() {
  if (failed_ || (left_ && *left_ > 0 && !without_body_)) co_return false;
  if (!without_body_) {
    message_.body().data = nullptr;
    message_.body().size = 0;
    message_.body().more = false;
    stream_.expires_after(state_.options.write_timeout);
    const auto [error, written] =
        co_await beast::http::async_write(stream_, *serializer_, kNoThrow);
    if (error) co_return false;
  }
  co_return keep_alive_ && !unread() && !state_.stopping && buffer_.size() == 0;
}

bool Exchange::ClientIsThere() {
  if (failed_) return false;
  char next = 0;
  const auto got = ::recv(stream_.socket().native_handle(), &next, 1, MSG_PEEK | MSG_DONTWAIT);
  return got > 0 || (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
}

}  // namespace wenyuan::http
