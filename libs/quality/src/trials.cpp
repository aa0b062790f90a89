#include "wenyuan/quality/trials.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "low_priority.h"
#include "reweighed.h"
#include "wenyuan/base/log.h"
#include "wenyuan/eval/answers.h"

namespace wenyuan::quality {
namespace {

using store::QuestionSetNumber;

bool JudgesAnswers(const std::vector<eval::GateRule>& rules) {
  const auto& of_answers = eval::AnswerMeasureNames();
  return std::any_of(rules.begin(), rules.end(), [&](const eval::GateRule& rule) {
    return std::count(of_answers.begin(), of_answers.end(), rule.measure) > 0;
  });
}

// All but what moves by itself as documents come in.
Settings Lasting(Settings settings) {
  std::erase_if(settings, [](const auto& one) { return one.first == kIndexGeneration; });
  return settings;
}

Error Changed() {
  return {ErrorCode::kConflict,
          "the weights or other settings have changed since they were tried; try them anew",
          "权重或其他设置在试验之后已改变；请重新试验"};
}

class BackgroundTrials final : public Trials {
 public:
  BackgroundTrials(RunnerServices services, search::FusionOptions house)
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
    kept.trial.before = WeightsOf(services_.store, request.set.library).value_or(house_);
    kept.trial.after = request.weights.value_or(kept.trial.before);
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
    WY_CHECK(SetWeights(services_.store, set.library, trial.after, by));
    trial.applied = true;
    Log(LogLevel::kInfo, "the weights of a library were changed",
        {{"library", std::to_string(set.library)},
         {"words_han", std::to_string(trial.after.words_han)},
         {"words_other", std::to_string(trial.after.words_other)},
         {"user", std::to_string(by)}});
    return trial;
  }

 private:
  struct Kept {
    Trial trial;
    Settings settings;
  };

  // What Work() found out is in `trial`; its error is why it ended early.
  Result<void> Try(const TrialRequest& request, Trial& trial) {
    WY_TRY(auto rights, services_.access.Libraries(request.asker, store::Role::kReader));
    const auto mine = std::find_if(rights.begin(), rights.end(), [&](const auto& one) {
      return one.library.number == request.set.library;
    });
    if (mine == rights.end()) {
      return Error{ErrorCode::kPermissionDenied, "the library may not be read any more",
                   "已无权读取该资料库"};
    }
    Viewer viewer(services_.store, std::move(*mine));
    WY_TRY(auto stored, services_.store.question_sets()->Questions(request.set.number));
    WY_TRY(const auto questions, viewer.Show(std::move(stored)));
    if (questions.empty()) {
      return Error{ErrorCode::kInvalidArgument,
                   "the question set has no question yet; add or import some first",
                   "该问题集还没有问题；请先添加或导入"};
    }
    const std::size_t steps = request.weights ? 1 : 2;
    const auto progress = [&](std::size_t before) {
      return [this, before, &request, steps](std::size_t done, std::size_t all) {
        return Note(request.set.number, before * all + done, steps * all);
      };
    };
    if (!request.weights) {
      WY_TRY(trial.tuned, TuneWeights(questions, viewer, services_.searcher, request.asker,
                                      trial.before, progress(0)));
      trial.after = trial.tuned->weights;
    }
    const ReweighedSearcher old_searcher(services_.searcher, trial.before);
    const ReweighedSearcher new_searcher(services_.searcher, trial.after);
    const ReweighedAnswerer old_answerer(services_.answerer, trial.before);
    const ReweighedAnswerer new_answerer(services_.answerer, trial.after);
    const bool answers = JudgesAnswers(RulesOf(request.set));
    WY_TRY(trial.comparison,
           TryChange(services_.store, viewer, request.set, request.asker,
                     {old_searcher, answers ? &old_answerer : nullptr, services_.clock},
                     {new_searcher, answers ? &new_answerer : nullptr, services_.clock},
                     progress(steps - 1)));
    return {};
  }

  void Work(const TrialRequest& request) {
    LowerPriority();
    Trial trial = *Find(request.set.number);
    const auto tried = Try(request, trial);
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
  const search::FusionOptions house_;
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
  if (trial.applied) return no("these weights were applied already", "该权重已经应用");
  if (trial.after == trial.before) {
    return no("the weights are what they should be; there is nothing to change",
              "当前权重已是最佳，无需更改");
  }
  if (trial.comparison.gate.verdict == eval::Verdict::kPass) return {};
  if (trial.comparison.gate.verdict == eval::Verdict::kFail) {
    return no("the change does not pass the gate of the question set",
              "该更改未通过问题集的质量门禁");
  }
  return no("the gate of the question set cannot tell whether the change holds; add questions",
            "问题集的质量门禁无法判断该更改；请补充问题");
}

std::unique_ptr<Trials> MakeTrials(RunnerServices services, search::FusionOptions house) {
  return std::make_unique<BackgroundTrials>(std::move(services), house);
}

}  // namespace wenyuan::quality
