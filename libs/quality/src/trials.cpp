#include "wenyuan/quality/trials.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "low_priority.h"
#include "stored_settings.h"
#include "try_tuning.h"
#include "wenyuan/base/log.h"

namespace wenyuan::quality {
namespace {

using store::QuestionSetNumber;

// All but what moves by itself as documents come in.
Settings Lasting(Settings settings) {
  std::erase_if(settings, [](const auto& one) { return one.first == kIndexGeneration; });
  return settings;
}

Error Changed() {
  return {ErrorCode::kConflict, "the settings have changed since they were tried; try them anew",
          "相关设置在试验之后已改变；请重新试验"};
}

class BackgroundTrials final : public Trials {
 public:
  BackgroundTrials(RunnerServices services, const Tuning& house)
      : services_(std::move(services)), house_(house) {}
  ~BackgroundTrials() override {
    {
      const std::lock_guard lock(mutex_);
      cancelled_ = true;
    }
    if (worker_.joinable()) worker_.join();
  }

  Result<Trial> Start(const TrialRequest& request) override {
    if (request.weights) {
      WY_CHECK(CheckWeights(*request.weights));
    }
    if (request.threshold) {
      WY_CHECK(CheckThreshold(*request.threshold));
    }
    const std::lock_guard lock(mutex_);
    if (running_ == request.set.number) {
      return Error{ErrorCode::kConflict, "a trial of this question set runs already",
                   "该问题集的试验正在进行"};
    }
    if (running_ != 0) {
      return Error{ErrorCode::kResourceExhausted,
                   "a trial of another question set runs; try again when it has ended",
                   "另一个问题集的试验正在进行；请稍后再试"};
    }
    if (worker_.joinable()) worker_.join();  // it has ended
    Kept& kept = kept_[request.set.number];
    kept = Kept();
    kept.trial.asker = request.asker.user;
    kept.trial.as_operator = request.asker.house_operator;
    kept.trial.before = TuningOf(services_.store, request.set.library, house_);
    kept.trial.after = {request.weights.value_or(kept.trial.before.weights),
                        request.threshold.value_or(kept.trial.before.threshold)};
    kept.settings = Lasting(services_.settings(request.set.library));
    running_ = request.set.number;
    cancelled_ = false;
    worker_ = std::thread([this, request] { Work(request); });
    return kept.trial;
  }

  [[nodiscard]] std::optional<Trial> Find(QuestionSetNumber set) const override {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(set);
    return found == kept_.end() ? std::nullopt : std::optional(found->second.trial);
  }

  Result<void> Cancel(QuestionSetNumber set) override {
    const std::lock_guard lock(mutex_);
    if (running_ == set) {
      cancelled_ = true;
      return {};
    }
    return Error{ErrorCode::kConflict, "no trial of this question set runs",
                 "该问题集没有正在进行的试验"};
  }

  Result<Trial> Apply(const store::QuestionSet& set, store::UserNumber by) override {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(set.number);
    if (found == kept_.end()) {
      return Error{ErrorCode::kConflict, "nothing was tried yet; try it first",
                   "尚未试验；请先试验"};
    }
    Trial& trial = found->second.trial;
    WY_CHECK(MayApply(trial));
    if (Lasting(services_.settings(set.library)) != found->second.settings) return Changed();
    StoredSettings changed;
    if (trial.after.weights != trial.before.weights) changed = StoredWeights(trial.after.weights);
    if (trial.after.threshold != trial.before.threshold) {
      for (auto& one : StoredThreshold(trial.after.threshold)) changed.push_back(std::move(one));
    }
    WY_CHECK(services_.store.libraries().SetSettings(set.library, changed, by));
    trial.applied = true;
    for (const auto& [name, value] : changed) {
      Log(LogLevel::kInfo, "a setting of a library was changed",
          {{"library", std::to_string(set.library)},
           {"name", name},
           {"value", value},
           {"user", std::to_string(by)}});
    }
    return trial;
  }

 private:
  struct Kept {
    Trial trial;
    Settings settings;
  };

  void Work(const TrialRequest& request) {
    LowerPriority();
    Trial trial = *Find(request.set.number);
    const auto tried = TryTuning(
        services_, request,
        [&](std::size_t done, std::size_t total) { return Note(request.set.number, done, total); },
        trial);
    trial.state = Trial::State::kDone;
    if (!tried) {
      const bool cancelled = tried.error().code == ErrorCode::kCancelled;
      trial.state = cancelled ? Trial::State::kCancelled : Trial::State::kFailed;
      trial.reason = tried.error().message;
      trial.reason_zh = tried.error().message_zh;
    }
    const std::lock_guard lock(mutex_);
    Trial& kept = kept_[request.set.number].trial;
    trial.done = kept.done;
    trial.total = kept.total;
    kept = std::move(trial);
    running_ = 0;
  }

  bool Note(QuestionSetNumber set, std::size_t done, std::size_t total) {
    const std::lock_guard lock(mutex_);
    Trial& trial = kept_[set].trial;
    trial.done = done;
    trial.total = total;
    return !cancelled_;
  }

  const RunnerServices services_;
  const Tuning house_;
  mutable std::mutex mutex_;
  // Guarded by mutex_.
  std::map<QuestionSetNumber, Kept> kept_;
  QuestionSetNumber running_ = 0;  // 0: none
  bool cancelled_ = false;
  std::thread worker_;  // started for each trial
};

}  // namespace

std::string_view Name(Trial::State state) {
  static constexpr std::array<std::string_view, 4> kNames = {"running", "done", "failed",
                                                             "cancelled"};
  return kNames.at(static_cast<std::size_t>(state));
}

Result<void> MayApply(const Trial& trial) {
  const auto no = [](std::string why, std::string why_zh) {
    return Error{ErrorCode::kConflict, std::move(why), std::move(why_zh)};
  };
  if (trial.state != Trial::State::kDone) {
    return no("the trial was not done to its end; try it anew", "试验未完成；请重新试验");
  }
  if (trial.applied) return no("these settings were applied already", "该设置已经应用");
  if (trial.after == trial.before) {
    return no("the settings are what they should be; there is nothing to change",
              "当前设置已是最佳，无需更改");
  }
  if (trial.comparison.gate.verdict == eval::Verdict::kPass) return {};
  if (trial.comparison.gate.verdict == eval::Verdict::kFail) {
    return no("the change does not pass the gate of the question set",
              "该更改未通过问题集的质量门禁");
  }
  return no("the gate of the question set cannot tell whether the change holds; add questions",
            "问题集的质量门禁无法判断该更改；请补充问题");
}

Tuning TuningOf(store::Store& store, store::LibraryNumber library, const Tuning& house) {
  return {WeightsOf(store, library).value_or(house.weights),
          ThresholdOf(store, library).value_or(house.threshold)};
}

std::unique_ptr<Trials> MakeTrials(RunnerServices services, const Tuning& house) {
  return std::make_unique<BackgroundTrials>(std::move(services), house);
}

}  // namespace wenyuan::quality
