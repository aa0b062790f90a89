#include "model_switch.h"

#include <algorithm>
#include <utility>

#include "wenyuan/base/log.h"

namespace wenyuan::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kLook{50};
constexpr milliseconds kLookWhileNeeded{500};
// Longer than any answer may take (answer::GenerationOptions::time) with its search.
constexpr std::chrono::seconds kLongestDrain{240};
constexpr milliseconds kFirstAnswer{10'000};

}  // namespace

ModelSwitch::ModelSwitch(ModelSwitchParts parts)
    : parts_(std::move(parts)),
      current_(std::exchange(parts_.first, nullptr)),
      left_over_(std::exchange(parts_.before, {})),
      retiring_(left_over_.begin(), left_over_.end()),
      number_(left_over_.size()) {}

ModelSwitch::~ModelSwitch() { Close(); }

void ModelSwitch::Close() {
  std::list<Worker> workers;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    workers.swap(workers_);
  }
  changed_.notify_all();
  for (Worker& worker : workers) worker.thread.join();
}

void ModelSwitch::NeededWhile(std::function<bool(const RunningModel&)> needed,
                              std::function<void()> changed) {
  const std::lock_guard lock(mutex_);
  needed_ = std::move(needed);
  on_change_ = std::move(changed);
  for (auto& before : std::exchange(left_over_, {})) {
    Launch([this, one = std::move(before)]() mutable { Retire(std::move(one), std::nullopt); });
  }
}

void ModelSwitch::Launch(std::function<void()> work) {
  std::erase_if(workers_, [](Worker& worker) {
    const bool done = *worker.done;
    if (done) worker.thread.join();
    return done;
  });
  auto done = std::make_shared<std::atomic<bool>>(false);
  std::thread thread([work = std::move(work), done]() mutable {
    work();
    work = nullptr;  // what it holds goes before it counts as done
    *done = true;
  });
  workers_.push_back({std::move(thread), done});
}

Result<void> ModelSwitch::Change(const std::filesystem::path& file, const api::ModelMemory& memory,
                                 bool stop_first) {
  const std::lock_guard lock(mutex_);
  if (busy_ || stopping_) {
    return Error{ErrorCode::kConflict, "another model is being changed; wait until that is done",
                 "正在更换另一个模型；请等它完成"};
  }
  change_.emplace();
  change_->role = parts_.role;
  change_->file = file.filename().string();
  change_->before = current_ == nullptr ? std::string() : current_->FileName();
  change_->state = "loading";
  begun_ = steady_clock::now();
  busy_ = true;
  Launch([this, file, memory, stop_first, change = ++changes_] {
    Work(file, memory, stop_first, change);
  });
  return {};
}

std::optional<api::ModelChange> ModelSwitch::LastChange() const {
  const std::lock_guard lock(mutex_);
  std::optional<api::ModelChange> change = change_;
  if (!change) return change;
  const auto until = busy_ ? steady_clock::now() : ended_;
  change->seconds = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::seconds>(until - begun_).count());
  if (loading_ != nullptr && loading_->process != nullptr) {
    change->percent = static_cast<std::uint64_t>(loading_->process->Health().loaded_percent);
  }
  for (const auto& one : retiring_) {  // one holder is Retire
    change->streams += static_cast<std::uint64_t>(std::max(0L, one.use_count() - 1));
  }
  return change;
}

std::chrono::steady_clock::time_point ModelSwitch::ChangedAt() const {
  const std::lock_guard lock(mutex_);
  return begun_;
}

std::shared_ptr<const RunningModel> ModelSwitch::InUse() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

RunningModels ModelSwitch::InUseAndBefore() const {
  const std::lock_guard lock(mutex_);
  RunningModels models;
  if (current_ != nullptr) models.push_back(current_);
  for (const auto& one : retiring_) {
    if (auto model = one.lock()) models.push_back(std::move(model));
  }
  return models;
}

RunningModels ModelSwitch::Running() const {
  RunningModels running = InUseAndBefore();
  {
    const std::lock_guard lock(mutex_);
    if (loading_ != nullptr) running.push_back(loading_);
  }
  std::erase_if(running, [](const auto& model) { return model->process == nullptr; });
  return running;
}

