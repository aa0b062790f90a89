#include "wenyuan/base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "wenyuan/base/system_reason.h"

namespace wenyuan {
namespace {

// What failed, as it is said of a path in either language.
struct Action {
  const char* english;
  const char* chinese;
};
constexpr Action kWrite{"write", "写入"};
constexpr Action kSync{"sync", "同步到磁盘"};
constexpr Action kClose{"close", "关闭"};
constexpr Action kRead{"read", "读取"};
constexpr Action kCreate{"create", "创建"};
constexpr Action kOpen{"open", "打开"};
constexpr Action kRename{"rename", "重命名"};
constexpr Action kRemove{"remove", "删除"};
constexpr Action kCreateFolder{"create the folder", "创建文件夹"};
constexpr Action kList{"list", "列出文件夹"};

Error FromErrno(int code, const Action& action, const std::filesystem::path& path) {
  const SystemReason reason = ReasonOf(code);
  const std::string name = path.string();
  const std::string message =
      "cannot " + std::string(action.english) + " '" + name + "': " + reason.english;
  const std::string message_zh =
      "无法" + std::string(action.chinese) + "“" + name + "”：" + reason.chinese;
  if (code == ENOENT || code == ENOTDIR) return {ErrorCode::kNotFound, message, message_zh};
  if (code == ENOSPC || code == EDQUOT) {
    return {ErrorCode::kResourceExhausted, message + "; free space on that disk, then try again",
            "无法写入“" + name + "”：磁盘已满；请腾出空间后重试"};
  }
  if (code == EACCES || code == EPERM) {
    return {ErrorCode::kPermissionDenied, message + "; check the owner and mode of the path",
            message_zh + "；请检查该路径的所有者和权限"};
  }
  return {ErrorCode::kUnavailable, message, message_zh};
}

class PosixWritableFile final : public WritableFile {
 public:
  PosixWritableFile(int descriptor, std::filesystem::path path)
      : descriptor_(descriptor), path_(std::move(path)) {}
  PosixWritableFile(const PosixWritableFile&) = delete;
  PosixWritableFile& operator=(const PosixWritableFile&) = delete;
  ~PosixWritableFile() override {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  Result<void> Append(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0) {
        if (errno == EINTR) continue;
        return FromErrno(errno, kWrite, path_);
      }
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }
  Result<void> Sync() override {
    if (::fsync(descriptor_) != 0) return FromErrno(errno, kSync, path_);
    return {};
  }
  Result<void> Close() override {
    const int descriptor = std::exchange(descriptor_, -1);
    if (::close(descriptor) != 0) return FromErrno(errno, kClose, path_);
    return {};
  }

 private:
  int descriptor_;
  const std::filesystem::path path_;
};

class PosixRandomAccessFile final : public RandomAccessFile {
 public:
  PosixRandomAccessFile(int descriptor, std::uint64_t size, std::filesystem::path path)
      : descriptor_(descriptor), size_(size), path_(std::move(path)) {}
  PosixRandomAccessFile(const PosixRandomAccessFile&) = delete;
  PosixRandomAccessFile& operator=(const PosixRandomAccessFile&) = delete;
  ~PosixRandomAccessFile() override { ::close(descriptor_); }

  Result<std::string> ReadAt(std::uint64_t offset, std::size_t size) const override {
    if (offset > size_ || size > size_ - offset) {
      return Error{ErrorCode::kCorruption,
                   "'" + path_.string() + "' ends at byte " + std::to_string(size_) +
                       ", before byte " + std::to_string(offset + size) + " that was asked for",
                   "“" + path_.string() + "”只有 " + std::to_string(size_) + " 字节，需要读到第 " +
                       std::to_string(offset + size) + " 字节"};
    }
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < size) {
      const ssize_t got =
          ::pread(descriptor_, bytes.data() + done, size - done, static_cast<off_t>(offset + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return FromErrno(errno, kRead, path_);
      if (got == 0) {
        return Error{ErrorCode::kCorruption, "'" + path_.string() + "' became shorter while in use",
                     "“" + path_.string() + "”在使用中变短了"};
      }
      done += static_cast<std::size_t>(got);
    }
    return bytes;
  }
  std::uint64_t Size() const override { return size_; }

 private:
  const int descriptor_;
  const std::uint64_t size_;
  const std::filesystem::path path_;
};

class PosixFiles final : public FileSystem {
 public:
  Result<std::unique_ptr<WritableFile>> Create(const std::filesystem::path& path) override {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) return FromErrno(errno, kCreate, path);
    return std::make_unique<PosixWritableFile>(descriptor, path);
  }

