#include "api_client.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/url/url.hpp>
#include <chrono>
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
