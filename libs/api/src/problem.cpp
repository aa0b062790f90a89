#include "problem.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "json.h"

namespace wenyuan::api {
namespace {

struct Row {
  ErrorCode code;
  int status;
  std::string_view title;
  std::string_view title_zh;
};

// The one table from error codes to HTTP.
constexpr std::array kTable = {
    Row{ErrorCode::kInvalidArgument, 400, "The request is wrong", "请求有误"},
    Row{ErrorCode::kUnauthenticated, 401, "Sign in first", "请先登录"},
    Row{ErrorCode::kPermissionDenied, 403, "Not allowed", "没有权限"},
    Row{ErrorCode::kNotFound, 404, "Not found", "找不到"},
    Row{ErrorCode::kConflict, 409, "Conflicts with what is there", "与现有内容冲突"},
    Row{ErrorCode::kTooLarge, 413, "Too large", "内容过大"},
    Row{ErrorCode::kUnsupported, 422, "Not supported", "不支持"},
    Row{ErrorCode::kCorruption, 500, "Stored data is damaged", "存储的数据已损坏"},
    Row{ErrorCode::kResourceExhausted, 507, "Out of space", "资源不足"},
    Row{ErrorCode::kUnavailable, 503, "Not available now", "暂时不可用"},
    Row{ErrorCode::kTimeout, 504, "Took too long", "超时"},
    Row{ErrorCode::kCancelled, 499, "Cancelled", "已取消"},
    Row{ErrorCode::kInternal, 500, "Our own mistake", "系统内部错误"},
};

const Row& RowOf(ErrorCode code) {
  const auto* row = std::find_if(kTable.begin(), kTable.end(),
                                 [&](const Row& candidate) { return candidate.code == code; });
  return row == kTable.end() ? kTable.back() : *row;
}

std::string Capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

}  // namespace

int StatusOf(ErrorCode code) { return RowOf(code).status; }

http::Response Problem(const Error& error, Language language, std::string_view request_id) {
  const Row& row = RowOf(error.code);
  SpecialProblem problem{row.status,   Name(error.code), row.title,
                         row.title_zh, error.message,    error.message_zh};
  if (error.code == ErrorCode::kInternal || error.code == ErrorCode::kCorruption) {
    // What broke inside is for the log, which has the request's id.
    problem.detail = "the server could not do this; its log says why under this request's id";
    problem.detail_zh = "服务器处理失败，原因已按请求编号记入日志";
  }
  return Problem(problem, language, request_id);
}

http::Response Problem(const SpecialProblem& problem, Language language,
                       std::string_view request_id) {
  const bool chinese = language == Language::kChinese;
  const Json body = {
      {"type", "about:blank"},
      {"title", chinese ? problem.title_zh : problem.title},
      {"status", problem.status},
      {"detail",
       chinese && !problem.detail_zh.empty() ? problem.detail_zh : Capitalised(problem.detail)},
      {"code", problem.code},
      {"request_id", request_id}};
  http::Response response{
      problem.status,
      {{"Content-Type", "application/problem+json"}, {"Content-Language", chinese ? "zh" : "en"}},
      body.Text()};
  if (problem.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

Language PreferredLanguage(std::string_view accept_language) {
  Language preferred = Language::kEnglish;
  double best = 0;
  while (!accept_language.empty()) {
    std::string_view range = accept_language.substr(0, accept_language.find(','));
    accept_language.remove_prefix(std::min(accept_language.size(), range.size() + 1));
    range.remove_prefix(std::min(range.size(), range.find_first_not_of(' ')));
    double quality = 1;
    if (const std::size_t at = range.find(";q="); at != std::string_view::npos) {
      const std::string_view number = range.substr(at + 3);
      std::from_chars(number.data(), number.data() + number.size(), quality);
    }
    const bool chinese = range.starts_with("zh");
    if ((chinese || range.starts_with("en")) && quality > best) {
      best = quality;
      preferred = chinese ? Language::kChinese : Language::kEnglish;
    }
  }
  return preferred;
}

}  // namespace wenyuan::api
