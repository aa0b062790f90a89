#include <utility>

#include "../json.h"
#include "commands.h"
#include "import_report.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

Result<std::string> FaqPath(ApiClient& api, const FaqOptions& options) {
  WY_TRY(const std::string library, LibraryId(api, options.library));
  return "/api/v1/libraries/" + library + "/faq";
}

std::string_view StateWord(const Terminal& terminal, const json::value& entry) {
  const std::string silent = TextOf(entry, "silent");
  if (silent == "draft") return terminal.Say("draft", "草稿");
  if (silent == "expired") return terminal.Say("expired", "已过期");
  if (silent == "outdated") return terminal.Say("source changed", "来源已更新");
  return terminal.Say("answers", "生效");
}

json::array Texts(const std::vector<std::string>& texts) {
  json::array array;
  for (const std::string& text : texts) array.emplace_back(text);
  return array;
}

// Prints what came back, or why nothing did.
int Tell(Session& session, const Result<json::value>& answer, std::string_view english,
         std::string_view chinese) {
  if (!answer) return session.Fail(answer.error());
  Terminal& terminal = session.terminal();
  if (terminal.json()) {
    terminal.Line(Pretty(*answer));
  } else {
    terminal.Line(TextOf(*answer, "id") + " " + std::string(terminal.Say(english, chinese)));
  }
  return 0;
}

Result<json::value> Add(ApiClient& api, const FaqOptions& options) {
  WY_TRY(const std::string path, FaqPath(api, options));
  json::object body = {{"questions", Texts(options.questions)},
                       {"answer", options.answer},
                       {"sources", Texts(options.sources)}};
  if (!options.valid_until.empty()) body["valid_until"] = options.valid_until;
  return api.Send("POST", path, body);
}

Result<json::value> Review(ApiClient& api, const FaqOptions& options) {
  WY_TRY(const std::string path, FaqPath(api, options));
  WY_TRY(const json::value entry, api.Get(path + "/" + options.id));
  return api.Send("POST", path + "/" + options.id + "/review",
                  json::object{{"version", IntegerOf(entry, "version")}});
}

Result<json::value> Remove(ApiClient& api, const FaqOptions& options) {
  WY_TRY(const std::string path, FaqPath(api, options));
  WY_CHECK(api.Send("DELETE", path + "/" + options.id, {}));
  return json::value(json::object{{"id", options.id}});
}

Result<json::value> Import(ApiClient& api, const FaqOptions& options) {
  WY_TRY(std::string bytes, ReadImport(options.file));
  WY_TRY(const std::string path, FaqPath(api, options));
  return UploadImport(api, path + "/import", options.file.extension() == ".jsonl" ? "jsonl" : "csv",
                      std::move(bytes));
}

}  // namespace

int RunFaqList(Session& session, const FaqOptions& options) {
  Terminal& terminal = session.terminal();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto path = FaqPath(**api, options);
  if (!path) return session.Fail(path.error());
  const auto answer = (*api)->Get(*path);
  if (!answer) return session.Fail(answer.error());
  if (terminal.json()) {
    terminal.Line(Pretty(*answer));
    return 0;
  }
  std::vector<std::vector<std::string>> rows = {
      {std::string(terminal.Say("ID", "编号")), std::string(terminal.Say("STATE", "状态")),
       std::string(terminal.Say("QUESTION", "问题")), std::string(terminal.Say("ANSWER", "答案"))}};
  for (const json::value& entry : ListOf(*answer, "faq")) {
    const json::array& questions = ListOf(entry, "questions");
    const std::string first = questions.empty() || !questions.front().is_string()
                                  ? std::string()
                                  : std::string(questions.front().as_string().c_str());
    rows.push_back({TextOf(entry, "id"), std::string(StateWord(terminal, entry)), Fit(first, 50),
                    Fit(TextOf(entry, "answer"), 60)});
  }
  std::string table = FormatTable(rows);
  table.pop_back();
  terminal.Line(table);
  return 0;
}

int RunFaqAdd(Session& session, const FaqOptions& options) {
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  return Tell(session, Add(**api, options), "is a draft; 'wenyuan faq review' puts it to use",
              "已存为草稿；用 wenyuan faq review 审核后生效");
}

int RunFaqReview(Session& session, const FaqOptions& options) {
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  return Tell(session, Review(**api, options), "answers from now on", "已审核，此后用它回答");
}

int RunFaqRemove(Session& session, const FaqOptions& options) {
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  return Tell(session, Remove(**api, options), "is gone", "已删除");
}

int RunFaqImport(Session& session, const FaqOptions& options) {
  return TellImport(
      session, [&](ApiClient& api) { return Import(api, options); },
      [&](const json::value& report) {
        const std::string added = std::to_string(IntegerOf(report, "added"));
        const std::string unchanged = std::to_string(IntegerOf(report, "unchanged"));
        return std::string(
            session.terminal().Say(added + " drafts added, " + unchanged + " were there already",
                                   "新增草稿 " + added + " 条，已有 " + unchanged + " 条"));
      });
}

}  // namespace wenyuan::app
