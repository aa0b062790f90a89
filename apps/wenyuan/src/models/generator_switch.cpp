#include "generator_switch.h"

#include <algorithm>
#include <utility>

#include "model_choice.h"
#include "wenyuan/base/log.h"

namespace wenyuan::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kLook{50};
// Longer than any answer may take (answer::GenerationOptions::time) with its search.
constexpr std::chrono::seconds kLongestDrain{240};
constexpr milliseconds kFirstAnswer{10'000};

std::string NameOf(const std::filesystem::path& file) { return file.filename().string(); }

}  // namespace

GeneratorSwitch::GeneratorSwitch(const Config& config, DataLayout layout, Installation installation,
                                 std::shared_ptr<const Generator> first)
    : config_(config),
      layout_(std::move(layout)),
      installation_(std::move(installation)),
      current_(std::move(first)) {}

GeneratorSwitch::~GeneratorSwitch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (Worker& worker : workers_) worker.thread.join();
}

std::shared_ptr<const Generator> GeneratorSwitch::Current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

Result<void> GeneratorSwitch::Change(const std::filesystem::path& file,
                                     const api::ModelMemory& memory, bool stop_first) {
  const std::lock_guard lock(mutex_);
  if (busy_) {
    return Error{ErrorCode::kConflict, "another model is being changed; wait until that is done",
                 "正在更换另一个模型；请等它完成"};
  }
  std::erase_if(workers_, [](Worker& worker) {
    const bool done = *worker.done;
    if (done) worker.thread.join();
    return done;
  });
  const std::string before = current_ == nullptr ? std::string() : NameOf(current_->file);
  change_.emplace();
  change_->role = "generator";
  change_->file = NameOf(file);
  change_->before = before;
  change_->state = "loading";
  begun_ = steady_clock::now();
  busy_ = true;
  auto done = std::make_shared<std::atomic<bool>>(false);
  std::thread thread([this, file, memory, stop_first, done, change = ++changes_] {
    Work(file, memory, stop_first, change);
    *done = true;
  });
  workers_.push_back({std::move(thread), done});
  return {};
}

std::optional<api::ModelChange> GeneratorSwitch::LastChange() const {
  const std::lock_guard lock(mutex_);
  std::optional<api::ModelChange> change = change_;
  if (!change) return change;
  const auto until = busy_ ? steady_clock::now() : ended_;
  change->seconds = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::seconds>(until - begun_).count());
  for (const auto& one : retiring_) {  // one holder is Retire
    change->streams += static_cast<std::uint64_t>(std::max(0L, one.use_count() - 1));
  }
  return change;
}

std::vector<std::shared_ptr<const Generator>> GeneratorSwitch::Running() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<const Generator>> running;
  std::vector<std::shared_ptr<const Generator>> all = {current_, loading_};
  for (const auto& one : retiring_) all.push_back(one.lock());
  for (auto& one : all) {
    if (one != nullptr && one->process != nullptr) running.push_back(std::move(one));
  }
  return running;
}

void GeneratorSwitch::Work(const std::filesystem::path& file, const api::ModelMemory& memory,
                           bool stop_first, std::uint64_t change) {
  std::shared_ptr<const Generator> before = Current();
  const bool unload = file.empty();
  std::filesystem::path file_before;
  api::ModelMemory memory_before;
  if (before != nullptr) {
    file_before = before->file;
    memory_before = before->memory;
  }
  if (unload || stop_first) {
    Set(nullptr);
    SetState(change, "draining", false);
    Retire(std::move(before));
  }
  if (!unload) {
    SetState(change, "loading", false);
    auto fresh = StartGenerator(file, memory, config_, layout_, installation_, ++number_);
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
      if (stop_first && !file_before.empty()) {
        Set(StartGenerator(file_before, memory_before, config_, layout_, installation_, ++number_));
      }
      SetState(change, "failed", true, answers.error());
      return;
    }
    Set(std::move(fresh));
    Log(LogLevel::kInfo, "a model writes answers from now on", {{"file", file.string()}});
  }
  if (const auto noted = WriteChoice(layout_, {NameOf(file)}); !noted) {
    Log(LogLevel::kWarning, "the choice of a model counts only until the next start",
        {{"reason", noted.error().message}});
  }
  if (before != nullptr) {
    SetState(change, "draining", true);
    Retire(std::move(before));
  }
  SetState(change, "done", true);
}

Result<void> GeneratorSwitch::AwaitFirstAnswer(const Generator& fresh) {
  for (;;) {
    const Result<void> ready = fresh.process->Ready();
    if (ready) break;
    if (fresh.process->Health().ends > 0) {
      const std::string how = fresh.process->Health().last_end;
      return Error{ErrorCode::kUnavailable,
                   "'" + NameOf(fresh.file) + "' could not be loaded (" + how +
                       "); the model before stays in use",
                   "“" + NameOf(fresh.file) + "”无法加载（" + how + "）；仍使用原来的模型"};
    }
    if (!Pause(kLook)) return ready;
  }
  WY_TRY(const llm::ChatModelInfo info, fresh.model->Info(Deadline::After(kFirstAnswer)));
  Log(LogLevel::kInfo, "a model answers", {{"model", info.model}});
  return {};
}

void GeneratorSwitch::Retire(std::shared_ptr<const Generator> before) {
  if (before == nullptr) return;
  {
    const std::lock_guard lock(mutex_);
    retiring_.push_back(before);
  }
  const auto since = steady_clock::now();
  while (before.use_count() > 1 && steady_clock::now() - since < kLongestDrain && Pause(kLook)) {
  }
  const long left = before.use_count() - 1;
  const bool in_time = left <= 0;
  Log(in_time ? LogLevel::kInfo : LogLevel::kWarning,
      in_time ? "the model before is ended"
              : "the model before is ended while answers still come from it",
      {{"file", before->file.string()},
       {"answers", std::to_string(left)},
       {"reason", in_time ? "all answers are finished" : "it was waited for long enough"}});
  if (before->process != nullptr) before->process->Stop();
  const std::lock_guard lock(mutex_);
  std::erase_if(retiring_, [&](const auto& one) { return one.lock() == before; });
}

void GeneratorSwitch::Set(std::shared_ptr<const Generator> current) {
  const std::lock_guard lock(mutex_);
  current_ = std::move(current);
}

void GeneratorSwitch::SetState(std::uint64_t change, const std::string& state, bool over,
                               std::optional<Error> reason) {
  const std::lock_guard lock(mutex_);
  if (change != changes_) return;
  change_->state = state;
  change_->reason = std::move(reason);
  if (over && busy_) ended_ = steady_clock::now();
  busy_ = busy_ && !over;
}

bool GeneratorSwitch::Pause(milliseconds duration) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, duration, [this] { return stopping_; });
}

}  // namespace wenyuan::app
