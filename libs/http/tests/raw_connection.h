#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace wenyuan::http {

// A TCP connection that sends exactly the bytes it is given.
class RawConnection {
 public:
  explicit RawConnection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    ::sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const ::sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error("cannot connect");
    }
  }
  RawConnection(RawConnection&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;
  ~RawConnection() {
    if (socket_ >= 0) ::close(socket_);
  }

  // False when the server closed meanwhile.
  bool Send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void EndSending() const { ::shutdown(socket_, SHUT_WR); }

  // Whatever comes until the server closes.
  std::string ReadAll() {
    while (ReadMore()) {
    }
    return std::exchange(received_, {});
  }

  // Up to and including `mark`; what came behind it is kept for the next call.
  std::string ReadUntil(std::string_view mark) {
    while (true) {
      const std::size_t at = received_.find(mark);
      if (at != std::string::npos) return Take(at + mark.size());
      if (!ReadMore()) return std::exchange(received_, {});
    }
  }

  // One answer that has a Content-Length: head and body.
  std::string ReadAnswer() {
    std::string answer = ReadUntil("\r\n\r\n");
    const std::size_t at = answer.find("Content-Length: ");
    if (at == std::string::npos) return answer;
    const std::size_t size = std::stoul(answer.substr(at + 16));
    while (received_.size() < size && ReadMore()) {
    }
    return answer + Take(size);
  }

 private:
  bool ReadMore() {
    ::pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, 20'000) <= 0) return false;
    std::string piece(16384, '\0');
    const auto got = ::recv(socket_, piece.data(), piece.size(), 0);
    if (got <= 0) return false;
    received_.append(piece, 0, static_cast<std::size_t>(got));
    return true;
  }
  std::string Take(std::size_t size) {
    std::string taken = received_.substr(0, size);
    received_.erase(0, taken.size());
    return taken;
  }

  int socket_;
  std::string received_;
};

inline int StatusOf(std::string_view answer) {
  return answer.size() < 12 ? 0 : std::stoi(std::string(answer.substr(9, 3)));
}

}  // namespace wenyuan::http
