#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "../config.h"
#include "../data_folder.h"
#include "wenyuan/api/models.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

// The model files that a house finds: in its data folder, at MODEL_PATH, beside the program. What
// was read of a file is kept while the file stays as it is. Any thread.
class InstalledModels {
 public:
  InstalledModels(const Config& config, DataLayout layout, Installation installation)
      : config_(config), layout_(std::move(layout)), installation_(std::move(installation)) {}

  struct Found {
    std::filesystem::path path;
    api::InstalledModel model;
  };
  // One of each name: that of the first place.
  [[nodiscard]] std::vector<Found> All() const;
  // By the name of its file; kNotFound.
  [[nodiscard]] Result<Found> Find(const std::string& file) const;
  // Of any file.
  [[nodiscard]] api::InstalledModel Describe(const std::filesystem::path& path) const;

 private:
  struct Known {
    std::filesystem::file_time_type changed;
    std::uint64_t bytes = 0;
    api::InstalledModel model;
  };

  const Config config_;
  const DataLayout layout_;
  const Installation installation_;
  mutable std::mutex mutex_;
  mutable std::map<std::filesystem::path, Known> known_;  // guarded by mutex_
};

}  // namespace wenyuan::app
