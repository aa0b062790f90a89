#include "wenyuan/llm_llama/quantise.h"

#include <fcntl.h>
#include <llama.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>
#include <utility>

#include "library.h"
#include "quantisation_plan.h"
#include "wenyuan/base/files.h"
#include "wenyuan/base/system_reason.h"

namespace wenyuan::llm_llama {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPassing = ".quantising";
constexpr std::uint64_t kSpareBytes = std::uint64_t{64} << 20U;
constexpr std::size_t kMostBufferBytes = std::size_t{512} << 20U;
constexpr std::chrono::milliseconds kLook{200};

Error Broken(const fs::path& file, const std::string& why) {
  return Error{ErrorCode::kInternal, "what was written for '" + file.string() + "' is wrong (" +
                                         why + "); nothing was kept"};
}

Error FileError(const std::string& what, const fs::path& file) {
  const SystemReason why = ReasonOf(errno);
  return Error{errno == ENOSPC ? ErrorCode::kResourceExhausted : ErrorCode::kPermissionDenied,
               "cannot " + what + " '" + file.string() + "': " + why.english,
               "无法写入“" + file.string() + "”：" + why.chinese};
}

Error Taken(const fs::path& target) {
  return Error{ErrorCode::kConflict,
               "'" + target.string() + "' is there already; remove it, or say --replace",
               "“" + target.string() + "”已存在；请先删除，或使用 --replace"};
}

// The file under its passing name, which no other process writes meanwhile; removed unless it was
// given its real name.
class PassingFile {
 public:
  static Result<PassingFile> Make(const fs::path& target) {
    PassingFile file(target.string() + kPassing);
    file.descriptor_ = ::open(file.path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file.descriptor_ < 0) return FileError("write", file.path_);
    struct stat ours {};
    struct stat named {};
    // It may be another's, or have been taken away or named between opening and locking.
    if (::flock(file.descriptor_, LOCK_EX | LOCK_NB) != 0 ||
        ::fstat(file.descriptor_, &ours) != 0 || ::stat(file.path_.c_str(), &named) != 0 ||
        ours.st_ino != named.st_ino) {
      ::close(std::exchange(file.descriptor_, -1));
      return Error{ErrorCode::kConflict, "another process writes '" + target.string() + "' now",
                   "另一个进程正在写“" + target.string() + "”"};
    }
    if (::ftruncate(file.descriptor_, 0) != 0) return FileError("empty", file.path_);
    return file;
  }
  PassingFile(PassingFile&& other) noexcept
      : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}
  PassingFile& operator=(PassingFile&&) = delete;
  ~PassingFile() {
    if (descriptor_ < 0) return;
    ::unlink(path_.c_str());
    ::close(descriptor_);
  }

  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] std::uint64_t Size() const {
    struct stat now {};
    return ::fstat(descriptor_, &now) == 0 ? static_cast<std::uint64_t>(now.st_size) : 0;
  }
  Result<void> GiveName(const fs::path& target, bool replace) {
    if (::fsync(descriptor_) != 0) return FileError("write", path_);
    std::error_code ignored;
    if (!replace && fs::exists(target, ignored)) return Taken(target);
    WY_CHECK(PosixFileSystem().Rename(path_, target));
    ::close(std::exchange(descriptor_, -1));
    return PosixFileSystem().SyncDirectory(fs::absolute(target).parent_path());
  }

 private:
  explicit PassingFile(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
  int descriptor_ = -1;  // -1: not ours, or no longer
};

