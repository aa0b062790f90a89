#pragma once

#include <string_view>

#include "wenyuan/base/result.h"
#include "wenyuan/http/message.h"

namespace wenyuan::api {

int StatusOf(ErrorCode code);

// application/problem+json (RFC 9457) in the asker's language.
http::Response Problem(const Error& error, Language language, std::string_view request_id);

// For statuses that no ErrorCode has (405, 416, 429).
struct SpecialProblem {
  int status = 400;
  std::string_view code;
  std::string_view title;
  std::string_view title_zh;
  std::string detail;
  std::string detail_zh;
};
http::Response Problem(const SpecialProblem& problem, Language language,
                       std::string_view request_id);

// The language that Accept-Language prefers; English when it names neither.
Language PreferredLanguage(std::string_view accept_language);

}  // namespace wenyuan::api
