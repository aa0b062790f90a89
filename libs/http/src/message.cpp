#include "wenyuan/http/message.h"

#include <algorithm>

namespace wenyuan::http {
namespace {

char Lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

}  // namespace

bool EqualNames(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return Lower(a) == Lower(b); });
}

std::string_view Find(const Headers& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& header) {
    return EqualNames(header.first, name);
  });
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

Result<std::string> ReadBody(Request& request, std::uint64_t limit_bytes) {
  const auto too_large = [&] {
    const std::string limit = std::to_string(limit_bytes);
    return Error{ErrorCode::kTooLarge,
                 "the body of this request is larger than " + limit + " bytes; send less at once",
                 "请求内容超过 " + limit + " 字节，请减少后重试"};
  };
  if (request.body_bytes > limit_bytes) return too_large();
  std::string body;
  while (true) {
    WY_TRY(const std::string piece, request.body->Read());
    if (piece.empty()) return body;
    if (body.size() + piece.size() > limit_bytes) return too_large();
    body += piece;
  }
}

}  // namespace wenyuan::http
