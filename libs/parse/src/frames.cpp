#include "frames.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace wenyuan::parse {
namespace {

constexpr std::string_view kMark = "WYF1";
constexpr std::size_t kHeaderBytes = 16;
constexpr std::size_t kLengthAt = 8;
constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;

Error Closed(const char* what) {
  return {ErrorCode::kUnavailable, std::string("the other side is gone: ") + what};
}

Result<void> WaitFor(int socket, short events, const Watch& watch) {
  while (true) {
    WY_TRY(const std::chrono::milliseconds patience, watch());
    pollfd wanted{socket, events, 0};
    const int timeout = static_cast<int>(std::clamp<std::int64_t>(patience.count(), 1, 60'000));
    const int ready = ::poll(&wanted, 1, timeout);
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return Closed("poll failed");
  }
}

bool MustWait() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

Result<void> SendHeader(int socket, std::array<char, kHeaderBytes>& header, int descriptor,
                        const Watch& watch) {
  iovec part{header.data(), header.size()};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  if (descriptor >= 0) {
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(rights), &descriptor, sizeof(int));
  }
  while (true) {
    const ssize_t sent = ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent == static_cast<ssize_t>(header.size())) return {};
    if (sent >= 0) return Closed("a header was cut");  // the kernel takes 16 bytes whole
    if (!MustWait()) return Closed("sending failed");
    WY_CHECK(WaitFor(socket, POLLOUT, watch));
  }
}

// Takes over a descriptor that came along. Any more than one are closed.
void KeepDescriptor(msghdr& message, Descriptor& kept) {
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr;
       part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(part) + i * sizeof(int), sizeof(int));
      kept = Descriptor(number);
    }
  }
}

Result<void> ReceiveInto(int socket, char* to, std::size_t size, Descriptor& descriptor,
                         const Watch& watch) {
  while (size > 0) {
    iovec part{to, size};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t got = ::recvmsg(socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got > 0) {
      KeepDescriptor(message, descriptor);
      to += got;
      size -= static_cast<std::size_t>(got);
    } else if (got == 0) {
      return Closed("end of the stream");
    } else if (MustWait()) {
      WY_CHECK(WaitFor(socket, POLLIN, watch));
    } else {
      return Closed("receiving failed");
    }
  }
  return {};
}

}  // namespace

Result<std::chrono::milliseconds> WatchNothing() { return std::chrono::milliseconds{60'000}; }

Result<void> SendFrame(int socket, FrameKind kind, std::string_view payload, int descriptor,
                       const Watch& watch) {
  std::array<char, kHeaderBytes> header{};
  std::memcpy(header.data(), kMark.data(), kMark.size());
  header[kMark.size()] = static_cast<char>(kind);
  for (std::size_t i = 0; i < 8; ++i) {
    header[kLengthAt + i] = static_cast<char>(payload.size() >> (8 * i));
  }
  WY_CHECK(SendHeader(socket, header, descriptor, watch));
  while (!payload.empty()) {
    const ssize_t sent =
        ::send(socket, payload.data(), payload.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      payload.remove_prefix(static_cast<std::size_t>(sent));
    } else if (MustWait()) {
      WY_CHECK(WaitFor(socket, POLLOUT, watch));
    } else {
      return Closed("sending failed");
    }
  }
  return {};
}

Result<Frame> ReceiveFrame(int socket, std::size_t limit_bytes, const Watch& watch) {
  Frame frame;
  std::array<char, kHeaderBytes> header{};
  WY_CHECK(ReceiveInto(socket, header.data(), header.size(), frame.descriptor, watch));
  if (std::string_view(header.data(), kMark.size()) != kMark) {
    return Error{ErrorCode::kCorruption, "the parser process sent something else than a frame"};
  }
  frame.kind = static_cast<FrameKind>(header[kMark.size()]);
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    length |= std::uint64_t{static_cast<unsigned char>(header[kLengthAt + i])} << (8 * i);
  }
  if (length > limit_bytes) {
    return Error{ErrorCode::kTooLarge, "a frame of " + std::to_string(length) + " bytes"};
  }
  while (frame.payload.size() < length) {
    const std::size_t done = frame.payload.size();
    const std::size_t piece = std::min<std::size_t>(kPieceBytes, length - done);
    frame.payload.resize(done + piece);
    WY_CHECK(ReceiveInto(socket, frame.payload.data() + done, piece, frame.descriptor, watch));
  }
  return frame;
}

}  // namespace wenyuan::parse
