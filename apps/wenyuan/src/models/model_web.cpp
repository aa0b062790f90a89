#include "model_web.h"

#include <algorithm>
#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/pchars.hpp>
#include <boost/url/url.hpp>

#include "wenyuan/http/endpoint.h"

namespace wenyuan::app {
namespace {

constexpr int kMostRedirects = 5;
constexpr std::chrono::seconds kLongestSilence{30};

struct Place {
  http::Endpoint endpoint;
  std::string target;
};

Error NoAddress(const std::string& url) {
  return {ErrorCode::kInvalidArgument, "'" + url + "' is no http or https address",
          "“" + url + "”不是 http 或 https 地址"};
}

Result<Place> PlaceOf(const std::string& url) {
  const auto parsed = boost::urls::parse_uri(url);
  if (!parsed || parsed->has_userinfo()) return NoAddress(url);
  const std::string origin(parsed->encoded_origin());
  auto endpoint = http::ParseEndpoint(origin);
  if (!endpoint || !endpoint->unix_socket.empty()) return NoAddress(url);
  Place place{*std::move(endpoint), std::string(parsed->encoded_path())};
  if (place.target.empty()) place.target = "/";
  if (parsed->has_query()) place.target += "?" + std::string(parsed->encoded_query());
  return place;
}

bool IsRedirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

Result<std::string> Resolve(const std::string& url, std::string_view location) {
  const auto base = boost::urls::parse_uri(url);
  const auto reference = boost::urls::parse_uri_reference(location);
  boost::urls::url resolved;
  if (!base || !reference || !boost::urls::resolve(*base, *reference, resolved)) {
    return Error{ErrorCode::kUnavailable, "'" + HostOf(url) + "' leads to a wrong address",
                 "“" + HostOf(url) + "”转向了错误的地址"};
  }
  return std::string(resolved.buffer().data(), resolved.buffer().size());
}

std::string Unquoted(std::string_view text) {
  if (text.starts_with("W/")) text.remove_prefix(2);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  return std::string(text);
}

}  // namespace

bool IsSha256(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::string PathSegment(std::string_view text) {
  return boost::urls::encode(text, boost::urls::pchars);
}

std::string PathOf(std::string_view path) {
  std::string encoded;
  while (true) {
    const std::size_t slash = path.find('/');
    encoded += PathSegment(path.substr(0, slash));
    if (slash == std::string_view::npos) return encoded;
    encoded += '/';
    path.remove_prefix(slash + 1);
  }
}

std::string HostOf(std::string_view url) {
  const auto parsed = boost::urls::parse_uri(url);
  return parsed ? std::string(parsed->encoded_host_and_port()) : std::string();
}

Result<WebAnswer> GetFollowing(const WebRequest& request, Deadline deadline,
                               const http::OnPiece& on_piece) {
  WebAnswer answer;
  std::string url = request.url;
  for (int hop = 0; hop <= kMostRedirects; ++hop) {
    WY_TRY(const Place place, PlaceOf(url));
    http::ClientRequest one;
    one.target = place.target;
    one.headers = request.headers;
    one.headers.emplace_back("User-Agent", "wenyuan");
    one.headers.emplace_back("Accept", "*/*");
    if (!request.token.empty() && HostOf(url) == HostOf(request.url)) {
      one.headers.emplace_back("Authorization", "Bearer " + request.token);
    }
    one.max_response_bytes = request.max_bytes;
    one.longest_silence = kLongestSilence;
    bool last = true;
    one.on_head = [&](const http::Response& head) {
      last = !IsRedirect(head.status);
      return !last || !request.on_head || request.on_head(head);
    };
    std::string body;
    const auto take = [&](std::string_view piece) {
      if (!last) return true;
      if (on_piece) return on_piece(piece);
      body += piece;
      return true;
    };
    WY_TRY(answer.response, http::Fetch(place.endpoint, one, deadline, take));
    answer.response.body = std::move(body);
    const std::string linked = Unquoted(http::Find(answer.response.headers, "X-Linked-ETag"));
    if (IsSha256(linked)) answer.linked_sha256 = linked;
    if (last) return answer;
    WY_TRY(std::string next, Resolve(url, http::Find(answer.response.headers, "Location")));
    if (url.starts_with("https:") && !next.starts_with("https:")) {
      return Error{ErrorCode::kUnavailable,
                   "'" + HostOf(url) + "' leads from https to an unsafe address",
                   "“" + HostOf(url) + "”从 https 转向了不安全的地址"};
    }
    url = std::move(next);
  }
  return Error{ErrorCode::kUnavailable, "'" + HostOf(request.url) + "' leads in circles",
               "“" + HostOf(request.url) + "”反复转向"};
}

}  // namespace wenyuan::app
