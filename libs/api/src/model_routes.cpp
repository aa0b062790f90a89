#include "problem.h"
#include "routes.h"
#include "wenyuan/base/log.h"

namespace wenyuan::api {
namespace {

// The models, for administrators.
Result<Models*> ModelsFor(const Call& call) {
  WY_CHECK(call.services().access.Administrator(call.who.asker));
  if (call.services().models != nullptr) return call.services().models;
  return Error{ErrorCode::kUnsupported, "this server manages no models", "此服务器不管理模型"};
}

// Who changed what, for whoever reads the log.
void NoteChange(const Call& call, std::string_view what, const std::string& model) {
  const auto& asker = call.who.asker;
  Log(LogLevel::kInfo, what,
      {{"model", model},
       {"by", asker.house_operator ? "operator" : "user " + std::to_string(asker.user)},
       {"request", call.request.id}});
}

Json Reason(const Call& call, const std::optional<Error>& reason) {
  return reason ? Json(reason->In(call.language)) : Json(nullptr);
}

Json MemoryView(const ModelMemory& memory) {
  return {{"weights", memory.weights},
          {"cells", memory.cells},
          {"work", memory.work},
          {"all", memory.All()}};
}

Json InstalledView(const Call& call, const InstalledModel& model) {
  return {{"file", model.file},
          {"name", model.name},
          {"role", model.role},
          {"architecture", model.architecture},
          {"quantisation", model.quantisation},
          {"licence", model.licence},
          {"bytes", model.bytes},
          {"parameters", model.parameters},
          {"active_parameters", model.active_parameters},
          {"context", model.context},
          {"memory", MemoryView(model.memory)},
          {"own", model.own},
          {"broken", Reason(call, model.broken)}};
}

Json UsedView(const Call& call, const UsedModel& model) {
  return {{"role", model.role},
          {"file", model.file},
          {"server", model.server},
          {"state", model.state},
          {"reason", Reason(call, model.reason)},
          {"memory", MemoryView(model.memory)},
          {"resident", model.resident},
          {"restarts", model.restarts},
          {"last_end", model.last_end ? model.last_end->In(call.language) : std::string()},
          {"by_settings", model.by_settings}};
}

Json PictureView(const Call& call, const ModelsPicture& picture) {
  Json::Array installed;
  for (const auto& model : picture.installed) installed.push_back(InstalledView(call, model));
  Json::Array used;
  for (const auto& model : picture.used) used.push_back(UsedView(call, model));
  Json change = nullptr;
  if (const auto& of = picture.change) {
    change = Json{{"role", of->role},       {"file", of->file},
                  {"before", of->before},   {"state", of->state},
                  {"seconds", of->seconds}, {"percent", of->percent},
                  {"streams", of->streams}, {"reason", Reason(call, of->reason)}};
  }
  Json pull = nullptr;
  if (const auto& of = picture.pull) {
    pull = Json{{"source", of->source},
                {"file", of->file},
                {"state", of->state},
                {"done", of->done},
                {"bytes", of->bytes},
                {"bytes_per_second", of->bytes_per_second},
                {"reason", Reason(call, of->reason)}};
  }
  return {{"installed", std::move(installed)},
          {"used", std::move(used)},
          {"change", std::move(change)},
          {"pull", std::move(pull)},
          {"demo",
           {{"name", picture.demo.name},
            {"file", picture.demo.file},
            {"licence", picture.demo.licence},
            {"sha256", picture.demo.sha256},
            {"bytes", picture.demo.bytes},
            {"installed", picture.demo.installed}}},
          {"memory", {{"total", picture.memory_total}, {"available", picture.memory_available}}}};
}

Reply Picture(const Call& call, Models& models, int status) {
  return JsonReply(status, PictureView(call, models.Look()));
}

Result<Reply> Show(Call& call) {
  WY_TRY(Models* const models, ModelsFor(call));
  return Picture(call, *models, 200);
}

Result<Reply> Use(Call& call) {
  WY_TRY(Models* const models, ModelsFor(call));
  WY_TRY(const Members body, call.Body({"role", "file", "stop_first"}));
  UseModel wanted;
  WY_TRY(wanted.role, body.RequiredText("role"));
  WY_TRY(wanted.file, body.RequiredText("file"));
  WY_TRY(const auto stop_first, body.Flag("stop_first"));
  wanted.stop_first = stop_first.value_or(false);
  WY_CHECK(models->Use(wanted));
  NoteChange(call, "a model is to be used", wanted.file);
  return Picture(call, *models, 202);
}

Result<Reply> Unload(Call& call) {
  WY_TRY(Models* const models, ModelsFor(call));
  WY_TRY(const Members body, call.Body({"role"}));
  WY_TRY(const std::string role, body.RequiredText("role"));
  WY_CHECK(models->Unload(role));
  NoteChange(call, "a model is to be unloaded", role);
  return Picture(call, *models, 202);
}

// Only who holds the data folder may send us to any address of the network.
Result<PullModel> Wanted(const Call& call, const Members& body) {
  PullModel wanted;
  WY_TRY(const auto demo, body.Flag("demo"));
  wanted.demo = demo.value_or(false);
  if (wanted.demo) return wanted;
  WY_TRY(wanted.name, body.RequiredText("name"));
  WY_TRY(const auto from, body.Text("from"));
  WY_TRY(const auto revision, body.Text("revision"));
  WY_TRY(const auto file, body.Text("file"));
  wanted.from = from.value_or("");
  wanted.revision = revision.value_or("");
  wanted.file = file.value_or("");
  const bool known =
      wanted.from.empty() || wanted.from == "huggingface" || wanted.from == "modelscope";
  if (call.who.asker.house_operator) return wanted;
  if (!known || wanted.name.find("://") != std::string::npos) {
    return Error{ErrorCode::kPermissionDenied,
                 "other addresses than Hugging Face and ModelScope are for the operator; use "
                 "`wenyuan model pull` on the server's machine",
                 "除 Hugging Face 和 ModelScope 外的地址只能由运维人员使用；请在服务器上运行 "
                 "wenyuan model pull"};
  }
  return wanted;
}

Result<Reply> Offers(Call& call) {
  WY_TRY(Models* const models, ModelsFor(call));
  WY_TRY(const Members body, call.Body({"name", "from", "revision"}));
  WY_TRY(const PullModel wanted, Wanted(call, body));
  WY_TRY(const ModelOffers found, models->Offers(wanted));
  Json::Array offers;
  for (const ModelOffer& offer : found.offers) {
    offers.push_back({{"file", offer.file},
                      {"quantisation", offer.quantisation},
                      {"bytes", offer.bytes},
                      {"parts", offer.parts}});
  }
  return JsonReply(
      200, {{"source", found.source}, {"licence", found.licence}, {"offers", std::move(offers)}});
}

Result<Reply> Pull(Call& call) {
  WY_TRY(Models* const models, ModelsFor(call));
  WY_TRY(const Members body,
         call.Body({"name", "from", "revision", "file", "demo", "licence_accepted"}));
  WY_TRY(const PullModel wanted, Wanted(call, body));
  WY_TRY(const auto accepted, body.Flag("licence_accepted"));
  if (!accepted.value_or(false)) {
    return Error{ErrorCode::kInvalidArgument,
                 "a model is fetched under its licence; read it, and send licence_accepted: true",
                 "拉取模型须接受其许可证；请先阅读，再发送 licence_accepted: true"};
  }
  WY_CHECK(models->Pull(wanted));
  NoteChange(call, "a model is to be fetched",
             wanted.demo ? "demo" : wanted.name + " " + wanted.file);
  return Picture(call, *models, 202);
}

Result<Reply> CancelPull(Call& call) {
  WY_TRY(Models* const models, ModelsFor(call));
  WY_CHECK(models->CancelPull());
  NoteChange(call, "fetching a model was cancelled", "");
  return NoContent();
}

Result<Reply> Remove(Call& call) {
  WY_TRY(Models* const models, ModelsFor(call));
  WY_CHECK(models->Remove(call.Path("file")));
  NoteChange(call, "a model was removed", call.Path("file"));
  return NoContent();
}

}  // namespace

std::vector<Route> ModelRoutes() {
  return {{"GET", "/api/v1/models", For::kSignedIn, Show},
          {"POST", "/api/v1/models/use", For::kSignedIn, Use},
          {"POST", "/api/v1/models/unload", For::kSignedIn, Unload},
          {"POST", "/api/v1/models/offers", For::kSignedIn, Offers},
          {"POST", "/api/v1/models/pull", For::kSignedIn, Pull},
          {"DELETE", "/api/v1/models/pull", For::kSignedIn, CancelPull},
          {"DELETE", "/api/v1/models/{file}", For::kSignedIn, Remove}};
}

}  // namespace wenyuan::api
