#include "quantised_once.h"

#include <sys/stat.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <sstream>
#include <thread>
#include <utility>

#include "../quantity.h"
#include "model_files.h"
#include "model_store.h"
#include "model_tool.h"
#include "wenyuan/base/files.h"
#include "wenyuan/base/log.h"
#include "wenyuan/gguf/model_file.h"

namespace wenyuan::app {
namespace {

namespace fs = std::filesystem;

// What was made before is found within this, and the model starts at once.
constexpr std::chrono::seconds kPatience{1};
constexpr int kBackgroundNice = 10;
// Below that a copy would save little, and lose precision a second time.
constexpr double kWorthIt = 1.5;
constexpr const char* kHashes = "sources.txt";

// Size and time of a file: while they stay, its hash does.
std::string StampOf(const fs::path& file) {
  struct stat now {};
  if (::stat(file.c_str(), &now) != 0) return {};
  return std::to_string(now.st_size) + " " + std::to_string(now.st_mtim.tv_sec) + "." +
         std::to_string(now.st_mtim.tv_nsec) + " " + fs::absolute(file).string();
}

// SHA-256 of a source; of one that was read before, from a list of "hash stamp" lines.
Result<std::string> HashOf(const fs::path& file, const fs::path& folder) {
  const std::string stamp = StampOf(file);
  const fs::path list = folder / kHashes;
  std::string known;
  if (PosixFileSystem().Exists(list)) {
    WY_TRY(known, ReadAll(PosixFileSystem(), list, std::uint64_t{1} << 20U));
  }
  std::istringstream lines(known);
  for (std::string line; std::getline(lines, line);) {
    if (line.size() > 65 && line.substr(65) == stamp) return line.substr(0, 64);
  }
  WY_TRY(std::string hash, HashFile(PosixFileSystem(), file, {}));
  WY_CHECK(WriteAtomically(PosixFileSystem(), list, known + hash + " " + stamp + "\n"));
  return hash;
}

class Job {
 public:
  Job(fs::path source, std::string mix, const QuantiseOnceOptions& options)
      : source_(std::move(source)),
        mix_(std::move(mix)),
        options_(options),
        thread_([this](const std::stop_token& stop) { Work(stop); }) {}

  [[nodiscard]] const fs::path& source() const { return source_; }

  Result<fs::path> Await() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, kPatience, [this] { return done_.has_value(); });
    if (done_) return *done_;
    return Error{ErrorCode::kUnavailable,
                 "the model is being quantised to " + mix_ + ", once: " + progress_,
                 "正在将模型量化为 " + mix_ + "（仅此一次）：" + progress_};
  }

 private:
  void Work(const std::stop_token& stop) {
    auto made = Make(stop);
    if (!made && !stop.stop_requested()) {
      Log(LogLevel::kWarning, "a model could not be quantised and is used as it is",
          {{"source", source_.string()}, {"wanted", mix_}, {"reason", made.error().message}});
    }
    const std::lock_guard lock(mutex_);
    done_ = made ? *made : source_;
    changed_.notify_all();
  }

  Result<fs::path> Make(const std::stop_token& stop) {
    WY_CHECK(PosixFileSystem().CreateDirectories(fs::absolute(options_.folder)));
    WY_TRY(const std::string hash, HashOf(source_, options_.folder));
    const fs::path target = options_.folder / (source_.stem().string() + "-" + mix_ + "-" +
                                               hash.substr(0, 16) + ".gguf");
    if (gguf::CheckModel(target)) {
      Log(LogLevel::kInfo, "a model that was quantised before is used",
          {{"source", source_.string()}, {"wanted", mix_}, {"taken", target.string()}});
      return target;
    }
    Log(LogLevel::kInfo, "a model is being quantised, once, because QUANTIZATION asks for it",
        {{"source", source_.string()}, {"wanted", mix_}, {"target", target.string()}});
    ModelToolCall call;
    call.program = options_.program;
    call.nice = kBackgroundNice;
    call.arguments = {"quantize",      source_.string(), target.string(),
                      "--mix=" + mix_, "--replace",      "--threads=1"};
    const auto listener = [this](const std::string&, std::uint64_t done, std::uint64_t all) {
      const std::lock_guard lock(mutex_);
      progress_ = FormatShare(static_cast<double>(done), static_cast<double>(all));
    };
    WY_TRY(const boost::json::object made, RunModelTool(call, listener, stop));
    Log(LogLevel::kInfo, "a model was quantised",
        {{"target", target.string()},
         {"megabytes", std::to_string(fs::file_size(target) / 1'000'000)}});
    return target;
  }

  const fs::path source_;
  const std::string mix_;
  const QuantiseOnceOptions options_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::optional<fs::path> done_;
  std::string progress_ = "0.0 %";
  std::jthread thread_;  // last: it uses all above, and is told to stop first
};

}  // namespace

std::function<Result<fs::path>()> QuantisedOnce(std::function<Result<fs::path>()> find,
                                                QuantiseOnceOptions options) {
  if (options.quantisation.empty()) return find;
  return [find = std::move(find), options = std::move(options), job = std::shared_ptr<Job>(),
          told = fs::path()]() mutable -> Result<fs::path> {
    WY_TRY(fs::path file, find());
    if (job == nullptr || job->source() != file) {
      job.reset();
      const auto facts = gguf::Describe(file);
      if (!facts || HasQuantisation(*facts, options.quantisation)) return file;
      const auto wanted = QuantisationNamed(options.quantisation);
      if (!wanted || MainBits(*facts) < kWorthIt * wanted->bits) {
        if (std::exchange(told, file) != file) {
          Log(LogLevel::kWarning,
              wanted ? "QUANTIZATION asks for about as many bits as the model has, or more: it is "
                       "used as it is"
                     : "QUANTIZATION names none of bf16, int8, 4bit: the model is used as it is",
              {{"wanted", options.quantisation}, {"taken", file.string()}});
        }
        return file;
      }
      job = std::make_shared<Job>(file, wanted->mix, options);
    }
    return job->Await();
  };
}

}  // namespace wenyuan::app
