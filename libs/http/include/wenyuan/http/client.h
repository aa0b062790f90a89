#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/http/message.h"

namespace wenyuan::http {

// Gives the next piece of a request body; empty at the end.
using BodyPieces = std::function<Result<std::string>()>;
// Takes a piece of a response body; false stops.
using OnPiece = std::function<bool(std::string_view)>;

struct ClientRequest {
  std::string method = "GET";
  std::string target = "/";  // path and query, encoded
  Headers headers = {};
  std::string body = {};
  BodyPieces pieces = {};  // instead of `body`; needs `pieces_bytes`
  std::uint64_t pieces_bytes = 0;
};

// One request over a unix socket, on a connection of its own. kUnavailable when nobody listens.
// The body goes to `on_piece` when there is one, else into Response::body.
Result<Response> Fetch(const std::filesystem::path& unix_socket, const ClientRequest& request,
                       Deadline deadline, const OnPiece& on_piece = {});

}  // namespace wenyuan::http
