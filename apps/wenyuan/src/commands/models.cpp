#include "../data_folder.h"
#include "../json.h"
#include "../models/installed_models.h"
#include "../models/model_choice.h"
#include "../models/model_files.h"
#include "../models/model_store.h"
#include "../quantity.h"
#include "model_commands.h"
#include "model_report.h"
#include "named_model.h"
#include "wenyuan/gguf/facts.h"
#include "wenyuan/gguf/model_file.h"
#include "wenyuan/gguf/printable.h"
#include "wenyuan/llm_openai/model_process.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

FileProgress ShowProgress(Terminal& terminal, std::string what) {
  return [&terminal, what = std::move(what)](std::uint64_t done, std::uint64_t all) {
    terminal.Progress(what + " " +
                      FormatShare(static_cast<double>(done), static_cast<double>(all)) + " / " +
                      FormatBytes(static_cast<double>(all)));
  };
}

Result<void> Verify(Session& session, const fs::path& path, json::array& parts) {
  Terminal& terminal = session.terminal();
  WY_TRY(const gguf::ModelFile model, gguf::OpenModel(path));
  for (const auto& part : model.parts) {
    WY_TRY(const auto promised, PromisedHash(PosixFileSystem(), part.path));
    const std::string name = part.path.filename().string();
    WY_TRY(const std::string hash,
           HashFile(PosixFileSystem(), part.path, ShowProgress(terminal, name)));
    terminal.EndProgress();
    if (promised && *promised != hash) {
      return Error{ErrorCode::kCorruption,
                   "'" + part.path.string() + "' has the SHA-256 " + hash +
                       ", but SHA256SUMS beside it says " + *promised + "; fetch it again",
                   "“" + part.path.string() + "”的 SHA-256 为 " + hash + "，与旁边的 SHA256SUMS（" +
                       *promised + "）不一致；请重新获取"};
    }
    parts.push_back(json::object{{"file", part.path.string()},
                                 {"sha256", hash},
                                 {"promised", promised.has_value()},
                                 {"tensors", part.header.tensors.size()}});
    if (terminal.json()) continue;
    terminal.Line(name + "  " + std::to_string(part.header.tensors.size()) +
                  std::string(terminal.Say(" weights, whole", " 个权重，结构完整")));
    terminal.Line("SHA-256 " + hash +
                  std::string(promised
                                  ? terminal.Say(", as SHA256SUMS says", "，与 SHA256SUMS 一致")
                                  : terminal.Say("; no SHA256SUMS beside it to compare with",
                                                 "；旁边没有可核对的 SHA256SUMS")));
  }
  return {};
}

}  // namespace

int RunModelInspect(Session& session, const ModelOptions& options) {
  Terminal& terminal = session.terminal();
  const auto path = ModelNamed(session, options.path);
  if (!path) return session.Fail(path.error());
  const auto facts = gguf::Describe(*path);
  if (!facts) return FailOnModel(session, facts.error());
  terminal.Line(terminal.json() ? Pretty(ModelJson(*facts)) : ModelTable(*facts, terminal));
  return 0;
}

int RunModelVerify(Session& session, const ModelOptions& options) {
  const auto path = ModelNamed(session, options.path);
  if (!path) return session.Fail(path.error());
  json::array parts;
  const auto verified = Verify(session, *path, parts);
  if (!verified) return FailOnModel(session, verified.error());
  if (session.terminal().json()) {
    session.terminal().Line(Pretty(json::object{{"whole", true}, {"parts", std::move(parts)}}));
  }
  return 0;
}

int RunModelImport(Session& session, const ModelOptions& options) {
  Terminal& terminal = session.terminal();
  ModelStore store(PosixFileSystem(), DataLayout{session.config().data}.models());
  const auto imported =
      store.Import(options.path, options.link,
                   ShowProgress(terminal, fs::path(options.path).filename().string()));
  terminal.EndProgress();
  if (!imported) return FailOnModel(session, imported.error());
  if (terminal.json()) {
    terminal.Line(
        Pretty(json::object{{"name", imported->stem().string()}, {"file", imported->string()}}));
    return 0;
  }
  terminal.Line(std::string(terminal.Say("Imported: ", "已导入：")) + imported->string());
  terminal.Note(
      std::string(terminal.Say("To use it: wenyuan model use ", "启用方法：wenyuan model use ")) +
      imported->stem().string());
  return 0;
}

