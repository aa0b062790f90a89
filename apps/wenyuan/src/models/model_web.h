#pragma once

#include <chrono>
#include <string>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/http/client.h"

namespace wenyuan::app {

// A GET to any address, which may lead elsewhere.
struct WebRequest {
  std::string url;         // http:// or https://
  std::string token = {};  // a bearer token; goes to no other host than that of `url`
  http::Headers headers = {};
  http::OnHead on_head = {};  // told of the last answer only
  std::uint64_t max_bytes = std::uint64_t{32} << 20U;
};

struct WebAnswer {
  http::Response response;
  // The SHA-256 that a hub promised on the way to where the file is (X-Linked-ETag), or empty.
  std::string linked_sha256;
};

// Follows up to five redirects, none of them from https to http. Errors as http::Fetch; any status
// is an answer.
Result<WebAnswer> GetFollowing(const WebRequest& request, Deadline deadline,
                               const http::OnPiece& on_piece = {});

// `text` as one segment of a path, percent-encoded.
std::string PathSegment(std::string_view text);
// The same for each segment of a path.
std::string PathOf(std::string_view path);
// "host", or "host:port"; empty for what is no http address.
std::string HostOf(std::string_view url);
// Whether it is the SHA-256 of something in lower-case hexadecimal.
bool IsSha256(std::string_view text);

}  // namespace wenyuan::app
