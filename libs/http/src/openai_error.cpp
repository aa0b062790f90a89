#include "wenyuan/http/openai_error.h"

namespace wenyuan::http {

OpenAiKind OpenAiKindOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kUnsupported:
      return {400, "invalid_request_error"};
    case ErrorCode::kUnauthenticated:
      return {401, "authentication_error"};
    case ErrorCode::kPermissionDenied:
      return {403, "permission_error"};
    case ErrorCode::kNotFound:
      return {404, "invalid_request_error"};
    case ErrorCode::kConflict:
      return {409, "invalid_request_error"};
    case ErrorCode::kTooLarge:
      return {413, "invalid_request_error"};
    case ErrorCode::kResourceExhausted:
      return {429, "rate_limit_error"};
    case ErrorCode::kCancelled:
      return {499, "cancelled"};  // nobody reads it
    case ErrorCode::kUnavailable:
      return {503, "unavailable_error"};
    case ErrorCode::kTimeout:
      return {504, "timeout_error"};
    case ErrorCode::kCorruption:
    case ErrorCode::kInternal:
      break;
  }
  return {500, "server_error"};
}

}  // namespace wenyuan::http
