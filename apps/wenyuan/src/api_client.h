#pragma once

#include <boost/json/value.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "transport.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

using Parameters = std::vector<std::pair<std::string, std::string>>;

// "/api/v1/x" and its parameters as a request target, percent-encoded.
std::string Target(std::string_view path, const Parameters& parameters);

// Speaks the JSON of docs/openapi.yaml; an error answer becomes an Error with its code and detail.
// Any thread.
class ApiClient {
 public:
  ApiClient(Transport& transport, Language language) : transport_(transport), language_(language) {}

  Result<boost::json::value> Get(std::string_view path, const Parameters& parameters = {});
  // An answer that is no JSON.
  Result<std::string> GetText(std::string_view path, const Parameters& parameters = {});
  Result<boost::json::value> Send(std::string_view method, std::string_view path,
                                  const boost::json::value& body);
  // An answer in events; told of each (its name and data) but "error", which becomes an Error.
  using OnEvent = std::function<void(const std::string&, const boost::json::value&)>;
  Result<void> Stream(std::string_view path, const boost::json::value& body,
                      const OnEvent& on_event);
  // A raw body in pieces.
  Result<boost::json::value> Upload(std::string_view path, const Parameters& parameters,
                                    http::BodyPieces pieces, std::uint64_t bytes);
  [[nodiscard]] bool server_outlives_us() const { return transport_.outlives_us(); }

 private:
  Result<boost::json::value> Call(http::ClientRequest request);
  Result<http::Response> Fetch(http::ClientRequest request);

  Transport& transport_;
  const Language language_;
};

}  // namespace wenyuan::app