int RunModelRemove(Session& session, const ModelOptions& options) {
  Terminal& terminal = session.terminal();
  if (ApiClient* const api = session.Server()) return RemoveOnServer(session, *api, options);
  const DataLayout layout{session.config().data};
  const auto path = FindModelFile(options.name, ModelPlaces(layout));
  if (!path) return session.Fail(path.error());
  if (!IsOwnModel(*path, layout)) return session.Fail(NotOurs(*path));
  const Config& config = session.config();
  for (const std::string* used : {&config.embedder.embedder, &config.embedder_before.embedder,
                                  &config.reranker.reranker, &config.generator.generator}) {
    if (fs::path(*used).filename() != path->filename()) continue;
    return session.Fail({ErrorCode::kConflict,
                         "'" + options.name + "' is named in the settings; change that first",
                         "设置中正使用“" + options.name + "”；请先更改设置"});
  }
  ModelStore store(PosixFileSystem(), path->parent_path());
  if (const auto removed = store.Remove(path->filename().string()); !removed) {
    return session.Fail(removed.error());
  }
  if (terminal.json()) {
    terminal.Line(Pretty(json::object{{"removed", path->string()}}));
  } else {
    terminal.Line(std::string(terminal.Say("Removed: ", "已移除：")) + path->string());
  }
  return 0;
}

namespace {

// Whether the settings leave it to us.
bool IsChosen(ModelKind kind, const Config& config) {
  switch (kind) {
    case ModelKind::kGenerator:
      return !GeneratorIsNamed(config);
    case ModelKind::kReranker:
      return !RerankerIsNamed(config);
    case ModelKind::kEmbedder:
      return !EmbedderIsNamed(config);
    case ModelKind::kVocabulary:
      break;
  }
  return false;
}

Result<void> ChooseForNextStart(ModelKind kind, const std::string& name, const DataLayout& layout) {
  WY_TRY(const Installation installation, FindInstallation());
  return NoteChoice(layout, [&](ModelChoice& choice) {
    if (kind == ModelKind::kGenerator) choice.generator = name;
    if (kind == ModelKind::kReranker) choice.reranker = name;
    if (kind != ModelKind::kEmbedder) return;
    // Vectors of the one before answer until those of the next are there.
    const auto found = llm_openai::FindEmbedderFile(
        std::vector{layout.models(), installation.models}, IsEmbedderFile);
    const std::string before =
        choice.embedder.value_or(found ? found->filename().string() : std::string());
    auto& all = choice.embedders_before;
    if (!before.empty()) all.insert(all.begin(), before);
    std::erase(all, name);
    choice.embedder = name;
  });
}

}  // namespace

int RunModelUse(Session& session, const ModelOptions& options) {
  Terminal& terminal = session.terminal();
  const DataLayout layout{session.config().data};
  const auto path = FindModelFile(options.name, ModelPlaces(layout));
  const auto facts = path ? gguf::Describe(*path) : Result<gguf::ModelFacts>(path.error());
  if (ApiClient* const api = session.Server()) return UseOnServer(session, *api, options);
  if (!path) return session.Fail(path.error());
  if (!facts) return FailOnModel(session, facts.error());
  const ModelKind kind = KindOf(*facts);
  if (!options.role.empty() && options.role != Name(kind)) {
    return session.Fail(
        {ErrorCode::kInvalidArgument,
         "'" + options.name + "' is no " + options.role + "; it is for: " + std::string(Name(kind)),
         "“" + options.name + "”的用途为 " + std::string(Name(kind)) + "，不是 " + options.role});
  }
  if (IsChosen(kind, session.config())) {
    const std::string name = path->filename().string();
    if (const auto noted = ChooseForNextStart(kind, name, layout); !noted) {
      return session.Fail(noted.error());
    }
    if (terminal.json()) {
      terminal.Line(Pretty(json::object{{"role", Name(kind)}, {"file", name}}));
    } else {
      terminal.Line(
          std::string(terminal.Say("In use from the next start on: ", "下次启动起启用：")) + name);
    }
    return 0;
  }
  if (kind == ModelKind::kVocabulary) {
    return session.Fail({ErrorCode::kUnsupported,
                         "'" + options.name + "' is a vocabulary without weights",
                         "“" + options.name + "”只有词表，没有权重"});
  }
  const std::string setting =
      std::string(Name(kind)) + " = \"" + fs::absolute(*path).string() + "\"";
  if (terminal.json()) {
    terminal.Line(Pretty(json::object{
        {"file", layout.config().string()}, {"section", "models"}, {"line", setting}}));
    return 0;
  }
  terminal.Line("[models]\n" + setting);
  terminal.Note(std::string(terminal.Say("Settings are written by hand: put this into '",
                                         "设置由人工编写：请把以上内容写入“")) +
                layout.config().string() +
                std::string(terminal.Say("' and start the server again.", "”，然后重启服务。")));
  return 0;
}

}  // namespace wenyuan::app
