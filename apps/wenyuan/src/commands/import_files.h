#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::app {

struct FileToImport {
  std::filesystem::path path;
  std::string name;  // as the document is called: from the folder that was named on
  std::uint64_t bytes = 0;
};

// The regular files at and below the paths, sorted by name. Hidden ones (".git", ".DS_Store") and
// links are left out below a folder. kNotFound for a path that is not there.
Result<std::vector<FileToImport>> FindFiles(const std::vector<std::filesystem::path>& paths);

}  // namespace wenyuan::app
