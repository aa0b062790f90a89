#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

// Compares header names: without case, ASCII only.
bool EqualNames(std::string_view left, std::string_view right);

// The value of the first header of this name (compared without case), or "".
std::string_view Find(const Headers& headers, std::string_view name);

// The body of a request, read in pieces so that a large upload never lies in memory. One thread.
class BodySource {
 public:
  virtual ~BodySource() = default;
  // The next piece; empty at the end. kTooLarge when it passes the server's limit, kTimeout when
  // the sender stalls, kCancelled when it is gone.
  virtual Result<std::string> Read() = 0;
};

struct Request {
  std::string method;                                      // "GET"
  std::string path;                                        // decoded, starts with '/'
  std::vector<std::pair<std::string, std::string>> query;  // decoded
  Headers headers;
  std::string peer;              // address, or "unix"
  bool same_user = false;        // came over the unix socket from our own user (or root)
  std::string id;                // of this request, for the log and the answer
  std::uint64_t body_bytes = 0;  // as announced; 0 when unknown or none
  BodySource* body = nullptr;    // never null while a handler runs
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
};

// Where a handler writes its answer. One thread. Exactly one of Send() and Start() is called.
class Responder {
 public:
  virtual ~Responder() = default;
  virtual void Send(Response response) = 0;
  // Begins an answer of unknown length (events, a large file). Write() returns false when the
  // client is gone or the server stops: stop then. It blocks while the client is slow, for a
  // bounded time. Nothing is sent for no bytes: that only asks whether to go on, before Start(),
  // too.
  virtual void Start(int status, Headers headers) = 0;
  virtual bool Write(std::string_view bytes) = 0;
};

// Called on a worker thread; may block. Exceptions become a 500 and a log line.
using Handler = std::function<void(Request&, Responder&)>;

// The whole body; kTooLarge above the limit.
Result<std::string> ReadBody(Request& request, std::uint64_t limit_bytes);

}  // namespace wenyuan::http
