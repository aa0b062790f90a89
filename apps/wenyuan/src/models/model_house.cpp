#include "model_house.h"

#include <algorithm>

#include "demo_model.h"
#include "installed_models.h"
#include "model_choice.h"
#include "model_memory.h"
#include "models_in_use.h"
#include "wenyuan/base/files.h"

namespace wenyuan::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kGenerator = "generator";
constexpr std::string_view kReranker = "reranker";
constexpr std::string_view kEmbedder = "embedder";
constexpr std::chrono::seconds kTimeToLook{30};

class ModelHouse final : public api::Models {
 public:
  ModelHouse(const Config& config, const DataLayout& layout, const Installation& installation,
             const ModelSwitches& switches)
      : config_(config),
        layout_(layout),
        installation_(installation),
        switches_(switches),
        installed_(config, layout, installation),
        pull_(layout, installation) {}

  api::ModelsPicture Look() override {
    api::ModelsPicture picture;
    for (auto& found : installed_.All()) picture.installed.push_back(std::move(found.model));
    for (const Role& role : Roles()) {
      for (const auto& model : role.of->InUseAndBefore()) {
        if (role.name != kEmbedder && model != role.of->InUse()) continue;  // it only ends
        picture.used.push_back(Used(role, *model));
      }
    }
    picture.change = LastChange();
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
    WY_TRY(const Role role, Find(wanted.role));
    WY_TRY(const InstalledModels::Found found, installed_.Find(wanted.file));
    if (found.model.broken) return *found.model.broken;
    if (found.model.role != role.name) return OfAnotherRole(role, found.model);
    if (role.name == kEmbedder) WY_CHECK(CheckEmbedder(wanted));
    const auto current = role.of->InUse();
    if (current != nullptr && current->process != nullptr &&
        current->FileName() == found.model.file && current->process->Ready()) {
      return Error{ErrorCode::kConflict, "'" + found.model.file + "' is in use already",
                   "“" + found.model.file + "”正在使用"};
    }
    const std::uint64_t promised = Promised();
    MachineMemory then;
    // An embedder stays until the vectors of the next are there.
    if (current != nullptr && current->process != nullptr && role.name != kEmbedder) {
      const std::uint64_t its = MemoryOfRunning(*current).All();
      then = LookAtMemory(config_, promised - std::min(promised, its),
                          std::min(ResidentBytes(current->process->pid()), its));
    }
    WY_CHECK(CheckRoom(found.model.file, found.model.memory,
                       LookAtMemory(config_, promised).available, then.available,
                       wanted.stop_first));
    return role.of->Change(found.path, found.model.memory, wanted.stop_first);
  }

