#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::http {

// A server that we ask, as an operator writes it into the settings.
struct Endpoint {
  std::filesystem::path unix_socket;  // when not empty, over it
  std::string host;                   // else a name or an IP address
  std::uint16_t port = 0;
  bool tls = false;
  std::string base_path;  // before each target: "/v1", or empty
  // The authorities that may vouch for a TLS server (PEM); empty: those of this machine.
  std::filesystem::path authorities;

  // For messages and for the Host header.
  [[nodiscard]] std::string Name() const;
};

// "unix:/path/to/socket", "http://host:port/base" or "https://host/base". kInvalidArgument for
// anything else: no user name, no query, no fragment.
Result<Endpoint> ParseEndpoint(std::string_view url);

}  // namespace wenyuan::http
