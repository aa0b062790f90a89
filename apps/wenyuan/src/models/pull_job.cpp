#include "pull_job.h"

#include <cstdlib>
#include <utility>

#include "demo_model.h"
#include "wenyuan/base/files.h"
#include "wenyuan/base/log.h"

namespace wenyuan::app {
namespace {

constexpr std::chrono::seconds kTimeToLook{60};

}  // namespace

PullJob::~PullJob() {
  wanted_ = false;
  if (worker_.joinable()) worker_.join();
}

Result<void> PullJob::Start(const api::PullModel& wanted) {
  const std::lock_guard lock(mutex_);
  if (state_ && state_->state == "running") {
    return Error{ErrorCode::kConflict,
                 "'" + state_->file + "' is being fetched; wait, or cancel it",
                 "正在拉取“" + state_->file + "”；请等待或取消"};
  }
  if (worker_.joinable()) worker_.join();  // it has noted its end, which was the last it did
  wanted_ = true;
  const DemoOffer& demo = TheDemo();
  state_.emplace();
  state_->state = "running";
  state_->source = wanted.demo ? demo.name : wanted.name;
  state_->file = wanted.demo ? demo.file.path : wanted.file;
  if (wanted.demo) state_->bytes = demo.file.bytes;
  worker_ = std::thread([this, wanted] {
    const auto fetched = Fetch(wanted);
    const std::lock_guard done(mutex_);
    if (fetched) {
      state_->file = fetched->filename().string();
      state_->state = "done";
      if (state_->bytes > 0) state_->done = state_->bytes;
      Log(LogLevel::kInfo, "a model was fetched", {{"file", fetched->string()}});
      return;
    }
    state_->state = fetched.error().code == ErrorCode::kCancelled ? "cancelled" : "failed";
    state_->reason = fetched.error();
    Log(LogLevel::kWarning, "a model was not fetched", {{"reason", fetched.error().message}});
  });
  return {};
}

Result<void> PullJob::Cancel() {
  const std::lock_guard lock(mutex_);
  if (!state_ || state_->state != "running") {
    return Error{ErrorCode::kNotFound, "no model is being fetched", "没有正在拉取的模型"};
  }
  wanted_ = false;
  return {};
}

std::optional<api::ModelPull> PullJob::State() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

Result<std::filesystem::path> PullJob::Fetch(const api::PullModel& wanted) {
  PullHooks hooks;
  hooks.wanted = [this] { return wanted_.load(); };
  hooks.progress = [this](const PullProgress& progress) { Note(progress); };
  ModelStore store(PosixFileSystem(), layout_.models());
  if (wanted.demo) return FetchDemo(installation_, store, hooks);
  WY_TRY(const HubPage page,
         LookAtHub({wanted.name, wanted.from, wanted.revision}, Deadline::After(kTimeToLook)));
  const char* const quantisation = std::getenv("QUANTIZATION");
  WY_TRY(const HubOffer offer,
         ChooseOffer(page, wanted.file, quantisation == nullptr ? "" : quantisation));
  {
    const std::lock_guard lock(mutex_);
    state_->source = page.source;
    state_->file = offer.file;
    state_->bytes = offer.bytes;
  }
  return PullModel(store, offer, page.token, hooks);
}

void PullJob::Note(const PullProgress& progress) {
  const std::lock_guard lock(mutex_);
  state_->done = progress.done;
  state_->bytes_per_second = progress.bytes_per_second;
}

}  // namespace wenyuan::app
