#include <chrono>
#include <thread>

#include "../data_folder.h"
#include "../json.h"
#include "../models/model_choice.h"
#include "model_commands.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr std::chrono::milliseconds kLook{300};

// Until what the server changes has the state or is further, or failed.
Result<json::value> FollowChange(Session& session, ApiClient& api, std::string_view until) {
  Terminal& terminal = session.terminal();
  for (;;) {
    WY_TRY(const json::value models, api.Get("/api/v1/models"));
    const json::value& change = MemberOf(models, "change");
    const std::string state = TextOf(change, "state");
    if (state == until || state == "embedding" || state == "done") {
      terminal.EndProgress();
      return change;
    }
    if (state == "failed") {
      terminal.EndProgress();
      const std::string reason = TextOf(change, "reason");
      return Error{ErrorCode::kUnavailable, reason, reason};
    }
    std::string seconds = std::to_string(IntegerOf(change, "seconds")) + " s";
    if (const auto percent = IntegerOf(change, "percent"); state == "loading" && percent > 0) {
      seconds = std::to_string(percent) + " %  " + seconds;
    }
    terminal.Progress(std::string(state == "loading"
                                      ? terminal.Say("loading ", "正在加载 ")
                                      : terminal.Say("answers are finished ", "等待回答完成 ")) +
                      TextOf(change, "file") + "  " + seconds);
    std::this_thread::sleep_for(kLook);
  }
}

// What the server says the file is for; the generator's where it does not know it, which it will
// say.
Result<std::string> RoleOnServer(ApiClient& api, const std::string& name) {
  WY_TRY(const json::value models, api.Get("/api/v1/models"));
  const json::value& installed = MemberOf(models, "installed");
  if (installed.is_array()) {
    for (const json::value& one : installed.get_array()) {
      const std::string file = TextOf(one, "file");
      if ((file == name || file == name + ".gguf") && !TextOf(one, "role").empty()) {
        return TextOf(one, "role");
      }
    }
  }
  return std::string("generator");
}

bool SettingsName(const std::string& role, const Config& config) {
  if (role == "reranker") return RerankerIsNamed(config);
  return role == "generator" && GeneratorIsNamed(config);
}

// None of that role from the next start on.
int ChooseNone(Session& session, const std::string& role) {
  Terminal& terminal = session.terminal();
  if (role == "embedder") {
    return session.Fail({ErrorCode::kUnsupported,
                         "search by meaning is switched off in the settings (models.embedder = "
                         "\"off\")",
                         "语义检索须在设置中关闭（models.embedder = \"off\"）"});
  }
  if (SettingsName(role, session.config())) {
    return session.Fail({ErrorCode::kUnsupported,
                         "the settings (models." + role + ") or MODEL_PATH name it; change that",
                         "该模型由设置 models." + role + " 或 MODEL_PATH 指定；请在那里更改"});
  }
  const auto noted = NoteChoice(DataLayout{session.config().data}, [&](ModelChoice& choice) {
    (role == "reranker" ? choice.reranker : choice.generator) = std::string();
  });
  if (!noted) return session.Fail(noted.error());
  terminal.Line(terminal.json() ? Pretty(json::object{{"role", role}, {"file", nullptr}})
                                : std::string(terminal.Say("From the next start on none is used: ",
                                                           "下次启动起停用：")) +
                                      role);
  return 0;
}

}  // namespace

int UseOnServer(Session& session, ApiClient& api, const ModelOptions& options) {
  Terminal& terminal = session.terminal();
  const auto role = options.role.empty() ? RoleOnServer(api, options.name) : options.role;
  if (!role) return session.Fail(role.error());
  const auto begun = api.Send(
      "POST", "/api/v1/models/use",
      json::object{{"role", *role}, {"file", options.name}, {"stop_first", options.stop_first}});
  if (!begun) return session.Fail(begun.error());
  const auto change = FollowChange(session, api, options.stop_first ? "done" : "draining");
  if (!change) return session.Fail(change.error());
  if (terminal.json()) {
    terminal.Line(Pretty(*change));
    return 0;
  }
  terminal.Line(std::string(terminal.Say("In use: ", "已启用：")) + TextOf(*change, "file"));
  if (TextOf(*change, "state") == "embedding") {
    terminal.Note(std::string(terminal.Say("Its vectors are being made; until they are there, "
                                           "those of the one before answer: ",
                                           "正在生成它的向量；生成完之前由原来的向量应答：")) +
                  TextOf(*change, "before"));
  }
  if (SettingsName(*role, session.config())) {
    terminal.Note(terminal.Say("Until the next start: the settings or MODEL_PATH name another.",
                               "仅到下次启动为止：设置或 MODEL_PATH 指定了其他模型。"));
  }
  return 0;
}

int RunModelUnload(Session& session, const ModelOptions& options) {
  Terminal& terminal = session.terminal();
  const std::string role = options.role.empty() ? "generator" : options.role;
  ApiClient* const api = session.Server();
  if (api == nullptr) return ChooseNone(session, role);
  const auto begun = api->Send("POST", "/api/v1/models/unload", json::object{{"role", role}});
  if (!begun) return session.Fail(begun.error());
  const auto change = FollowChange(session, *api, "done");
  if (!change) return session.Fail(change.error());
  terminal.Line(terminal.json() ? Pretty(*change)
                                : std::string(terminal.Say("Unloaded: ", "已停用：")) +
                                      TextOf(*change, "before"));
  return 0;
}

int RemoveOnServer(Session& session, ApiClient& api, const ModelOptions& options) {
  Terminal& terminal = session.terminal();
  const auto removed = api.Send("DELETE", "/api/v1/models/" + options.name, nullptr);
  if (!removed) return session.Fail(removed.error());
  terminal.Line(terminal.json()
                    ? Pretty(json::object{{"removed", options.name}})
                    : std::string(terminal.Say("Removed: ", "已移除：")) + options.name);
  return 0;
}

}  // namespace wenyuan::app
