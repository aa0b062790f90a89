#include "import_problem.h"

namespace wenyuan::api {
namespace {

constexpr std::size_t kProblemsInDetail = 20;

}  // namespace

// A problem whose `lines` say what is wrong where; its detail says the first of them in words.
Reply ImportProblem(const Call& call, const std::vector<eval::LineProblem>& problems) {
  const bool chinese = call.language == Language::kChinese;
  const std::string count = std::to_string(problems.size());
  std::string detail = chinese ? "文件有 " + count + " 处错误，未导入任何内容："
                               : "Nothing was imported; faults of the file: " + count;
  Json::Array lines;
  for (const eval::LineProblem& problem : problems) {
    const std::string number = std::to_string(problem.line);
    const std::string& words = chinese ? problem.message_zh : problem.message;
    if (lines.size() < kProblemsInDetail) {
      detail += chinese ? "\n第 " + number + " 行" + words : "\nline " + number + " " + words;
    }
    lines.push_back({{"line", problem.line}, {"message", words}});
  }
  const Json body = {{"type", "about:blank"},
                     {"title", chinese ? "请求有误" : "The request is wrong"},
                     {"status", 400},
                     {"detail", detail},
                     {"code", Name(ErrorCode::kInvalidArgument)},
                     {"request_id", call.request.id},
                     {"lines", std::move(lines)}};
  return http::Response{400, {{"Content-Type", "application/problem+json"}}, body.Text()};
}

}  // namespace wenyuan::api
