#include "../json.h"
#include "../nearest.h"
#include "commands.h"
#include "passwords.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

std::string ReadPassword(Terminal& terminal) {
  return AskPassword(
      terminal, terminal.Say("Password (at least 10 characters):", "密码（至少 10 个字符）："));
}

int Print(Session& session, const Result<json::value>& answer, const std::string& sentence) {
  if (!answer) return session.Fail(answer.error());
  session.terminal().Line(session.terminal().json() ? Pretty(*answer) : sentence);
  return 0;
}

}  // namespace

Result<std::string> LibraryId(ApiClient& api, const std::string& name_or_id) {
  WY_TRY(const json::value answer, api.Get("/api/v1/libraries"));
  std::vector<std::string> names;
  for (const json::value& library : ListOf(answer, "libraries")) {
    if (TextOf(library, "id") == name_or_id || TextOf(library, "name") == name_or_id) {
      return TextOf(library, "id");
    }
    names.push_back(TextOf(library, "name"));
  }
  const std::string nearest = Nearest(name_or_id, names);
  return Error{ErrorCode::kNotFound,
               "there is no library '" + name_or_id + "'; " +
                   (nearest.empty() ? "'wenyuan library list' shows the ones there are"
                                    : "did you mean '" + nearest + "'?"),
               "没有名为“" + name_or_id + "”的知识库；" +
                   (nearest.empty() ? "用 wenyuan library list 查看现有的知识库"
                                    : "是不是“" + nearest + "”？")};
}

int RunLibraryList(Session& session) {
  Terminal& terminal = session.terminal();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto answer = (*api)->Get("/api/v1/libraries");
  if (!answer) return session.Fail(answer.error());
  if (terminal.json()) {
    terminal.Line(Pretty(MemberOf(*answer, "libraries")));
    return 0;
  }
  std::vector<std::vector<std::string>> rows = {
      {std::string(terminal.Say("ID", "编号")), std::string(terminal.Say("READY", "就绪")),
       std::string(terminal.Say("FAILED", "失败")), std::string(terminal.Say("NAME", "名称"))}};
  for (const json::value& library : ListOf(*answer, "libraries")) {
    const json::value& counts = MemberOf(library, "counts");
    rows.push_back({TextOf(library, "id"), std::to_string(IntegerOf(counts, "ready")),
                    std::to_string(IntegerOf(counts, "failed")), TextOf(library, "name")});
  }
  std::string table = FormatTable(rows);
  table.pop_back();
  terminal.Line(table);
  return 0;
}

int RunLibraryCreate(Session& session, const std::string& name) {
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto made = (*api)->Send("POST", "/api/v1/libraries", json::object{{"name", name}});
  return Print(session, made,
               std::string(session.terminal().Say("created library ", "已创建知识库 ")) + name);
}

int RunLibraryGrant(Session& session, const GrantOptions& options) {
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto library = LibraryId(**api, options.library);
  if (!library) return session.Fail(library.error());
  const auto granted =
      (*api)->Send("PUT", "/api/v1/libraries/" + *library + "/grants/" + options.user,
                   json::object{{"role", options.role}});
  return Print(session, granted,
               options.user + (session.terminal().language() == Language::kChinese
                                   ? " 在“" + options.library + "”中的角色现在是 " + options.role
                                   : " is now " + options.role + " of " + options.library));
}

int RunUserAdd(Session& session, const UserOptions& options) {
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const std::string password = ReadPassword(session.terminal());
  const auto made = (*api)->Send("POST", "/api/v1/users",
                                 json::object{{"name", options.name},
                                              {"password", password},
                                              {"administrator", options.administrator}});
  return Print(session, made,
               std::string(session.terminal().Say("added user ", "已添加用户 ")) + options.name);
}

int RunUserPassword(Session& session, const std::string& name) {
  Terminal& terminal = session.terminal();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto users = (*api)->Get("/api/v1/users");
  if (!users) return session.Fail(users.error());
  for (const json::value& user : ListOf(*users, "users")) {
    if (TextOf(user, "name") != name && TextOf(user, "id") != name) continue;
    const auto changed = (*api)->Send("PATCH", "/api/v1/users/" + TextOf(user, "id"),
                                      json::object{{"password", ReadPassword(terminal)}});
    return Print(session, changed,
                 std::string(terminal.Say("new password for ", "已为其设置新密码：")) + name);
  }
  return session.Fail({ErrorCode::kNotFound,
                       "there is no user '" + name + "'; 'wenyuan user list' shows them",
                       "没有用户“" + name + "”；用 wenyuan user list 查看"});
}

int RunUserList(Session& session) {
  Terminal& terminal = session.terminal();
  const auto api = session.Api();
  if (!api) return session.Fail(api.error());
  const auto answer = (*api)->Get("/api/v1/users");
  if (!answer) return session.Fail(answer.error());
  if (terminal.json()) {
    terminal.Line(Pretty(MemberOf(*answer, "users")));
    return 0;
  }
  std::vector<std::vector<std::string>> rows = {{std::string(terminal.Say("ID", "编号")),
                                                 std::string(terminal.Say("ROLE", "身份")),
                                                 std::string(terminal.Say("NAME", "姓名"))}};
  for (const json::value& user : ListOf(*answer, "users")) {
    std::string role(FlagOf(user, "administrator") ? terminal.Say("administrator", "管理员")
                                                   : terminal.Say("user", "用户"));
    if (FlagOf(user, "disabled")) role += terminal.Say(" (disabled)", "（已停用）");
    rows.push_back({TextOf(user, "id"), role, TextOf(user, "name")});
  }
  std::string table = FormatTable(rows);
  table.pop_back();
  terminal.Line(table);
  return 0;
}

}  // namespace wenyuan::app
