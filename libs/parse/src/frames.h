#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "wenyuan/base/descriptor.h"
#include "wenyuan/base/result.h"

namespace wenyuan::parse {

// What server and parser process say to each other over a stream socket: a header of 16 bytes
// ("WYF1", kind, length) and the payload. See docs/formats/parsed-document.md.
enum class FrameKind : std::uint8_t {
  kRequest = 1,      // name, password, limits; a descriptor with the file's bytes comes along
  kReady = 2,        // the sandbox is closed; the payload says how, for the log
  kStartFailed = 3,  // the payload says why
  kDocument = 4,     // Encode(document)
  kError = 5,        // code, message, message_zh
  kAccepted = 6,     // the request has arrived; a death before is not the file's fault
};

struct Frame {
  FrameKind kind = FrameKind::kError;
  std::string payload;
  Descriptor descriptor;
};

// Called before each wait: how long to wait at most before asking again, or why to give up.
using Watch = std::function<Result<std::chrono::milliseconds>()>;

// Never gives up; what the parser process uses.
Result<std::chrono::milliseconds> WatchNothing();

// Both fail with kUnavailable when the other side has closed the socket, and with what `watch`
// said.
Result<void> SendFrame(int socket, FrameKind kind, std::string_view payload, int descriptor,
                       const Watch& watch);
// kCorruption for a frame that is not ours, kTooLarge for one above `limit_bytes`. Memory grows
// only as bytes arrive.
Result<Frame> ReceiveFrame(int socket, std::size_t limit_bytes, const Watch& watch);

}  // namespace wenyuan::parse
