#include "transport.h"

#include <boost/url/parse.hpp>
#include <string>
#include <utility>

namespace wenyuan::app {
namespace {

class SocketTransport final : public Transport {
 public:
  explicit SocketTransport(std::filesystem::path socket) : socket_(std::move(socket)) {}
  using Transport::Call;
  Result<http::Response> Call(const http::ClientRequest& request, Deadline deadline,
                              const http::OnPiece& on_piece) override {
    return http::Fetch(socket_, request, deadline, on_piece);
  }
  bool outlives_us() const override { return true; }

 private:
  const std::filesystem::path socket_;
};

class RequestBody final : public http::BodySource {
 public:
  explicit RequestBody(const http::ClientRequest& request) : request_(request) {}
  Result<std::string> Read() override {
    if (request_.pieces) return request_.pieces();
    return std::exchange(done_, true) ? std::string() : request_.body;
  }

 private:
  const http::ClientRequest& request_;
  bool done_ = false;
};

class Collector final : public http::Responder {
 public:
  Collector(const http::ClientRequest& request, const http::OnPiece& on_piece)
      : request_(request), on_piece_(on_piece) {}
  void Send(http::Response response) override {
    const std::string body = std::move(response.body);
    Start(response.status, std::move(response.headers));
    Write(body);
  }
  void Start(int status, http::Headers headers) override {
    response_ = {status, std::move(headers), {}};
    if (request_.on_head) wanted_ = request_.on_head(response_);
  }
  bool Write(std::string_view bytes) override {
    if (!on_piece_) {
      response_.body += bytes;
    } else if (wanted_ && !bytes.empty()) {
      wanted_ = on_piece_(bytes);
    }
    return wanted_;
  }
  http::Response Take() { return std::move(response_); }

 private:
  const http::ClientRequest& request_;
  const http::OnPiece& on_piece_;
  http::Response response_;
  bool wanted_ = true;
};

class DirectTransport final : public Transport {
 public:
  explicit DirectTransport(const http::Handler& handler) : handler_(handler) {}

  using Transport::Call;
  Result<http::Response> Call(const http::ClientRequest& request, Deadline,
                              const http::OnPiece& on_piece) override {
    const auto target = boost::urls::parse_origin_form(request.target);
    if (!target) {
      return Error{ErrorCode::kInternal, "our own request '" + request.target + "' is malformed"};
    }
    http::Request incoming;
    incoming.method = request.method;
    incoming.path = target->path();
    for (const auto& parameter : target->params()) {
      incoming.query.emplace_back(parameter.key, parameter.value);
    }
    incoming.headers = request.headers;
    incoming.peer = "unix";
    incoming.same_user = true;
    incoming.id = "direct";
    incoming.body_bytes = request.pieces ? request.pieces_bytes : request.body.size();
    RequestBody body(request);
    incoming.body = &body;
    Collector collector(request, on_piece);
    handler_(incoming, collector);
    return collector.Take();
  }
  bool outlives_us() const override { return false; }

 private:
  const http::Handler& handler_;
};

}  // namespace

std::unique_ptr<Transport> MakeSocketTransport(std::filesystem::path socket) {
  return std::make_unique<SocketTransport>(std::move(socket));
}

std::unique_ptr<Transport> MakeDirectTransport(const http::Handler& handler) {
  return std::make_unique<DirectTransport>(handler);
}

}  // namespace wenyuan::app
