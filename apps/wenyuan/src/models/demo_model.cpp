#include "demo_model.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <thread>
#include <utility>

#include "wenyuan/base/files.h"

namespace wenyuan::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFile = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf";
constexpr const char* kHash = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046";
constexpr std::uint64_t kBytes = 1'117'320'768;
constexpr const char* kRepository = "/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/f86cb2c1fa58/";
constexpr std::chrono::milliseconds kLook{300};

std::string HuggingFace() {
  const char* const endpoint = std::getenv("HF_ENDPOINT");
  return endpoint == nullptr || *endpoint == '\0' ? "https://huggingface.co" : endpoint;
}

// In the source tree that the program was built in; empty where it was installed.
fs::path Installer(const Installation& installation) {
  std::error_code failed;
  const fs::path models = fs::canonical(installation.models, failed);
  const fs::path script =
      models.parent_path().parent_path() / "scripts" / "models" / "install_demo_model";
  return !failed && fs::exists(script, failed) ? script : fs::path();
}

// How the installer says why there is no model.
constexpr int kNoRoom = 3;
constexpr int kWrongHash = 4;
constexpr int kUnreachable = 5;

// Of the model in the installer's folder: the parts that are joined, as its note says, and the one
// that comes, which may lie there twice for a moment.
std::uint64_t BytesIn(const fs::path& folder) {
  std::uint64_t parts = 0;
  std::uint64_t joined = 0;
  std::ifstream(folder / "joined.txt") >> parts >> joined;
  std::uint64_t arriving = 0;
  std::error_code gone;
  for (fs::recursive_directory_iterator at(folder / "arriving", gone), end; !gone && at != end;
       at.increment(gone)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored)) arriving = std::max(arriving, at->file_size(ignored));
  }
  return std::min(kBytes, joined + arriving);
}

// What the installer says on standard error; in no folder, so that none must be cleared.
class Words {
 public:
  Words() : descriptor_(::memfd_create("words", MFD_CLOEXEC)) {}
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;
  ~Words() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] std::string Last() const {
    std::string last;
    std::string line;
    char byte = 0;
    for (off_t at = 0; ::pread(descriptor_, &byte, 1, at) == 1; ++at) {
      if (byte != '\n') {
        line.push_back(byte);
      } else if (!line.empty()) {
        last = std::exchange(line, {});
      }
    }
    if (!line.empty()) last = line;
    constexpr std::string_view kPrefix = "No demo model: ";
    return last.starts_with(kPrefix) ? last.substr(kPrefix.size()) : last;
  }

 private:
  const int descriptor_;
};

Result<pid_t> Start(const fs::path& script, const Words& words) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, words.descriptor(), STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  // A group of its own, so that all it starts can be ended; and no signals blocked, as ours are.
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setsigmask(&attributes, &none);
  std::string program = "python3";
  std::string argument = script.string();
  char* arguments[] = {program.data(), argument.data(), nullptr};
  pid_t pid = 0;
  const int failed = ::posix_spawnp(&pid, "python3", &actions, &attributes, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed == 0) return pid;
  return Error{ErrorCode::kUnavailable,
               "python3 could not be started, which fetches the demo model",
               "无法启动 python3 来拉取演示模型"};
}

Error NotFetched(int how, const std::string& said) {
  const std::string message = "the demo model was not fetched: " + said;
  switch (WIFEXITED(how) ? WEXITSTATUS(how) : 0) {
    case kNoRoom:
      return {ErrorCode::kResourceExhausted,
              message + "; make room and fetch it again, it continues where it broke off",
              "未能拉取演示模型：磁盘空间不足；腾出空间后重新拉取，会从中断处继续"};
    case kWrongHash:
      return {ErrorCode::kCorruption, message + "; fetch it again",
              "未能拉取演示模型：下载内容的哈希与固定值不一致，已删除；请重新拉取"};
    case kUnreachable:
      return {ErrorCode::kUnavailable,
              message + "; look at the network and fetch it again, it continues where it broke off",
              "未能拉取演示模型：无法访问软件包仓库；请检查网络后重新拉取，会从中断处继续"};
    default:
      return {ErrorCode::kUnavailable, message, "未能拉取演示模型：" + said};
  }
}

// Keeps what has come in the folder "fetching" beside the model, and goes on there.
Result<fs::path> RunInstaller(const fs::path& script, const Installation& installation,
                              const PullHooks& hooks) {
  const fs::path demo = fs::canonical(installation.models) / "demo";
  const Words words;
  WY_TRY(const pid_t pid, Start(script, words));
  PullProgress progress{kFile, BytesIn(demo / "fetching"), kBytes, 0};
  std::uint64_t last = progress.done;
  auto looked = std::chrono::steady_clock::now();
  int how = 0;
  while (::waitpid(pid, &how, WNOHANG) == 0) {
    if (hooks.wanted && !hooks.wanted()) {
      ::kill(-pid, SIGTERM);
      ::waitpid(pid, &how, 0);
      return Error{ErrorCode::kCancelled,
                   "the demo model is not fetched any more; what is there is kept",
                   "已停止拉取演示模型；已下载的部分会保留"};
    }
    std::this_thread::sleep_for(kLook);
    progress.done = std::max(progress.done, BytesIn(demo / "fetching"));
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double> since = now - looked;
    if (since > std::chrono::seconds(2)) {
      const std::uint64_t fresh = progress.done - std::min(last, progress.done);
      progress.bytes_per_second = static_cast<double>(fresh) / since.count();
      last = progress.done;
      looked = now;
    }
    if (hooks.progress) hooks.progress(progress);
  }
  if (WIFEXITED(how) && WEXITSTATUS(how) == 0) return demo / kFile;
  return NotFetched(how, words.Last());
}

}  // namespace

const DemoOffer& TheDemo() {
  static const DemoOffer offer{"Qwen2.5-Coder-1.5B-Instruct",
                               "apache-2.0",
                               {kFile, HuggingFace() + kRepository + kFile, kBytes, kHash}};
  return offer;
}

fs::path FindDemo(const Installation& installation, const ModelStore& store) {
  std::error_code ignored;
  for (const fs::path& path : {installation.models / "demo" / kFile, store.folder() / kFile}) {
    if (fs::exists(path, ignored)) return path;
  }
  return {};
}

Result<fs::path> FetchDemo(const Installation& installation, ModelStore& store,
                           const PullHooks& hooks) {
  if (const fs::path there = FindDemo(installation, store); !there.empty()) return there;
  if (const fs::path script = Installer(installation); !script.empty()) {
    return RunInstaller(script, installation, hooks);
  }
  const HubFile& file = TheDemo().file;
  return PullModel(store, {file.path, "Q4_K_M", file.bytes, {file}}, "", hooks);
}

}  // namespace wenyuan::app