// Tells how far the file is while another thread writes it.
class Watch {
 public:
  Watch(const PassingFile& file, std::uint64_t all,
        const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
    if (!progress) return;
    thread_ = std::thread([this, &file, all, &progress] {
      std::unique_lock lock(mutex_);
      do {
        progress(std::min(file.Size(), all), all);
      } while (!changed_.wait_for(lock, kLook, [this] { return done_; }));
    });
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch() {
    {
      const std::lock_guard lock(mutex_);
      done_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool done_ = false;
  std::thread thread_;
};

Result<void> CheckDisk(const fs::path& target, std::uint64_t need) {
  const fs::path folder = fs::absolute(target).parent_path();
  struct statvfs disk {};
  if (::statvfs(folder.c_str(), &disk) != 0) {
    return Error{ErrorCode::kNotFound, "there is no folder '" + folder.string() + "'",
                 "没有目录“" + folder.string() + "”"};
  }
  const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  if (free >= need + kSpareBytes) return {};
  const auto megabytes = [](std::uint64_t bytes) { return std::to_string(bytes / 1'000'000); };
  return Error{ErrorCode::kResourceExhausted,
               "'" + target.string() + "' needs " + megabytes(need + kSpareBytes) +
                   " MB, but the disk has " + megabytes(free) +
                   " MB left; make room, or name another place",
               "“" + target.string() + "”需要 " + megabytes(need + kSpareBytes) +
                   " MB，但磁盘只剩 " + megabytes(free) + " MB；请腾出空间或换一个位置"};
}

// Holds what was written against the source and the plan.
Result<void> CheckWritten(const fs::path& file, const QuantisationPlan& plan,
                          const gguf::ModelFile& source) {
  WY_TRY(const gguf::Header header, gguf::ReadHeader(file));
  std::map<std::string, const gguf::Tensor*> written;
  for (const gguf::Tensor& tensor : header.tensors) written[tensor.name] = &tensor;
  if (written.size() != plan.tensors.size()) return Broken(file, "weights are missing");
  std::size_t at = 0;
  for (const auto& part : source.parts) {
    for (const gguf::Tensor& tensor : part.header.tensors) {
      const auto found = written.find(tensor.name);
      if (found == written.end() || found->second->shape != tensor.shape ||
          found->second->type != plan.tensors[at].to) {
        return Broken(file, "weight '" + tensor.name + "'");
      }
      ++at;
    }
  }
  for (const auto& [key, value] : source.header().entries) {
    if (!key.starts_with("split.") && header.Find(key) == nullptr) {
      return Broken(file, "entry '" + key + "' is missing");
    }
  }
  return {};
}

// The library wants plain structs that end with an empty one.
struct Parameters {
  std::vector<std::string> patterns;
  std::vector<llama_model_tensor_override> types;
  std::vector<llama_model_imatrix_data> importance;
  llama_model_quantize_params all = ::llama_model_quantize_default_params();
};

void Fill(Parameters& parameters, const QuantiseOptions& options, const QuantisationPlan& plan) {
  auto& all = parameters.all;
  all.nthread = static_cast<std::int32_t>(options.threads);
  all.ftype = FileTypeOf(plan, options.mix);
  all.allow_requantize = true;
  all.max_buf_size = kMostBufferBytes;
  parameters.patterns.reserve(plan.tensors.size());
  for (const PlannedTensor& tensor : plan.tensors) {
    parameters.patterns.push_back(PatternOf(tensor.name));
    parameters.types.push_back(
        {parameters.patterns.back().c_str(), static_cast<ggml_type>(tensor.to->type)});
  }
  parameters.types.push_back({nullptr, GGML_TYPE_COUNT});
  all.tt_overrides = parameters.types.data();
  if (options.importance.empty()) return;
  for (const auto& [name, values] : options.importance) {
    parameters.importance.push_back({name.c_str(), values.data(), values.size()});
  }
  parameters.importance.push_back({nullptr, nullptr, 0});
  all.imatrix = parameters.importance.data();
}

}  // namespace

Result<QuantisationPlan> Quantise(const QuantiseOptions& options) {
  WY_TRY(const std::string processor, OpenLibrary());
  std::error_code ignored;
  if (!options.replace && fs::exists(options.target, ignored)) return Taken(options.target);
  if (options.target.extension() != ".gguf" || options.threads == 0 || options.threads > 512) {
    return Error{ErrorCode::kInvalidArgument,
                 "a model is written into a file .gguf, with 1 to 512 threads",
                 "目标文件名应以 .gguf 结尾，线程数为 1 到 512"};
  }
  if (fs::equivalent(options.source, options.target, ignored)) {
    return Error{ErrorCode::kInvalidArgument, "the target is the source itself",
                 "目标文件就是源文件"};
  }
  WY_CHECK(gguf::CheckModel(options.source));
  WY_TRY(const gguf::ModelFile source, gguf::OpenModel(options.source));
  WY_TRY(QuantisationPlan plan, PlanOf(source, options.mix));
  WY_CHECK(CheckDisk(options.target, plan.file_bytes_after));
  WY_TRY(PassingFile file, PassingFile::Make(options.target));
  if (options.writes) options.writes(file.path());
  Parameters parameters;
  Fill(parameters, options, plan);
  TakeComplaint();
  std::uint32_t failed = 0;
  {
    const Watch watch(file, plan.file_bytes_after, options.progress);
    failed = ::llama_model_quantize(source.parts.front().path.c_str(), file.path().c_str(),
                                    &parameters.all);
  }
  if (failed != 0) {
    return Error{ErrorCode::kUnsupported,
                 "libllama cannot quantise '" + options.source.string() + "': " + TakeComplaint(),
                 "libllama 无法量化“" + options.source.string() + "”"};
  }
  WY_CHECK(CheckWritten(file.path(), plan, source));
  plan.file_bytes_after = file.Size();
  WY_CHECK(file.GiveName(options.target, options.replace));
  return plan;
}

}  // namespace wenyuan::llm_llama
