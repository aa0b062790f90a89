#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <string_view>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/http/endpoint.h"
#include "wenyuan/http/message.h"

namespace wenyuan::http {

// Gives the next piece of a request body; empty at the end.
using BodyPieces = std::function<Result<std::string>()>;
// Takes a piece of a response body; false stops.
using OnPiece = std::function<bool(std::string_view)>;
// Takes status and headers, before any piece; false stops.
using OnHead = std::function<bool(const Response&)>;

struct ClientRequest {
  std::string method = "GET";
  std::string target = "/";  // path and query, encoded
  Headers headers = {};
  std::string body = {};
  BodyPieces pieces = {};  // instead of `body`; needs `pieces_bytes`
  std::uint64_t pieces_bytes = 0;
  std::uint64_t max_response_bytes = std::numeric_limits<std::uint64_t>::max();
  OnHead on_head = {};
  // No longer than this without a byte of the answer's body; zero: only the deadline counts.
  std::chrono::milliseconds longest_silence{0};
};

// One request, on a connection of its own. kUnavailable when nobody listens or a certificate does
// not prove the server (its name and its authority are always checked), kTooLarge above
// max_response_bytes. The body goes to `on_piece` when there is one, else into Response::body. No
// redirect is followed. A name server that is silent may hold it longer than the deadline.
Result<Response> Fetch(const Endpoint& endpoint, const ClientRequest& request, Deadline deadline,
                       const OnPiece& on_piece = {});

// The same over a unix socket.
Result<Response> Fetch(const std::filesystem::path& unix_socket, const ClientRequest& request,
                       Deadline deadline, const OnPiece& on_piece = {});

}  // namespace wenyuan::http