  Result<std::unique_ptr<RandomAccessFile>> Open(const std::filesystem::path& path) const override {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return FromErrno(errno, kOpen, path);
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) {
      const int code = errno;
      ::close(descriptor);
      return FromErrno(code, kOpen, path);
    }
    if (!S_ISREG(status.st_mode)) {
      ::close(descriptor);
      return Error{ErrorCode::kInvalidArgument, "'" + path.string() + "' is not a regular file",
                   "“" + path.string() + "”不是普通文件"};
    }
    return std::make_unique<PosixRandomAccessFile>(
        descriptor, static_cast<std::uint64_t>(status.st_size), path);
  }

  Result<void> Rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) return FromErrno(errno, kRename, from);
    return {};
  }

  Result<void> Remove(const std::filesystem::path& path) override {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return FromErrno(errno, kRemove, path);
    return {};
  }

  Result<void> SyncDirectory(const std::filesystem::path& folder) override {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return FromErrno(errno, kOpen, folder);
    const int code = ::fsync(descriptor) == 0 ? 0 : errno;
    ::close(descriptor);
    if (code != 0) return FromErrno(code, kSync, folder);
    return {};
  }

  Result<void> CreateDirectories(const std::filesystem::path& folder) override {
    if (folder.empty() || std::filesystem::is_directory(folder)) return {};
    WY_CHECK(CreateDirectories(folder.parent_path()));
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
      return FromErrno(errno, kCreateFolder, folder);
    }
    return {};
  }

  Result<std::vector<std::string>> List(const std::filesystem::path& folder) const override {
    std::error_code code;
    std::vector<std::string> names;
    auto entry = std::filesystem::directory_iterator(folder, code);
    for (; !code && entry != std::filesystem::directory_iterator(); entry.increment(code)) {
      names.push_back(entry->path().filename().string());
    }
    if (code) return FromErrno(code.value(), kList, folder);
    std::sort(names.begin(), names.end());
    return names;
  }

  bool Exists(const std::filesystem::path& path) const override {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
  }
};

}  // namespace

FileSystem& PosixFileSystem() {
  static PosixFiles files;
  return files;
}

Result<void> WriteAtomically(FileSystem& files, const std::filesystem::path& path,
                             std::string_view bytes) {
  std::filesystem::path temporary = path;
  temporary += ".tmp";
  WY_TRY(const auto file, files.Create(temporary));
  WY_CHECK(file->Append(bytes));
  WY_CHECK(file->Sync());
  WY_CHECK(file->Close());
  WY_CHECK(files.Rename(temporary, path));
  return files.SyncDirectory(path.has_parent_path() ? path.parent_path() : ".");
}

Result<std::string> ReadAll(const FileSystem& files, const std::filesystem::path& path,
                            std::uint64_t limit_bytes) {
  WY_TRY(const auto file, files.Open(path));
  if (file->Size() > limit_bytes) {
    const std::string size = std::to_string(file->Size());
    const std::string limit = std::to_string(limit_bytes);
    return Error{ErrorCode::kTooLarge,
                 "'" + path.string() + "' has " + size + " bytes; the limit is " + limit,
                 "“" + path.string() + "”有 " + size + " 字节，上限为 " + limit + " 字节"};
  }
  return file->ReadAt(0, static_cast<std::size_t>(file->Size()));
}

}  // namespace wenyuan
