#include "demo_model.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>
#include <vector>

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

// A folder for what the installer puts aside; gone with the object.
class Workshop {
 public:
  explicit Workshop(fs::path path) : path_(std::move(path)) {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
    fs::create_directories(path_, ignored);
  }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;
  ~Workshop() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  const fs::path path_;
};

// Of what is being fetched: all in the demo's folder but the model itself.
std::uint64_t BytesIn(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code gone;
  for (fs::recursive_directory_iterator at(folder, gone), end; !gone && at != end;
       at.increment(gone)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored)) bytes += at->file_size(ignored);
  }
  return bytes;
}

Result<pid_t> Start(const fs::path& script, const fs::path& folder, const fs::path& words) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, words.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  // A group of its own, so that all it starts can be ended; and no signals blocked, as ours are.
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setsigmask(&attributes, &none);
  std::vector<std::string> settings;
  for (char** one = environ; *one != nullptr; ++one) settings.emplace_back(*one);
  settings.push_back("TMPDIR=" + folder.string());
  std::vector<char*> environment;
  for (std::string& one : settings) environment.push_back(one.data());
  environment.push_back(nullptr);
  std::string program = "python3";
  std::string argument = script.string();
  char* arguments[] = {program.data(), argument.data(), nullptr};
  pid_t pid = 0;
  const int failed =
      ::posix_spawnp(&pid, "python3", &actions, &attributes, arguments, environment.data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed == 0) return pid;
  return Error{ErrorCode::kUnavailable,
               "python3 could not be started, which fetches the demo model",
               "无法启动 python3 来拉取演示模型"};
}

std::string LastLine(const fs::path& path) {
  std::ifstream file(path);
  std::string last;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) last = line;
  }
  return last;
}

Result<fs::path> RunInstaller(const fs::path& script, const Installation& installation,
                              const PullHooks& hooks) {
  const fs::path demo = fs::canonical(installation.models) / "demo";
  const Workshop workshop(demo / "download-workshop");
  const fs::path words = workshop.path() / "words";
  WY_TRY(const pid_t pid, Start(script, workshop.path(), words));
  const std::uint64_t before = BytesIn(demo);
  PullProgress progress{kFile, 0, kBytes, 0};
  std::uint64_t last = 0;
  auto looked = std::chrono::steady_clock::now();
  int how = 0;
  while (::waitpid(pid, &how, WNOHANG) == 0) {
    if (hooks.wanted && !hooks.wanted()) {
      ::kill(-pid, SIGTERM);
      ::waitpid(pid, &how, 0);
      return Error{ErrorCode::kCancelled, "the demo model is not fetched any more",
                   "已停止拉取演示模型"};
    }
    std::this_thread::sleep_for(kLook);
    const std::uint64_t there = BytesIn(demo);
    progress.done = std::min(kBytes, there - std::min(there, before));
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
  return Error{ErrorCode::kUnavailable, "the demo model was not fetched: " + LastLine(words),
               "未能拉取演示模型：" + LastLine(words)};
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
