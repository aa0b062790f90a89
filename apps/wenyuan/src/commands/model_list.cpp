#include <cstdlib>
#include <set>
#include <vector>

#include "../data_folder.h"
#include "../json.h"
#include "../models/installed_models.h"
#include "../models/model_files.h"
#include "../quantity.h"
#include "model_commands.h"
#include "model_report.h"
#include "wenyuan/gguf/facts.h"
#include "wenyuan/gguf/model_file.h"
#include "wenyuan/gguf/printable.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

std::string KindText(ModelKind kind, const Terminal& terminal) {
  switch (kind) {
    case ModelKind::kReranker:
      return std::string(terminal.Say("reranker", "重排"));
    case ModelKind::kEmbedder:
      return std::string(terminal.Say("embedder", "向量"));
    case ModelKind::kVocabulary:
      return std::string(terminal.Say("vocabulary", "词表"));
    case ModelKind::kGenerator:
      return std::string(terminal.Say("generator", "生成"));
  }
  return {};
}

fs::path Real(const fs::path& path) {
  std::error_code ignored;
  return fs::weakly_canonical(path, ignored);
}

// What the running server uses; empty where none runs.
std::set<fs::path> FilesInUse(Session& session, const DataLayout& layout) {
  std::set<fs::path> files;
  ApiClient* const api = session.Server();
  if (api == nullptr) return files;
  const auto models = api->Get("/api/v1/models");
  if (!models) return files;
  for (const json::value& used : ListOf(*models, "used")) {
    const auto path = FindModelFile(TextOf(used, "file"), ModelPlaces(layout));
    if (path) files.insert(Real(*path));
  }
  return files;
}

}  // namespace

int RunModelList(Session& session, const ModelOptions& options) {
  Terminal& terminal = session.terminal();
  const DataLayout layout{session.config().data};
  std::vector<fs::path> places = ModelPlaces(layout);
  if (!options.path.empty()) {
    std::error_code ignored;
    if (!fs::exists(options.path, ignored)) {
      return session.Fail({ErrorCode::kNotFound, "there is no folder '" + options.path + "'",
                           "没有目录“" + options.path + "”"});
    }
    places.insert(places.begin(), options.path);
  }
  if (const char* const named = std::getenv("MODEL_PATH"); named != nullptr && *named != '\0') {
    std::error_code ignored;
    if (!fs::exists(named, ignored)) {
      terminal.Note(std::string(terminal.Say("MODEL_PATH names '", "MODEL_PATH 指定的“")) + named +
                    std::string(terminal.Say("', which is not there", "”不存在")));
    }
  }
  const std::set<fs::path> used = FilesInUse(session, layout);

  json::array list;
  std::vector<std::vector<std::string>> rows = {{}};
  for (const auto& [english, chinese] : {std::pair{"name", "名称"},
                                         {"family", "架构"},
                                         {"kind", "用途"},
                                         {"parameters", "参数量"},
                                         {"size", "大小"},
                                         {"type", "量化"},
                                         {"context", "上下文"},
                                         {"", ""},
                                         {"folder", "目录"}}) {
    rows[0].emplace_back(terminal.Say(english, chinese));
  }
  std::vector<std::string> broken;
  std::set<fs::path> seen;
  for (const fs::path& place : places) {
    for (const fs::path& path : gguf::ModelFilesAt(place)) {
      const fs::path real = Real(path);
      if (!seen.insert(real).second) continue;
      const bool in_use = used.contains(real);
      const std::string name = path.stem().string();
      const auto facts = gguf::Describe(path);
      if (!facts) {
        broken.push_back(facts.error().In(terminal.language()));
        list.push_back(json::object{{"name", name},
                                    {"file", path.string()},
                                    {"error", facts.error().In(terminal.language())}});
        continue;
      }
      const ModelKind kind = KindOf(*facts);
      list.push_back(json::object{{"name", name},
                                  {"file", path.string()},
                                  {"architecture", facts->architecture},
                                  {"kind", std::string(Name(kind))},
                                  {"parameters", facts->parameters},
                                  {"file_bytes", facts->file_bytes},
                                  {"quantisation", Quantisation(*facts)},
                                  {"context", facts->context.value_or(0)},
                                  {"in_use", in_use}});
      rows.push_back({gguf::Printable(name, 80), facts->architecture, KindText(kind, terminal),
                      FormatCount(static_cast<double>(facts->parameters)),
                      FormatBytes(static_cast<double>(facts->file_bytes)), Quantisation(*facts),
                      facts->context ? std::to_string(*facts->context) : "-",
                      std::string(in_use ? terminal.Say("in use", "使用中") : ""),
                      path.parent_path().string()});
    }
  }
  if (terminal.json()) {
    terminal.Line(Pretty(json::object{{"models", std::move(list)}}));
    return broken.empty() ? 0 : 1;
  }
  if (rows.size() > 1) {
    terminal.Line(FormatTable(rows));
  } else if (broken.empty()) {
    terminal.Line(terminal.Say("No models yet. Bring one with: wenyuan model import FILE",
                               "还没有模型。导入：wenyuan model import 文件"));
  }
  for (const std::string& problem : broken) terminal.Note(problem);
  return broken.empty() ? 0 : 1;
}

}  // namespace wenyuan::app
