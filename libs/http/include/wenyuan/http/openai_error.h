#pragma once

#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::http {

// How clients of OpenAI's API are told of an error: the status, and the `type` in its body. They
// try again after 408, 409, 429 and what begins with 5.
struct OpenAiKind {
  int status;
  std::string_view type;
};
OpenAiKind OpenAiKindOf(ErrorCode code);

}  // namespace wenyuan::http
