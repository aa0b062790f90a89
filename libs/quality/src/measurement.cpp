#include "measurement.h"

#include <algorithm>
#include <chrono>
#include <map>

namespace wenyuan::quality {
namespace {

using store::QualityRun;
using store::Question;
using store::RunState;

// A sync to disk for each result would be slow; people watch the progress of slow ones.
constexpr std::size_t kResultsAtOnce = 16;
constexpr std::chrono::seconds kLongestUnsaved{1};

Result<access::LibraryRights> RightsIn(const access::Access& access, const access::Asker& asker,
                                       store::LibraryNumber library) {
  WY_TRY(auto all, access.Libraries(asker, store::Role::kReader));
  for (access::LibraryRights& rights : all) {
    if (rights.library.number == library) return std::move(rights);
  }
  return Error{ErrorCode::kPermissionDenied,
               "whoever started this run may not read the library any more; start it anew",
               "启动该评测的用户已无权读取该知识库；请重新启动评测"};
}

Result<std::vector<Question>> VisibleQuestions(const RunnerServices& services,
                                               const access::Asker& asker,
                                               const store::QuestionSet& set) {
  WY_TRY(auto rights, RightsIn(services.access, asker, set.library));
  Viewer viewer(services.store, std::move(rights));
  WY_TRY(auto questions, services.store.question_sets()->Questions(set.number));
  return viewer.Show(std::move(questions));
}

// The first setting that differs, as "name: before → now"; what may change by itself aside.
std::string Differing(const Settings& before, const Settings& now) {
  std::map<std::string, std::string> left(before.begin(), before.end());
  std::map<std::string, std::string> right(now.begin(), now.end());
  left.erase(std::string(kIndexGeneration));
  right.erase(std::string(kIndexGeneration));
  for (const auto& [name, value] : left) {
    const std::string other = right[name];
    if (other != value) return name + ": " + value + " → " + other;
  }
  return right == left ? "" : "more settings than before";
}

}  // namespace

Result<std::size_t> CountQuestions(const RunnerServices& services, const RunRequest& request) {
  WY_TRY(const auto questions, VisibleQuestions(services, request.asker, request.set));
  return questions.size();
}

Result<void> Measurement::Prepare(QualityRun& run) {
  WY_TRY(const store::QuestionSet set, services_.store.question_sets()->Get(run.set));
  asker_.house_operator = run.as_operator;
  asker_.user = run.asker;
  WY_TRY(const auto rights, RightsIn(services_.access, asker_, set.library));
  library_ = rights.library;
  const Settings now = services_.settings(set.library);
  if (run.state == RunState::kRunning) {
    const std::string differing = Differing(run.settings, now);
    if (!differing.empty()) {
      return Error{ErrorCode::kConflict,
                   "the program was stopped during this run, and the settings are others now (" +
                       differing + "); start it anew",
                   "评测期间程序曾停止，且设置已改变（" + differing + "）；请重新启动评测"};
    }
  } else {
    run.settings = now;
  }
  WY_TRY(questions_, VisibleQuestions(services_, asker_, set));
  WY_TRY(const auto results, services_.store.quality_runs()->Results(run.number));
  std::map<store::QuestionNumber, std::uint32_t> asked;
  for (const store::QuestionResult& result : results) asked[result.question] = result.version;
  run.total = static_cast<std::uint32_t>(questions_.size());
  std::erase_if(questions_, [&](const Question& question) {
    const auto found = asked.find(question.number);
    return found != asked.end() && found->second == question.version;
  });
  run.state = RunState::kRunning;
  return services_.store.quality_runs()->Update(run);
}

Result<void> Measurement::Flush(const QualityRun& run) {
  if (found_.empty()) return {};
  WY_CHECK(services_.store.quality_runs()->AddResults(run.number, found_));
  found_.clear();
  saved_ = services_.clock.Steady();
  return {};
}

void Measurement::NoteMeaning(search::Meaning::State meaning) {
  meaning_changed_ = meaning_changed_ || (meaning_ && *meaning_ != meaning);
  meaning_ = meaning;
}

Result<void> Measurement::Measure(QualityRun& run) {
  WY_CHECK(Prepare(run));
  saved_ = services_.clock.Steady();
  const Engines engines{services_.searcher, run.with_answers ? &services_.answerer : nullptr,
                        services_.clock};
  for (const Question& question : questions_) {
    const Order order = order_();
    if (order != Order::kGoOn) {
      WY_CHECK(Flush(run));
      run.state = order == Order::kCancel ? RunState::kCancelled : RunState::kRunning;
      return {};
    }
    WY_TRY(Evaluated evaluated, Evaluate(question, engines, asker_, library_.id));
    NoteMeaning(evaluated.meaning);
    found_.push_back(std::move(evaluated.result));
    if (found_.size() >= kResultsAtOnce || services_.clock.Steady() - saved_ > kLongestUnsaved) {
      WY_CHECK(Flush(run));
    }
  }
  WY_CHECK(Flush(run));
  run.changed_meanwhile = meaning_changed_ || run.settings != services_.settings(library_.number);
  run.state = RunState::kDone;
  return {};
}

Result<void> Measurement::Run(store::RunNumber number) {
  auto run = services_.store.quality_runs()->Get(number);
  // It was removed, or cancelled, before its turn came.
  if (!run && run.error().code == ErrorCode::kNotFound) return {};
  if (!run) return run.error();
  if (store::HasEnded(run->state)) return {};
  const auto measured = Measure(*run);
  if (!measured) {
    // The run was removed while it was measured: nothing is left to say it in.
    if (const auto there = services_.store.quality_runs()->Get(number);
        !there && there.error().code == ErrorCode::kNotFound) {
      return {};
    }
    run->state = RunState::kFailed;
    run->reason = measured.error().message;
    run->reason_zh = measured.error().message_zh;
  }
  return services_.store.quality_runs()->Update(*run);
}

}  // namespace wenyuan::quality
