#pragma once

#include <filesystem>
#include <utility>

#include "config.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

// A folder that goes when the object does; an empty path is none.
class ScratchFolder {
 public:
  explicit ScratchFolder(std::filesystem::path path) : path_(std::move(path)) {}
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();

 private:
  const std::filesystem::path path_;
};

// A new folder. In memory where there is such a place: a scratch house need not survive a power
// cut, and its many small syncs would only measure the disk. kResourceExhausted when it is full.
Result<std::filesystem::path> MakeScratchFolder();

// The settings of a house over the scratch `folder` that only reads the models, the choice among
// them and the words of the data folder of `config`. kResourceExhausted as above.
Result<Config> ScratchConfig(const Config& config, const std::filesystem::path& folder);

}  // namespace wenyuan::app
