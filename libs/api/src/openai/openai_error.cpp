#include "openai_error.h"

#include "wenyuan/http/openai_error.h"

namespace wenyuan::api {
namespace {

Json Body(std::string_view message, std::string_view type, std::string_view param,
          std::string_view code) {
  return {{"error",
           {{"message", message},
            {"type", type},
            {"param", param.empty() ? Json(nullptr) : Json(param)},
            {"code", code}}}};
}

http::Response JsonResponse(int status, const Json& body) {
  http::Response response{status, {{"Content-Type", "application/json"}}, body.Text()};
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (status == 429) response.headers.emplace_back("Retry-After", "1");
  return response;
}

}  // namespace

bool IsOpenAiPath(std::string_view path) { return path.starts_with("/v1/"); }

Json OpenAiErrorBody(const Error& error, Language language, std::string_view param,
                     std::string_view code) {
  std::string message = error.In(language);
  if (error.code == ErrorCode::kInternal || error.code == ErrorCode::kCorruption) {
    message = language == Language::kChinese  // what broke inside is for the log
                  ? "服务器处理失败，原因已记入日志"
                  : "the server could not do this; its log says why";
  }
  return Body(message, http::OpenAiKindOf(error.code).type, param,
              code.empty() ? Name(error.code) : code);
}

http::Response OpenAiError(const Error& error, Language language, std::string_view param,
                           std::string_view code) {
  return JsonResponse(http::OpenAiKindOf(error.code).status,
                      OpenAiErrorBody(error, language, param, code));
}

http::Response OpenAiError(const SpecialProblem& problem, Language language) {
  return JsonResponse(problem.status,
                      Body(language == Language::kChinese ? problem.detail_zh : problem.detail,
                           "invalid_request_error", {}, problem.code));
}

}  // namespace wenyuan::api
