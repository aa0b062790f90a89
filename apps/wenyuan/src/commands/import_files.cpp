#include "import_files.h"

#include <algorithm>
#include <system_error>

#include "wenyuan/base/system_reason.h"

namespace wenyuan::app {
namespace {

namespace fs = std::filesystem;

bool IsHidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

Result<void> AddFolder(const fs::path& folder, std::vector<FileToImport>& files) {
  const fs::path base = fs::weakly_canonical(folder).parent_path();
  std::error_code code;
  auto entry = fs::recursive_directory_iterator(folder, code);
  for (; !code && entry != fs::recursive_directory_iterator(); entry.increment(code)) {
    if (IsHidden(entry->path())) {
      if (entry->is_directory()) entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_symlink() || !entry->is_regular_file()) continue;
    files.push_back({entry->path(),
                     fs::weakly_canonical(entry->path()).lexically_relative(base).string(),
                     entry->file_size()});
  }
  if (code) {
    const SystemReason why = ReasonOf(code);
    return Error{ErrorCode::kPermissionDenied,
                 "cannot read the folder '" + folder.string() + "': " + why.english,
                 "无法读取文件夹“" + folder.string() + "”：" + why.chinese};
  }
  return {};
}

}  // namespace

Result<std::vector<FileToImport>> FindFiles(const std::vector<fs::path>& paths) {
  std::vector<FileToImport> files;
  for (const fs::path& path : paths) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
      WY_CHECK(AddFolder(path, files));
    } else if (fs::is_regular_file(path, ignored)) {
      files.push_back({path, path.filename().string(), fs::file_size(path, ignored)});
    } else {
      return Error{ErrorCode::kNotFound,
                   "there is no file or folder '" + path.string() + "'; check the path",
                   "没有文件或文件夹“" + path.string() + "”；请检查路径"};
    }
  }
  std::sort(files.begin(), files.end(),
            [](const auto& left, const auto& right) { return left.name < right.name; });
  return files;
}

}  // namespace wenyuan::app
