#include "model_house.h"

#include <algorithm>

#include "demo_model.h"
#include "installed_models.h"
#include "model_choice.h"
#include "model_memory.h"
#include "wenyuan/base/files.h"

namespace wenyuan::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kGenerator = "generator";
constexpr std::chrono::seconds kTimeToLook{30};

class ModelHouse final : public api::Models {
 public:
  ModelHouse(const Config& config, const DataLayout& layout, const Installation& installation,
             GeneratorSwitch& generators, std::vector<SetUpModel> set_up)
      : config_(config),
        layout_(layout),
        installation_(installation),
        generators_(generators),
        set_up_(std::move(set_up)),
        installed_(config, layout, installation),
        pull_(layout, installation) {}

  api::ModelsPicture Look() override {
    api::ModelsPicture picture;
    for (auto& found : installed_.All()) picture.installed.push_back(std::move(found.model));
    if (const auto current = generators_.Current()) {
      picture.used.push_back(Used({std::string(kGenerator), current->server, current->process}));
      picture.used.back().by_settings = GeneratorIsNamed(config_);
    }
    for (const SetUpModel& model : set_up_) {
      picture.used.push_back(Used(model));
      picture.used.back().by_settings = true;
    }
    picture.change = generators_.LastChange();
    picture.pull = pull_.State();
    const DemoOffer& demo = TheDemo();
    const ModelStore store(PosixFileSystem(), layout_.models());
    picture.demo = {demo.name,        demo.file.path,  demo.licence,
                    demo.file.sha256, demo.file.bytes, !FindDemo(installation_, store).empty()};
    const MachineMemory memory = LookAtMemory(config_, Promised());
    picture.memory_total = memory.total;
    picture.memory_available = memory.available;
    return picture;
  }

  Result<void> Use(const api::UseModel& wanted) override {
    WY_CHECK(CheckRole(wanted.role));
    WY_TRY(const InstalledModels::Found found, installed_.Find(wanted.file));
    if (found.model.broken) return *found.model.broken;
    if (found.model.role != kGenerator) {
      return Error{
          ErrorCode::kInvalidArgument,
          "'" + found.model.file + "' does not write answers; it is for: " + found.model.role,
          "“" + found.model.file + "”不能写回答；其用途为 " + found.model.role};
    }
    const auto current = generators_.Current();
    if (current != nullptr && current->file == found.path && current->process != nullptr &&
        current->process->Ready()) {
      return Error{ErrorCode::kConflict, "'" + found.model.file + "' is in use already",
                   "“" + found.model.file + "”正在使用"};
    }
    const std::uint64_t promised = Promised();
    MachineMemory then;
    if (current != nullptr && current->process != nullptr) {
      then = LookAtMemory(config_, promised - std::min(promised, current->memory.All()),
                          std::min(ResidentBytes(current->process->pid()), current->memory.All()));
    }
    WY_CHECK(CheckRoom(found.model.file, found.model.memory,
                       LookAtMemory(config_, promised).available, then.available,
                       wanted.stop_first));
    return generators_.Change(found.path, found.model.memory, wanted.stop_first);
  }

  Result<void> Unload(const std::string& role) override {
    WY_CHECK(CheckRole(role));
    if (generators_.Current() == nullptr) {
      return Error{ErrorCode::kConflict, "no model that writes answers is in use",
                   "没有正在使用的生成模型"};
    }
    return generators_.Change({}, {}, true);
  }

  Result<api::ModelOffers> Offers(const api::PullModel& wanted) override {
    WY_TRY(const HubPage page,
           LookAtHub({wanted.name, wanted.from, wanted.revision}, Deadline::After(kTimeToLook)));
    api::ModelOffers offers{page.source, page.licence, {}};
    for (const HubOffer& offer : page.offers) {
      offers.offers.push_back({offer.file, offer.quantisation, offer.bytes, offer.parts.size()});
    }
    return offers;
  }