  Result<void> Unload(const std::string& wanted) override {
    WY_TRY(const Role role, Find(wanted));
    if (role.name == kEmbedder) {
      return Error{ErrorCode::kUnsupported,
                   "search by meaning is switched off in the settings (models.embedder = \"off\")",
                   "语义检索须在设置中关闭（models.embedder = \"off\"）"};
    }
    if (role.of->InUse() == nullptr) {
      return Error{ErrorCode::kConflict, "no " + wanted + " is in use",
                   "没有正在使用的" + std::string(role.name_zh)};
    }
    return role.of->Change({}, {}, true);
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
    if (!found.model.own) return NotOurs(found.path);
    std::vector<std::string> used = {config_.embedder.embedder, config_.embedder_before.embedder,
                                     config_.reranker.reranker, config_.generator.generator};
    for (const Role& role : Roles()) {
      for (const auto& running : role.of->Running()) used.push_back(running->FileName());
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
  struct Role {
    std::string_view name;
    std::string_view name_zh;
    ModelSwitch* of;
    bool by_settings;
  };

  [[nodiscard]] std::vector<Role> Roles() const {
    std::vector<Role> roles = {
        {kGenerator, "生成模型", &switches_.generators, GeneratorIsNamed(config_)},
        {kReranker, "重排模型", &switches_.rerankers, RerankerIsNamed(config_)}};
    if (switches_.embedders != nullptr) {
      roles.insert(roles.begin() + 1,
                   {kEmbedder, "嵌入模型", switches_.embedders, EmbedderIsNamed(config_)});
    }
    return roles;
  }

  [[nodiscard]] Result<Role> Find(const std::string& name) const {
    for (const Role& role : Roles()) {
      if (role.name == name) return role;
    }
    if (name == kEmbedder) {
      return Error{ErrorCode::kUnsupported,
                   "search by meaning is switched off in the settings (models.embedder)",
                   "语义检索已在设置 models.embedder 中关闭"};
    }
    return Error{ErrorCode::kInvalidArgument,
                 "there is no role '" + name + "'; use generator, embedder or reranker",
                 "没有角色“" + name + "”；可用 generator、embedder 或 reranker"};
  }

  static Error OfAnotherRole(const Role& role, const api::InstalledModel& model) {
    return {ErrorCode::kInvalidArgument,
            "'" + model.file + "' is no " + std::string(role.name) + "; it is for: " + model.role,
            "“" + model.file + "”不是" + std::string(role.name_zh) + "；其用途为 " + model.role};
  }

  [[nodiscard]] Result<void> CheckEmbedder(const api::UseModel& wanted) const {
    if (EmbedderIsNamed(config_)) {
      // Else the next start would make all vectors anew, with the old one.
      return Error{ErrorCode::kUnsupported,
                   "the settings name the embedder (models.embedder); change it there, or set it "
                   "to \"auto\"",
                   "嵌入模型由设置 models.embedder 指定；请在设置中更改，或改为 \"auto\""};
    }
    if (wanted.stop_first) {
      return Error{ErrorCode::kInvalidArgument,
                   "an embedder is not stopped first: its vectors answer until the new ones are "
                   "there",
                   "嵌入模型不能先停用：新向量生成之前由原来的向量应答"};
    }
    if (switches_.embedders->InUseAndBefore().size() >= kMostEmbedders) {
      return Error{ErrorCode::kConflict,
                   "vectors of several embedders still answer; wait until the new ones are there",
                   "仍有多个嵌入模型的向量在应答；请等新向量全部生成"};
    }
    return {};
  }

  // Of whichever role was begun last.
  [[nodiscard]] std::optional<api::ModelChange> LastChange() const {
    const std::vector<Role> roles = Roles();
    const auto last = std::max_element(
        roles.begin(), roles.end(),
        [](const auto& a, const auto& b) { return a.of->ChangedAt() < b.of->ChangedAt(); });
    return last->of->LastChange();
  }

  [[nodiscard]] api::ModelMemory MemoryOfRunning(const RunningModel& model) const {
    if (!model.file.empty() || model.process == nullptr) return model.memory;
    const fs::path found = model.process->Health().file;
    return found.empty() ? api::ModelMemory() : installed_.Describe(found).memory;
  }

  [[nodiscard]] api::UsedModel Used(const Role& role, const RunningModel& model) const {
    api::UsedModel used;
    used.role = role.name;
    used.server = model.server;
    used.by_settings = role.by_settings;
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
    for (const Role& role : Roles()) {
      for (const auto& running : role.of->Running()) bytes += MemoryOfRunning(*running).All();
    }
    return bytes;
  }

  const Config config_;
  const DataLayout layout_;
  const Installation installation_;
  const ModelSwitches switches_;
  const InstalledModels installed_;
  PullJob pull_;
};

}  // namespace

std::unique_ptr<api::Models> MakeModelHouse(const Config& config, const DataLayout& layout,
                                            const Installation& installation,
                                            const ModelSwitches& switches) {
  return std::make_unique<ModelHouse>(config, layout, installation, switches);
}

}  // namespace wenyuan::app
