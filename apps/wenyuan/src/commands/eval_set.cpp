#include "eval_set.h"

#include <cstdio>
#include <fstream>
#include <iostream>

#include "../json.h"
#include "../nearest.h"
#include "import_report.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

std::string SetsPath(const std::string& library) {
  return "/api/v1/libraries/" + library + "/question-sets";
}

std::string FormatOf(const EvalSetOptions& options) {
  if (!options.format.empty()) return options.format;
  return options.file.extension() == ".csv" ? "csv" : "jsonl";
}

// Into the set of this name, which is made when there is none; a broken file leaves no empty set.
Result<json::value> Import(ApiClient& api, const EvalSetOptions& options) {
  WY_TRY(std::string bytes, ReadImport(options.file));
  const auto there = QuestionSetPath(api, options);
  if (there) return UploadImport(api, *there + "/import", FormatOf(options), std::move(bytes));
  WY_TRY(const std::string library, LibraryId(api, options.library));
  WY_TRY(const json::value made,
         api.Send("POST", SetsPath(library), json::object{{"name", options.set}}));
  const std::string path = SetsPath(library) + "/" + TextOf(made, "id");
  auto report = UploadImport(api, path + "/import", FormatOf(options), std::move(bytes));
  if (!report) {
    WY_CHECK(api.Send("DELETE", path, {}));
  }
  return report;
}

Result<void> Export(ApiClient& api, const EvalSetOptions& options) {
  WY_TRY(const std::string path, QuestionSetPath(api, options));
  WY_TRY(const std::string text, api.GetText(path + "/export", {{"format", FormatOf(options)}}));
  if (options.file.empty()) {
    std::cout << text;
    return {};
  }
  std::ofstream file(options.file, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (file) return {};
  return Error{ErrorCode::kUnavailable,
               "writing '" + options.file.string() + "' failed; check the folder and its space",
               "无法写入“" + options.file.string() + "”；请检查文件夹和空间"};
}

}  // namespace

Result<std::string> QuestionSetPath(ApiClient& api, const EvalSetOptions& options) {
  WY_TRY(const std::string library, LibraryId(api, options.library));
  WY_TRY(const json::value answer, api.Get(SetsPath(library)));
  std::vector<std::string> names;
  for (const json::value& set : ListOf(answer, "question_sets")) {
    if (TextOf(set, "id") == options.set || TextOf(set, "name") == options.set) {
      return SetsPath(library) + "/" + TextOf(set, "id");
    }
    names.push_back(TextOf(set, "name"));
  }
  const std::string nearest = Nearest(options.set, names);
  return Error{ErrorCode::kNotFound,
               "the library has no question set '" + options.set + "'; " +
                   (nearest.empty() ? "'wenyuan eval sets' shows the ones there are"
                                    : "did you mean '" + nearest + "'?"),
               "该知识库没有问题集“" + options.set + "”；" +
                   (nearest.empty() ? "用 wenyuan eval sets 查看现有的问题集"
                                    : "是不是“" + nearest + "”？")};
}

std::string EstimateText(const json::value& estimate) {
  char text[64];
  std::snprintf(text, sizeof text, "%.3f [%.3f, %.3f]", NumberOf(estimate, "value"),
                NumberOf(estimate, "low"), NumberOf(estimate, "high"));
  return text;
}

int RunEvalSets(Session& session, const EvalSetOptions& options) {
  Terminal& terminal = session.terminal();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto library = LibraryId(**api, options.library);
  if (!library) return session.Fail(library.error());
  const auto answer = (*api)->Get(SetsPath(*library));
  if (!answer) return session.Fail(answer.error());
  if (terminal.json()) {
    terminal.Line(Pretty(*answer));
    return 0;
  }
  std::vector<std::vector<std::string>> rows = {
      {std::string(terminal.Say("ID", "编号")), std::string(terminal.Say("QUESTIONS", "问题")),
       std::string(terminal.Say("BASELINE", "基准")), std::string(terminal.Say("NAME", "名称"))}};
  for (const json::value& set : ListOf(*answer, "question_sets")) {
    const std::string baseline = TextOf(set, "baseline");
    rows.push_back({TextOf(set, "id"), std::to_string(IntegerOf(set, "questions")),
                    baseline.empty() ? "-" : baseline, TextOf(set, "name")});
  }
  std::string table = FormatTable(rows);
  table.pop_back();
  terminal.Line(table);
  return 0;
}

int RunEvalImport(Session& session, const EvalSetOptions& options) {
  return TellImport(
      session, [&](ApiClient& api) { return Import(api, options); },
      [&](const json::value& report) {
        const std::string added = std::to_string(IntegerOf(report, "added"));
        const std::string replaced = std::to_string(IntegerOf(report, "replaced"));
        const std::string unchanged = std::to_string(IntegerOf(report, "unchanged"));
        return std::string(session.terminal().Say(
            added + " added, " + replaced + " replaced, " + unchanged + " unchanged",
            "新增 " + added + "，替换 " + replaced + "，未变 " + unchanged));
      });
}

int RunEvalExport(Session& session, const EvalSetOptions& options) {
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto written = Export(**api, options);
  return written ? 0 : session.Fail(written.error());
}

}  // namespace wenyuan::app
