#include "installed_models.h"

#include <cstdlib>
#include <set>

#include "../commands/model_report.h"
#include "model_files.h"
#include "model_memory.h"
#include "wenyuan/gguf/facts.h"
#include "wenyuan/gguf/model_file.h"

namespace wenyuan::app {

namespace fs = std::filesystem;

std::vector<InstalledModels::Found> InstalledModels::All() const {
  std::vector<fs::path> places = {layout_.models(), layout_.quantised_models()};
  if (const char* named = std::getenv("MODEL_PATH"); named != nullptr && *named != '\0') {
    places.emplace_back(named);
  }
  places.push_back(installation_.models);
  places.push_back(installation_.models / "demo");
  std::vector<Found> found;
  std::set<std::string> names;
  for (const fs::path& place : places) {
    for (const fs::path& path : gguf::ModelFilesAt(place)) {
      if (!names.insert(path.filename().string()).second) continue;
      found.push_back({path, Describe(path)});
      found.back().model.own = place == layout_.models() || place == layout_.quantised_models();
    }
  }
  return found;
}

Result<InstalledModels::Found> InstalledModels::Find(const std::string& file) const {
  for (Found& found : All()) {
    if (found.model.file == file || found.model.file == file + ".gguf") return std::move(found);
  }
  return Error{ErrorCode::kNotFound,
               "there is no model '" + file + "'; `wenyuan model list` shows what there is",
               "没有模型“" + file + "”；可用 wenyuan model list 查看"};
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
