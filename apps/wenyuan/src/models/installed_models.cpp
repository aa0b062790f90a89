#include "installed_models.h"

#include <cstdlib>
#include <set>

#include "../commands/model_report.h"
#include "../nearest.h"
#include "model_files.h"
#include "model_memory.h"
#include "wenyuan/gguf/facts.h"
#include "wenyuan/gguf/model_file.h"

namespace wenyuan::app {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> PlacesOfUsers(const DataLayout& layout) {
  std::vector<fs::path> places = {layout.models(), layout.quantised_models()};
  if (const char* named = std::getenv("MODEL_PATH"); named != nullptr && *named != '\0') {
    places.emplace_back(named);
  }
  return places;
}

}  // namespace

std::vector<fs::path> ModelPlaces(const DataLayout& layout, const Installation& installation) {
  std::vector<fs::path> places = PlacesOfUsers(layout);
  places.push_back(installation.models);
  places.push_back(installation.models / "demo");
  return places;
}

std::vector<fs::path> ModelPlaces(const DataLayout& layout) {
  const auto installation = FindInstallation();
  return installation ? ModelPlaces(layout, *installation) : PlacesOfUsers(layout);
}

Result<fs::path> FindModelFile(const std::string& name, const std::vector<fs::path>& places) {
  std::vector<std::string> names;
  for (const fs::path& place : places) {
    for (const fs::path& path : gguf::ModelFilesAt(place)) {
      if (path.filename() == name || path.stem() == name) return path;
      names.push_back(path.stem().string());
    }
  }
  return DidYouMean(
      {ErrorCode::kNotFound,
       "there is no model '" + name +
           "'; `wenyuan model list` shows what there is, `wenyuan model import FILE` "
           "brings one in",
       "没有模型“" + name + "”；可用 wenyuan model list 查看，或用 wenyuan model import 文件 导入"},
      name, names);
}

bool IsOwnModel(const fs::path& file, const DataLayout& layout) {
  const fs::path folder = file.parent_path();
  return folder == layout.models() || folder == layout.quantised_models();
}

Error NotOurs(const fs::path& file) {
  return {ErrorCode::kConflict,
          "'" + file.string() + "' is not in the data folder; who put it there removes it",
          "“" + file.string() + "”不在数据目录中；请由放置者移除"};
}

std::vector<InstalledModels::Found> InstalledModels::All() const {
  std::vector<Found> found;
  std::set<std::string> names;
  for (const fs::path& place : ModelPlaces(layout_, installation_)) {
    for (const fs::path& path : gguf::ModelFilesAt(place)) {
      if (!names.insert(path.filename().string()).second) continue;
      found.push_back({path, Describe(path)});
      found.back().model.own = IsOwnModel(path, layout_);
    }
  }
  return found;
}

Result<InstalledModels::Found> InstalledModels::Find(const std::string& file) const {
  WY_TRY(const fs::path path, FindModelFile(file, ModelPlaces(layout_, installation_)));
  Found found{path, Describe(path)};
  found.model.own = IsOwnModel(path, layout_);
  return found;
}

api::InstalledModel InstalledModels::Describe(const fs::path& path) const {
  std::error_code gone;
  const auto changed = fs::last_write_time(path, gone);
  const std::uint64_t bytes = gone ? 0 : fs::file_size(path, gone);
  {
    const std::lock_guard lock(mutex_);
    const auto known = known_.find(path);
    if (known != known_.end() && known->second.changed == changed && known->second.bytes == bytes) {
      return known->second.model;
    }
  }
  api::InstalledModel model;
  model.file = path.filename().string();
  model.bytes = bytes;
  if (const auto facts = gguf::Describe(path)) {
    model.name = facts->name;
    model.role = Name(KindOf(*facts));
    model.architecture = facts->architecture;
    model.quantisation = Quantisation(*facts);
    model.licence = facts->license;
    model.bytes = facts->file_bytes;
    model.parameters = facts->parameters;
    model.active_parameters = facts->active_parameters;
    model.context = facts->context.value_or(0);
    model.memory = MemoryOf(*facts, config_);
  } else {
    model.broken = facts.error();
  }
  const std::lock_guard lock(mutex_);
  known_[path] = {changed, bytes, model};
  return model;
}

}  // namespace wenyuan::app
