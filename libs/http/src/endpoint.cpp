#include "wenyuan/http/endpoint.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace wenyuan::http {
namespace {

constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;

Error NoEndpoint(std::string_view url) {
  const std::string text(url);
  return {
      ErrorCode::kInvalidArgument,
      "'" + text +
          "' is no address of a server; write http://host:port/path, https://… or "
          "unix:/path/to/socket",
      "“" + text + "”不是服务器地址；请写成 http://主机:端口/路径、https://… 或 unix:/套接字路径"};
}

}  // namespace

std::string Endpoint::Name() const {
  if (!unix_socket.empty()) return unix_socket.string();
  const std::string shown = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return port == (tls ? kHttpsPort : kHttpPort) ? shown : shown + ":" + std::to_string(port);
}

Result<Endpoint> ParseEndpoint(std::string_view url) {
  Endpoint endpoint;
  if (url.starts_with("unix:")) {
    endpoint.unix_socket = url.substr(5);
    if (!endpoint.unix_socket.is_absolute()) return NoEndpoint(url);
    return endpoint;
  }
  const auto parsed = boost::urls::parse_uri(url);
  if (!parsed || parsed->has_userinfo() || parsed->has_query() || parsed->has_fragment() ||
      parsed->encoded_host().empty()) {
    return NoEndpoint(url);
  }
  if (parsed->scheme_id() != boost::urls::scheme::http &&
      parsed->scheme_id() != boost::urls::scheme::https) {
    return NoEndpoint(url);
  }
  endpoint.tls = parsed->scheme_id() == boost::urls::scheme::https;
  endpoint.host = parsed->host_address();
  endpoint.port = endpoint.tls ? kHttpsPort : kHttpPort;
  if (parsed->has_port() && !parsed->port().empty()) {
    endpoint.port = parsed->port_number();
    if (endpoint.port == 0) return NoEndpoint(url);
  }
  endpoint.base_path = std::string(parsed->encoded_path());
  // "a:b" is read as the host "a" and a path.
  if (!endpoint.base_path.empty() && endpoint.base_path[0] != '/') return NoEndpoint(url);
  while (endpoint.base_path.ends_with('/')) endpoint.base_path.pop_back();
  return endpoint;
}

}  // namespace wenyuan::http
