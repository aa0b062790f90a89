#include "data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

#include "wenyuan/base/files.h"

namespace wenyuan::app {

Result<DataLock> DataLock::Take(const DataLayout& layout) {
  WY_CHECK(PosixFileSystem().CreateDirectories(std::filesystem::absolute(layout.root)));
  const int descriptor = ::open(layout.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return Error{ErrorCode::kPermissionDenied,
                 "cannot write in the data folder '" + layout.root.string() +
                     "'; check its owner and mode, or name another one with --data",
                 "无法写入数据目录“" + layout.root.string() +
                     "”；请检查其所有者和权限，或用 --data 指定其他目录"};
  }
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return Error{ErrorCode::kConflict,
                 "another process uses the data folder '" + layout.root.string() +
                     "'; stop it, or name another folder with --data",
                 "另一个进程正在使用数据目录“" + layout.root.string() +
                     "”；请先停止它，或用 --data 指定其他目录"};
  }
  return DataLock(descriptor);
}

DataLock::DataLock(DataLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

DataLock::~DataLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<Installation> FindInstallation() {
  std::error_code code;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", code);
  if (code) return Error{ErrorCode::kInternal, "cannot find the path of this program in /proc"};
  const std::filesystem::path folder = program.parent_path();
  const std::filesystem::path share = folder.parent_path() / "share";
  const Installation installation{folder / "wenyuan-parser", folder / "wenyuan-model",
                                  share / "wenyuan" / "dictionary", share / "wenyuan-models",
                                  share / "wenyuan-ocr"};
  for (const std::filesystem::path& path :
       {installation.parser, installation.dictionary_folder / "jieba.dict.utf8"}) {
    if (!std::filesystem::exists(path)) {
      return Error{ErrorCode::kNotFound,
                   "the installation lacks '" + path.string() + "'; build or install it again",
                   "安装不完整：缺少“" + path.string() + "”；请重新构建或安装"};
    }
  }
  return installation;
}

}  // namespace wenyuan::app
