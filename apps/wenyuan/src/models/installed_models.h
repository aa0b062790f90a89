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

// Where the models of a data folder are looked for, the first first: there, at MODEL_PATH of the
// environment, beside the program.
std::vector<std::filesystem::path> ModelPlaces(const DataLayout& layout,
                                               const Installation& installation);
// The same; without what lies beside a program that is not installed whole.
std::vector<std::filesystem::path> ModelPlaces(const DataLayout& layout);

// The file of that name, with or without ".gguf", at the first of these places that has one.
// kNotFound with the nearest name.
Result<std::filesystem::path> FindModelFile(const std::string& name,
                                            const std::vector<std::filesystem::path>& places);

// Whether what lies there is the data folder's own, which may be removed; and that it is not.
bool IsOwnModel(const std::filesystem::path& file, const DataLayout& layout);
Error NotOurs(const std::filesystem::path& file);

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
