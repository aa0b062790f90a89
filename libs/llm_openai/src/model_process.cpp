#include "wenyuan/llm_openai/model_process.h"

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "child.h"
#include "wenyuan/base/log.h"
#include "wenyuan/http/client.h"

namespace wenyuan::llm_openai {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kListenMillis = 100;
constexpr milliseconds kHealthTime{1'000};
constexpr std::chrono::minutes kCalm{5};  // after that long a crash is the first again

class Supervisor final : public ModelProcess {
 public:
  explicit Supervisor(ModelProcessOptions options)
      : options_(std::move(options)), thread_([this] { Supervise(); }) {}
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;
  ~Supervisor() override { Supervisor::Stop(); }

  [[nodiscard]] Result<void> Ready() const override {
    const std::lock_guard lock(mutex_);
    if (why_not_) return *why_not_;
    return {};
  }

  Result<void> AwaitReady(Deadline deadline) const override {
    std::unique_lock lock(mutex_);
    const auto ready = [this] { return !why_not_; };
    if (deadline.At() == Deadline::Never().At()) {
      changed_.wait(lock, ready);
    } else {
      changed_.wait_until(lock, deadline.At(), ready);
    }
    if (why_not_) return *why_not_;
    return {};
  }

  [[nodiscard]] pid_t pid() const override {
    const std::lock_guard lock(mutex_);
    return pid_;
  }

  [[nodiscard]] ModelProcessHealth Health() const override {
    const std::lock_guard lock(mutex_);
    return health_;
  }

  void Stop() override {
    const std::lock_guard once(joining_);
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

 private:
  // The child ends with the thread that started it, as Linux has it: so this one starts them all
  // and stays.
  void Supervise() {
    milliseconds pause = options_.first_pause;
    while (!Stopping()) {
      const auto arguments = Arguments();
      if (!arguments) {
        const Error& error = arguments.error();
        Report(Error{ErrorCode::kUnavailable, error.message, error.message_zh});
        Pause(options_.look_again);
        continue;
      }
      const auto begin = steady_clock::now();
      const std::string how = RunOnce(*arguments);
      if (Stopping()) {
        Report(Error{ErrorCode::kUnavailable, "the model is not in use any more", "该模型已停用"});
        return;
      }
      if (steady_clock::now() - begin > kCalm) {
        crashes_ = 0;
        pause = options_.first_pause;
      }
      ++crashes_;
      NoteEnd(how);
      const std::string times =
          crashes_ == 1 ? "once" : std::to_string(crashes_) + " times in a row";
      Log(LogLevel::kWarning, "the model server ended",
          {{"how", how}, {"times", std::to_string(crashes_)}});
      Report(
          Error{ErrorCode::kUnavailable,
                "the model server ended " + times + " (" + how + "); it is started again",
                "模型服务已中断 " + std::to_string(crashes_) + " 次（" + how + "），正在重新启动"});
      Pause(pause);
      pause = std::min(pause * 2, options_.longest_pause);
    }
  }

  // Until it ended, or we stop. How it ended, with what it said last.
  std::string RunOnce(const std::vector<std::string>& arguments) {
    if (crashes_ == 0) {
      Report(Error{ErrorCode::kUnavailable, "the model is being loaded; it takes some seconds",
                   "模型正在加载，请稍候几秒"});
    }
    Result<Child> started = Child::Start(options_.program, arguments);
    if (!started) return started.error().message;
    Child child = *std::move(started);
    NoteStart();
    SetPid(child.pid());
    const Deadline loaded = Deadline::After(options_.time_to_load);
    bool ready = false;
    std::optional<std::string> ended;
    while (!Stopping() && !(ended = child.Ended())) {
      child.Listen(kListenMillis);
      if (ready) continue;
      ready = Answers();
      if (ready) {
        child.ForgetWords();  // of starting; they explain no crash
        Report(std::nullopt);
      }
      if (!ready && loaded.Passed()) {
        child.End();
        ended = "it did not get ready in time";
        break;
      }
    }
    SetPid(0);
    if (!ended) {
      child.End();
      return "we stop";
    }
    return child.last_line().empty() ? *ended : *ended + ": " + child.last_line();
  }

  // kNotFound or so while a model's file is not there.
  [[nodiscard]] Result<std::vector<std::string>> Arguments() {
    std::vector<std::string> arguments = {"--listen",     "unix:" + options_.socket.string(),
                                          "--threads",    std::to_string(options_.threads),
                                          "--max-tokens", std::to_string(options_.max_tokens),
                                          "--end-with",   std::to_string(::getpid())};
    for (const auto& [option, find] : {std::pair("--embedder", &options_.find_embedder),
                                       std::pair("--reranker", &options_.find_reranker),
                                       std::pair("--model", &options_.find_generator)}) {
      if (!*find) continue;
      WY_TRY(const std::filesystem::path file, (*find)());
      file_ = file;
      arguments.insert(arguments.end(), {option, file.string()});
    }
    if (options_.find_generator) {
      arguments.insert(arguments.end(), {"--context", std::to_string(options_.context_tokens)});
      if (!options_.snapshots.empty()) {
        arguments.insert(arguments.end(), {"--snapshots", options_.snapshots.string()});
      }
    }
    return arguments;
  }

  [[nodiscard]] bool Answers() const {
    http::ClientRequest request;
    request.target = "/health";
    const auto health = http::Fetch(options_.socket, request, Deadline::After(kHealthTime));
    return health && health->status == 200;
  }

  void Report(std::optional<Error> why_not) {
    {
      const std::lock_guard lock(mutex_);
      why_not_ = std::move(why_not);
    }
    changed_.notify_all();
  }

  void NoteStart() {
    const std::lock_guard lock(mutex_);
    ++health_.starts;
    health_.file = file_;
  }
  void NoteEnd(const std::string& how) {
    const std::lock_guard lock(mutex_);
    ++health_.ends;
    health_.last_end = how;
  }

  void SetPid(pid_t pid) {
    const std::lock_guard lock(mutex_);
    pid_ = pid;
    if (pid != 0 || why_not_) return;
    why_not_ = Error{ErrorCode::kUnavailable, "the model server ended", "模型服务已停止"};
  }

  [[nodiscard]] bool Stopping() const {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }

  void Pause(milliseconds duration) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, duration, [this] { return stopping_; });
  }

  const ModelProcessOptions options_;
  int crashes_ = 0;             // of the thread alone
  std::filesystem::path file_;  // likewise
  std::mutex joining_;
  mutable std::mutex mutex_;  // guards what follows
  mutable std::condition_variable changed_;
  std::optional<Error> why_not_ =
      Error{ErrorCode::kUnavailable, "the model server is being started", "正在启动模型服务"};
  pid_t pid_ = 0;
  ModelProcessHealth health_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses all above
};

}  // namespace

std::unique_ptr<ModelProcess> StartModelProcess(ModelProcessOptions options) {
  return std::make_unique<Supervisor>(std::move(options));
}

}  // namespace wenyuan::llm_openai
