#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

namespace wenyuan::http {

// A TLS server for tests that proves itself with a certificate of its own making, for the name
// given, and answers each request with "safe".
class TlsServer {
 public:
  explicit TlsServer(const std::string& name);
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;
  ~TlsServer();

  [[nodiscard]] std::uint16_t port() const { return port_; }
  // Its certificate, for those who trust it.
  void WriteCertificate(const std::filesystem::path& path) const;

 private:
  void Serve() const;

  std::unique_ptr<SSL_CTX, decltype(&::SSL_CTX_free)> context_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace wenyuan::http
