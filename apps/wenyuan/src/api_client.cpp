#include "api_client.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/url/url.hpp>
#include <chrono>
#include <optional>
#include <utility>

namespace wenyuan::app {
namespace {

constexpr std::chrono::minutes kPatience{30};  // a 2 GiB upload over a slow disk

Error FromProblem(int status, const boost::json::value& body, Language language) {
  const boost::json::object* problem = body.if_object();
  std::string detail = "the server answered with status " + std::to_string(status);
  ErrorCode code = ErrorCode::kInternal;
  if (problem != nullptr) {
    if (const auto* text = problem->if_contains("detail"); text != nullptr && text->is_string()) {
      detail = std::string(text->get_string());
    }
    if (const auto* name = problem->if_contains("code"); name != nullptr && name->is_string()) {
      const boost::json::string& known = name->get_string();
      code = ErrorCodeFromName({known.data(), known.size()}).value_or(ErrorCode::kInternal);
    }
  }
  Error error{code, detail};
  if (language == Language::kChinese) error.message_zh = detail;
  return error;
}

}  // namespace

std::string Target(std::string_view path, const Parameters& parameters) {
  boost::urls::url url;
  url.set_path(path);
  for (const auto& [name, value] : parameters) url.params().append({name, value});
  return {url.buffer().data(), url.buffer().size()};
}

Result<boost::json::value> ApiClient::Get(std::string_view path, const Parameters& parameters) {
  http::ClientRequest request;
  request.target = Target(path, parameters);
  return Call(std::move(request));
}

Result<boost::json::value> ApiClient::Send(std::string_view method, std::string_view path,
                                           const boost::json::value& body) {
  http::ClientRequest request;
  request.method = method;
  request.target = Target(path, {});
  if (!body.is_null()) {
    request.headers = {{"Content-Type", "application/json"}};
    request.body = boost::json::serialize(body);
  }
  return Call(std::move(request));
}

Result<void> ApiClient::Stream(std::string_view path, const boost::json::value& body,
                               const OnEvent& on_event) {
  http::ClientRequest request;
  request.method = "POST";
  request.target = Target(path, {});
  request.headers = {{"Content-Type", "application/json"},
                     {"Accept", "text/event-stream"},
                     {"Accept-Language", language_ == Language::kChinese ? "zh" : "en"}};
  request.body = boost::json::serialize(body);
  std::optional<Error> failed;
  std::string left;  // of the answer, not yet understood
  const auto take = [&](std::string_view piece) {
    left += piece;
    for (std::size_t end; (end = left.find("\n\n")) != std::string::npos;) {
      const std::string block = left.substr(0, end);
      left.erase(0, end + 2);
      const std::size_t data = block.find("\ndata: ");
      if (!block.starts_with("event: ") || data == std::string::npos) continue;
      const std::string name = block.substr(7, data - 7);
      boost::json::error_code wrong;
      const boost::json::value event = boost::json::parse(block.substr(data + 7), wrong);
      if (name == "error") {
        failed = FromProblem(500, event, language_);
      } else if (!wrong) {
        on_event(name, event);
      }
    }
    return true;
  };
  WY_TRY(const http::Response response, transport_.Call(request, Deadline::After(kPatience), take));
  if (failed) return *failed;
  if (response.status < 300) return {};
  boost::json::error_code ignored;
  return FromProblem(response.status, boost::json::parse(left, ignored), language_);
}

Result<boost::json::value> ApiClient::Upload(std::string_view path, const Parameters& parameters,
                                             http::BodyPieces pieces, std::uint64_t bytes) {
  http::ClientRequest request;
  request.method = "POST";
  request.target = Target(path, parameters);
  request.headers = {{"Content-Type", "application/octet-stream"}};
  request.pieces = std::move(pieces);
  request.pieces_bytes = bytes;
  return Call(std::move(request));
}

Result<std::string> ApiClient::GetText(std::string_view path, const Parameters& parameters) {
  http::ClientRequest request;
  request.target = Target(path, parameters);
  WY_TRY(http::Response response, Fetch(request));
  if (response.status < 300) return std::move(response.body);
  boost::json::error_code ignored;
  return FromProblem(response.status, boost::json::parse(response.body, ignored), language_);
}

Result<http::Response> ApiClient::Fetch(http::ClientRequest request) {
  request.headers.emplace_back("Accept-Language", language_ == Language::kChinese ? "zh" : "en");
  return transport_.Call(request, Deadline::After(kPatience));
}

Result<boost::json::value> ApiClient::Call(http::ClientRequest request) {
  const std::string target = request.target;
  WY_TRY(const http::Response response, Fetch(std::move(request)));
  boost::json::value body;
  if (!response.body.empty()) {
    boost::json::error_code code;
    body = boost::json::parse(response.body, code);
    if (code) {
      return Error{ErrorCode::kInternal,
                   "the server's answer to " + target + " is not JSON; is it another program?"};
    }
  }
  if (response.status >= 300) return FromProblem(response.status, body, language_);
  return body;
}

}  // namespace wenyuan::app
