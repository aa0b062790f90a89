#include "request_head.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace wenyuan::http {
namespace {

constexpr std::size_t kMaxHeaders = 100;

bool IsDigit(char letter) { return letter >= '0' && letter <= '9'; }
bool IsUpper(char letter) { return letter >= 'A' && letter <= 'Z'; }
bool IsAlpha(char letter) { return IsUpper(letter) || (letter >= 'a' && letter <= 'z'); }
bool IsTokenCharacter(char letter) {
  return IsDigit(letter) || IsAlpha(letter) ||
         std::string_view("!#$%&'*+-.^_`|~").find(letter) != std::string_view::npos;
}
bool IsControl(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return byte < 0x20U || byte == 0x7FU;
}

template <typename Predicate>
bool All(std::string_view text, Predicate predicate) {
  return !text.empty() && std::all_of(text.begin(), text.end(), predicate);
}

std::string_view Trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::optional<Refusal> CheckRequestLine(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) {
    return Refusal{400, "the request line is not 'METHOD target HTTP/1.1'"};
  }
  const std::string_view target = line.substr(first + 1, last - first - 1);
  if (!All(line.substr(0, first), IsUpper) || first > 20) {
    return Refusal{400, "the method of the request is not a word in capital letters"};
  }
  if (!target.starts_with('/') ||
      !All(target, [](char letter) { return letter > 0x20 && letter < 0x7F; })) {
    return Refusal{400, "the target of the request is not a path"};
  }
  const std::string_view version = line.substr(last + 1);
  if (version == "HTTP/1.1" || version == "HTTP/1.0") return std::nullopt;
  return Refusal{version.starts_with("HTTP/") ? 505 : 400,
                 "the request is neither HTTP/1.1 nor HTTP/1.0"};
}

struct Framing {
  std::size_t hosts = 0;
  std::size_t lengths = 0;
  std::size_t encodings = 0;
};

std::optional<Refusal> CheckField(std::string_view line, Framing& framing) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !All(line.substr(0, colon), IsTokenCharacter)) {
    return Refusal{400, "a header has no proper name before its colon"};
  }
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = Trim(line.substr(colon + 1));
  if (std::any_of(value.begin(), value.end(),
                  [](char letter) { return IsControl(letter) && letter != '\t'; })) {
    return Refusal{400, "a header holds a control character"};
  }
  if (EqualNames(name, "host")) {
    ++framing.hosts;
    const auto is_host_character = [](char letter) {
      return IsDigit(letter) || IsAlpha(letter) ||
             std::string_view(".:-[]_").find(letter) != std::string_view::npos;
    };
    if (!All(value, is_host_character)) return Refusal{400, "the Host header is not a host name"};
  } else if (EqualNames(name, "content-length")) {
    ++framing.lengths;
    if (!All(value, IsDigit) || value.size() > 18) {
      return Refusal{400, "the Content-Length header is not one number"};
    }
  } else if (EqualNames(name, "transfer-encoding")) {
    ++framing.encodings;
    if (!EqualNames(value, "chunked")) {
      return Refusal{400, "the only Transfer-Encoding served is 'chunked'"};
    }
  } else if (EqualNames(name, "expect") && !EqualNames(value, "100-continue")) {
    return Refusal{417, "the only expectation served is '100-continue'"};
  }
  return std::nullopt;
}

}  // namespace

HeadProgress ScanHead(std::string_view bytes, std::size_t seen) {
  if (!bytes.empty() && !IsUpper(bytes[0])) return {.broken = true, .size = {}};
  // One byte back: a CR at the end could not be judged before.
  for (std::size_t i = seen == 0 ? 0 : seen - 1; i < bytes.size(); ++i) {
    if (bytes[i] == '\0') return {.broken = true, .size = {}};
    if (bytes[i] == '\n' && bytes[i - 1] != '\r') return {.broken = true, .size = {}};
    if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] != '\n') {
      return {.broken = true, .size = {}};
    }
    if (bytes.substr(0, i + 1).ends_with("\r\n\r\n")) {
      return {.broken = false, .size = i + 1};
    }
  }
  return {};
}

std::optional<Refusal> CheckHead(std::string_view head) {
  Framing framing;
  const std::size_t line_end = head.find("\r\n");
  const std::string_view request_line = head.substr(0, line_end);
  if (auto refusal = CheckRequestLine(request_line)) return refusal;
  std::string_view rest = head.substr(line_end + 2);
  for (std::size_t count = 0; rest != "\r\n"; ++count) {
    if (count == kMaxHeaders) return Refusal{431, "the request has more than 100 headers"};
    const std::size_t end = rest.find("\r\n");
    if (auto refusal = CheckField(rest.substr(0, end), framing)) return refusal;
    rest.remove_prefix(end + 2);
  }
  const bool is_1_0 = request_line.ends_with("1.0");
  if (framing.hosts > 1 || (framing.hosts == 0 && !is_1_0)) {
    return Refusal{400, "the request needs exactly one Host header"};
  }
  if (framing.lengths + framing.encodings > 1) {
    return Refusal{400, "the request says more than once how long its body is"};
  }
  if (framing.encodings > 0 && is_1_0) {
    return Refusal{400, "HTTP/1.0 has no Transfer-Encoding"};
  }
  return std::nullopt;
}

std::optional<Refusal> ReadTarget(std::string_view target, Request& request) {
  const auto parsed = boost::urls::parse_origin_form(target);
  if (!parsed) return Refusal{400, "the target of the request is not a well-formed path"};
  const boost::urls::url_view url = *parsed;
  request.path = url.path();
  for (const auto& parameter : url.params()) {
    request.query.emplace_back(parameter.key, parameter.value);
  }
  if (std::any_of(request.path.begin(), request.path.end(), IsControl)) {
    return Refusal{400, "the path of the request holds a control character"};
  }
  if ((request.path + "/").find("/../") != std::string::npos ||
      (request.path + "/").find("/./") != std::string::npos) {
    return Refusal{400, "the path of the request holds '.' or '..'"};
  }
  return std::nullopt;
}

}  // namespace wenyuan::http