void ModelSwitch::Work(const std::filesystem::path& file, const api::ModelMemory& memory,
                       bool stop_first, std::uint64_t change) {
  std::filesystem::path file_before;
  api::ModelMemory memory_before;
  if (const auto current = InUse()) {
    file_before = current->file;
    memory_before = current->memory;
  }
  const auto start = [this](const std::filesystem::path& path, const api::ModelMemory& needs) {
    std::size_t number = 0;
    {
      const std::lock_guard lock(mutex_);
      number = ++number_;
    }
    return parts_.start(path, needs, number);
  };
  const bool unload = file.empty();
  std::shared_ptr<const RunningModel> before;
  if (unload || stop_first) {
    before = Replace(nullptr);
    SetState(change, "draining", false);
    if (before != nullptr) Retire(std::exchange(before, nullptr), change);
  }
  if (!unload) {
    SetState(change, "loading", false);
    auto fresh = start(file, memory);
    {
      const std::lock_guard lock(mutex_);
      loading_ = fresh;
    }
    const Result<void> answers = AwaitFirstAnswer(*fresh);
    {
      const std::lock_guard lock(mutex_);
      loading_.reset();
    }
    if (!answers) {
      fresh->process->Stop();
      Log(LogLevel::kWarning, "a model was not taken into use",
          {{"file", file.string()}, {"reason", answers.error().message}});
      if (stop_first && !file_before.empty()) Replace(start(file_before, memory_before));
      SetState(change, "failed", true, answers.error());
      return;
    }
    before = Replace(std::move(fresh));
    Log(LogLevel::kInfo, "a model is in use from now on",
        {{"role", parts_.role}, {"file", file.string()}});
  }
  NoteInUse();
  if (before != nullptr) {
    SetState(change, "draining", true);
    Retire(std::exchange(before, nullptr), change);
  }
  SetState(change, "done", true);
}

Result<void> ModelSwitch::AwaitFirstAnswer(const RunningModel& fresh) {
  for (;;) {
    const Result<void> ready = fresh.process->Ready();
    if (ready) break;
    if (fresh.process->Health().ends > 0) {
      const Error how = *fresh.process->Health().last_end;
      return Error{
          ErrorCode::kUnavailable,
          "'" + fresh.FileName() + "' could not be loaded (" + how.message +
              "); the model before stays in use",
          "“" + fresh.FileName() + "”无法加载（" + how.message_zh + "）；仍使用原来的模型"};
    }
    if (!Pause(kLook)) return ready;
  }
  WY_TRY(const std::string name, fresh.Answers(Deadline::After(kFirstAnswer)));
  Log(LogLevel::kInfo, "a model answers", {{"model", name}});
  return {};
}

std::shared_ptr<const RunningModel> ModelSwitch::Replace(
    std::shared_ptr<const RunningModel> fresh) {
  std::shared_ptr<const RunningModel> before;
  std::function<void()> on_change;
  {
    const std::lock_guard lock(mutex_);
    before = std::exchange(current_, std::move(fresh));
    if (before != nullptr) retiring_.insert(retiring_.begin(), before);
    on_change = on_change_;
  }
  if (on_change) on_change();
  return before;
}

void ModelSwitch::Retire(std::shared_ptr<const RunningModel> before,
                         std::optional<std::uint64_t> change) {
  std::function<bool(const RunningModel&)> needed;
  {
    const std::lock_guard lock(mutex_);
    needed = needed_;
  }
  bool was_needed = false;
  bool stop = false;
  while (!stop && needed && needed(*before)) {
    if (!was_needed && change) SetState(*change, "embedding", true);
    was_needed = true;
    stop = !Pause(kLookWhileNeeded);
  }
  if (was_needed && change) SetState(*change, "draining", true);
  const auto since = steady_clock::now();
  while (!stop && before.use_count() > 1 && steady_clock::now() - since < kLongestDrain) {
    stop = !Pause(kLook);
  }
  const long left = before.use_count() - 1;
  const bool in_time = left <= 0;
  Log(in_time ? LogLevel::kInfo : LogLevel::kWarning,
      in_time ? "the model before is ended" : "the model before is ended while it is still used",
      {{"file", before->FileName()},
       {"users", std::to_string(left)},
       {"reason", stop      ? "we stop"
                  : in_time ? "nobody uses it any more"
                            : "it was waited for long enough"}});
  if (before->process != nullptr) before->process->Stop();
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(retiring_, [&](const auto& one) { return one.lock() == before; });
  }
  if (!stop && (was_needed || !change)) NoteInUse();
}

void ModelSwitch::NoteInUse() {
  std::string file;
  std::vector<std::string> before;
  {
    const std::lock_guard lock(mutex_);
    if (current_ != nullptr) file = current_->FileName();
    for (const auto& one : retiring_) {
      if (const auto model = one.lock()) before.push_back(model->FileName());
    }
  }
  if (const auto noted = parts_.note(file, before); !noted) {
    Log(LogLevel::kWarning, "the choice of a model counts only until the next start",
        {{"reason", noted.error().message}});
  }
}

void ModelSwitch::SetState(std::uint64_t change, const std::string& state, bool over,
                           std::optional<Error> reason) {
  const std::lock_guard lock(mutex_);
  if (change != changes_) return;
  change_->state = state;
  change_->reason = std::move(reason);
  if (over && busy_) ended_ = steady_clock::now();
  busy_ = busy_ && !over;
}

bool ModelSwitch::Pause(milliseconds duration) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, duration, [this] { return stopping_; });
}

}  // namespace wenyuan::app
