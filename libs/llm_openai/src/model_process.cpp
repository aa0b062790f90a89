#include "wenyuan/llm_openai/model_process.h"

#include <unistd.h>

#include <algorithm>
#include <boost/json/parse.hpp>
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
constexpr int kReady = 101;  // beyond all percents
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
      const Words how = RunOnce(*arguments);
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
          {{"how", how.english}, {"times", std::to_string(crashes_)}});
      Report(
          Error{ErrorCode::kUnavailable,
                "the model server ended " + times + " (" + how.english + "); it is started again",
                "模型服务已中断 " + std::to_string(crashes_) + " 次（" + how.chinese +
                    "），正在重新启动"});
      Pause(pause);
      pause = std::min(pause * 2, options_.longest_pause);
    }
  }

  // Until it ended, or we stop. How it ended, with what it said last.
  Words RunOnce(const std::vector<std::string>& arguments) {
    if (crashes_ == 0) {
      Report(Error{ErrorCode::kUnavailable, "the model is being loaded; it takes some seconds",
                   "模型正在加载，请稍候几秒"});
    }
    Result<Child> started = Child::Start(options_.program, arguments, std::exchange(secret_, {}));
    if (!started) return {started.error().message, started.error().In(Language::kChinese)};
    Child child = *std::move(started);
    NoteStart();
    SetPid(child.pid());
    Deadline moves = Deadline::After(options_.time_to_load);
    bool ready = false;
    int percent = 0;
    std::optional<Words> ended;
    while (!Stopping() && !(ended = child.Ended())) {
      child.Listen(kListenMillis);
      if (ready) continue;
      const int loaded = Loaded();
      ready = loaded == kReady;
      if (ready) {
        child.ForgetWords();  // of starting; they explain no crash
        Report(std::nullopt);
      } else if (loaded > percent) {  // large ones take minutes
        percent = loaded;
        moves = Deadline::After(options_.time_to_load);
        NoteLoaded(percent);
      } else if (moves.Passed()) {
        child.End();
        ended = {"it did not get ready in time", "未能及时就绪"};
        break;
      }
    }
    SetPid(0);
    if (!ended) {
      child.End();
      return {"we stop", "正在停止"};
    }
    if (child.last_line().english.empty()) return *ended;
    return {ended->english + ": " + child.last_line().english,
            ended->chinese + "：" + child.last_line().chinese};
  }

  void NoteLoaded(int percent) {
    {
      const std::lock_guard lock(mutex_);
      health_.loaded_percent = percent;
    }
    if (crashes_ > 0) return;  // why it crashed says more
    const std::string share = std::to_string(percent);
    Report(Error{ErrorCode::kUnavailable, "the model is being loaded (" + share + " %)",
                 "模型正在加载（" + share + "%）"});
  }

  // kNotFound or so while a model's file is not there.
  [[nodiscard]] Result<std::vector<std::string>> Arguments() {
    std::vector<std::string> arguments = {"--listen",     "unix:" + options_.socket.string(),
                                          "--threads",    std::to_string(options_.threads),
                                          "--max-tokens", std::to_string(options_.max_tokens),
                                          "--log-level",  std::string(Name(CurrentLogLevel())),
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
      AddSnapshots(arguments);
    }
    return arguments;
  }

  // A model without its prefixes of before is slower, and no reason to have none.
  void AddSnapshots(std::vector<std::string>& arguments) {
    if (options_.snapshots.empty()) return;
    if (options_.snapshot_key) {
      auto key = options_.snapshot_key();
      if (!key) {
        Log(LogLevel::kWarning, "prefixes of prompts are not kept over a restart",
            {{"reason", key.error().message}});
        return;
      }
      secret_ = *std::move(key);
      arguments.insert(arguments.end(), {"--snapshot-key", Child::kSecretFile});
    }
    arguments.insert(arguments.end(), {"--snapshots", options_.snapshots.string()});
  }

  // How far its model is loaded in percent; kReady: it answers; 0: nothing is known.
  [[nodiscard]] int Loaded() const {
    http::ClientRequest request;
    request.target = "/health";
    const auto health = http::Fetch(options_.socket, request, Deadline::After(kHealthTime));
    if (!health) return 0;
    if (health->status == 200) return kReady;
    boost::json::error_code wrong;
    const boost::json::value state = boost::json::parse(health->body, wrong);
    const auto* const object = wrong ? nullptr : state.if_object();
    const auto* const percent = object == nullptr ? nullptr : object->if_contains("percent");
    const auto* const number = percent == nullptr ? nullptr : percent->if_int64();
    return number == nullptr ? 0 : static_cast<int>(std::clamp<std::int64_t>(*number, 0, 100));
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
    health_.loaded_percent = 0;
    health_.file = file_;
  }
  void NoteEnd(const Words& how) {
    const std::lock_guard lock(mutex_);
    ++health_.ends;
    health_.last_end = Error{ErrorCode::kUnavailable, how.english, how.chinese};
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
  int crashes_ = 0;             // of the thread alone, as the next two
  std::filesystem::path file_;  // of the model
  std::string secret_;          // for the child that is started next
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