  Result<void> Pull(const api::PullModel& wanted) override { return pull_.Start(wanted); }
  Result<void> CancelPull() override { return pull_.Cancel(); }

  Result<void> Remove(const std::string& file) override {
    WY_TRY(const InstalledModels::Found found, installed_.Find(file));
    if (!found.model.own) {
      return Error{
          ErrorCode::kConflict,
          "'" + found.path.string() + "' is not in the data folder; who put it there removes it",
          "“" + found.path.string() + "”不在数据目录中；请由放置者移除"};
    }
    std::vector<std::string> used = {config_.embedder.embedder, config_.embedder_before.embedder,
                                     config_.reranker.reranker, config_.generator.generator};
    for (const auto& running : generators_.Running()) used.push_back(running->file);
    for (const SetUpModel& model : set_up_) {
      if (model.process != nullptr) used.push_back(model.process->Health().file);
    }
    for (const std::string& path : used) {
      if (fs::path(path).filename() != found.path.filename()) continue;
      return Error{
          ErrorCode::kConflict,
          "'" + found.model.file + "' is in use, or named in the settings; change that first",
          "“" + found.model.file + "”正在使用，或设置中写有它；请先更改"};
    }
    ModelStore store(PosixFileSystem(), found.path.parent_path());
    return store.Remove(found.path.filename().string());
  }

 private:
  static Result<void> CheckRole(const std::string& role) {
    if (role == kGenerator) return {};
    if (role == "embedder" || role == "reranker") {
      return Error{
          ErrorCode::kUnsupported,
          "the " + role + " is changed in the settings (models." + role +
              "), because searches and stored vectors depend on it",
          "该角色（" + role + "）须在设置 models." + role + " 中更改，因为检索和已存的向量依赖它"};
    }
    return Error{ErrorCode::kInvalidArgument,
                 "there is no role '" + role + "'; use generator, embedder or reranker",
                 "没有角色“" + role + "”；可用 generator、embedder 或 reranker"};
  }

  [[nodiscard]] api::UsedModel Used(const SetUpModel& model) const {
    api::UsedModel used;
    used.role = model.role;
    used.server = model.server;
    if (model.process == nullptr) {  // whether it answers shows when it is asked
      used.state = "ready";
      return used;
    }
    const auto health = model.process->Health();
    const Result<void> ready = model.process->Ready();
    used.state = ready                                          ? "ready"
                 : health.ends == 0 && model.process->pid() > 0 ? "loading"
                                                                : "away";
    if (!ready) used.reason = ready.error();
    used.restarts = health.starts > 0 ? health.starts - 1 : 0;
    used.last_end = health.last_end;
    used.resident = ResidentBytes(model.process->pid());
    if (!health.file.empty()) {
      used.file = health.file.filename().string();
      used.memory = installed_.Describe(health.file).memory;
    }
    return used;
  }

  // What the models of ours that run take together.
  [[nodiscard]] std::uint64_t Promised() const {
    std::uint64_t bytes = 0;
    for (const auto& running : generators_.Running()) bytes += running->memory.All();
    for (const SetUpModel& model : set_up_) {
      if (model.process == nullptr || model.process->pid() == 0) continue;
      bytes += installed_.Describe(model.process->Health().file).memory.All();
    }
    return bytes;
  }

  const Config config_;
  const DataLayout layout_;
  const Installation installation_;
  GeneratorSwitch& generators_;
  const std::vector<SetUpModel> set_up_;
  const InstalledModels installed_;
  PullJob pull_;
};

}  // namespace

std::unique_ptr<api::Models> MakeModelHouse(const Config& config, const DataLayout& layout,
                                            const Installation& installation,
                                            GeneratorSwitch& generators,
                                            std::vector<SetUpModel> set_up) {
  return std::make_unique<ModelHouse>(config, layout, installation, generators, std::move(set_up));
}

}  // namespace wenyuan::app
