#include "tls_server.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <string_view>

namespace wenyuan::http {
namespace {

constexpr std::string_view kAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsafe";

void Certify(SSL_CTX* context, const std::string& name) {
  EVP_PKEY* key = ::EVP_EC_gen("P-256");
  X509* certificate = ::X509_new();
  ::X509_set_version(certificate, 2);
  ::ASN1_INTEGER_set(::X509_get_serialNumber(certificate), 1);
  ::X509_gmtime_adj(::X509_getm_notBefore(certificate), -3600);
  ::X509_gmtime_adj(::X509_getm_notAfter(certificate), 3600);
  ::X509_set_pubkey(certificate, key);
  const std::string names = "DNS:" + name;
  X509_EXTENSION* extension =
      ::X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
  ::X509_add_ext(certificate, extension, -1);
  ::X509_EXTENSION_free(extension);
  ::X509_sign(certificate, key, ::EVP_sha256());
  ::SSL_CTX_use_certificate(context, certificate);
  ::SSL_CTX_use_PrivateKey(context, key);
  ::X509_free(certificate);
  ::EVP_PKEY_free(key);
}

}  // namespace

TlsServer::TlsServer(const std::string& name)
    : context_(::SSL_CTX_new(::TLS_server_method()), &::SSL_CTX_free) {
  Certify(context_.get(), name);
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
  ::listen(listener_, 8);
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { Serve(); });
}

TlsServer::~TlsServer() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void TlsServer::WriteCertificate(const std::filesystem::path& path) const {
  std::FILE* file = std::fopen(path.c_str(), "w");
  ::PEM_write_X509(file, ::SSL_CTX_get0_certificate(context_.get()));
  std::fclose(file);
}

void TlsServer::Serve() const {
  for (int client = 0; (client = ::accept(listener_, nullptr, nullptr)) >= 0; ::close(client)) {
    SSL* tls = ::SSL_new(context_.get());
    ::SSL_set_fd(tls, client);
    std::array<char, 4096> request{};
    if (::SSL_accept(tls) == 1 && ::SSL_read(tls, request.data(), request.size()) > 0) {
      ::SSL_write(tls, kAnswer.data(), static_cast<int>(kAnswer.size()));
      ::SSL_shutdown(tls);
    }
    ::SSL_free(tls);
  }
}

}  // namespace wenyuan::http
