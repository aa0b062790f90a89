#include "folder.h"

#include "wenyuan/base/log.h"

namespace wenyuan::vectors {

void Folder::SetAside(const std::string& name) const {
  const std::filesystem::path file = path / name;
  if (!files.Exists(file)) return;
  if (const auto renamed = files.Rename(file, file.string() + ".damaged"); !renamed) {
    Log(LogLevel::kWarning, "a damaged file of vectors could not be set aside",
        {{"file", file.string()}, {"reason", renamed.error().message}});
  }
}

}  // namespace wenyuan::vectors
