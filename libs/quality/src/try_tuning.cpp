#include "try_tuning.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "reweighed.h"
#include "wenyuan/eval/answers.h"

namespace wenyuan::quality {
namespace {

using Progress = std::function<bool(std::size_t, std::size_t)>;

bool JudgesAnswers(const std::vector<eval::GateRule>& rules) {
  const auto& of_answers = eval::AnswerMeasureNames();
  return std::any_of(rules.begin(), rules.end(), [&](const eval::GateRule& rule) {
    return std::count(of_answers.begin(), of_answers.end(), rule.measure) > 0;
  });
}

// What a threshold decides of the questions that were asked with their documents hidden. They are
// no questions of the set, so their versions are no versions of it.
std::vector<store::QuestionResult> DecisionsOnHidden(const std::vector<QuestionChance>& chances,
                                                     double threshold) {
  constexpr std::uint32_t kHidden = 1U << 31U;
  std::vector<store::QuestionResult> results;
  for (const QuestionChance& one : chances) {
    if (!one.hidden) continue;
    const double refused = one.chance.answerability < threshold ? 1 : 0;
    store::QuestionResult& result = results.emplace_back();
    result.question = one.question;
    result.version = one.version | kHidden;
    result.measures = {{"refusal", refused}, {"decision", refused}};
  }
  return results;
}

void Append(std::vector<store::QuestionResult> more, std::vector<store::QuestionResult>& results) {
  std::move(more.begin(), more.end(), std::back_inserter(results));
}

// A threshold gives something of one error for more of the other: unless the set has rules of its
// own, what counts is whether more is decided rightly.
std::vector<eval::GateRule> RulesOfThreshold(const store::QuestionSet& set, const Sides& sides) {
  constexpr double kMostWorse = 0.02;
  auto rules = RulesOf(set);
  if (!set.rules.empty()) return rules;
  rules.push_back({"decision", std::nullopt, kMostWorse});
  // Citations are compared where both sides answer.
  const auto cited =
      eval::CompareOn("citation_precision", AsResults(sides.before), AsResults(sides.after));
  if (cited.pairs >= eval::GateOptions().fewest_questions) {
    rules.push_back({"citation_precision", std::nullopt, kMostWorse});
  }
  return rules;
}

class TuningTrial {
 public:
  TuningTrial(const RunnerServices& services, const TrialRequest& request,
              const Progress& on_progress, Trial& trial)
      : services_(services), request_(request), on_progress_(on_progress), trial_(trial) {}

  Result<void> Try() {
    WY_TRY(auto rights, services_.access.Libraries(request_.asker, store::Role::kReader));
    const auto mine = std::find_if(rights.begin(), rights.end(), [&](const auto& one) {
      return one.library.number == request_.set.library;
    });
    if (mine == rights.end()) {
      return Error{ErrorCode::kPermissionDenied, "the library may not be read any more",
                   "已无权读取该知识库"};
    }
    Viewer viewer(services_.store, std::move(*mine));
    WY_TRY(auto stored, services_.store.question_sets()->Questions(request_.set.number));
    WY_TRY(const auto questions, viewer.Show(std::move(stored)));
    if (questions.empty()) {
      return Error{ErrorCode::kInvalidArgument,
                   "the question set has no question yet; add or import some first",
                   "该问题集还没有问题；请先添加或导入"};
    }
    const bool seek = !request_.weights && !request_.threshold;
    const std::size_t steps = seek ? 3 : request_.threshold ? 2 : 1;
    const auto progress = [&](std::size_t before) {
      return [this, before, steps](std::size_t done, std::size_t all) {
        return on_progress_(before * all + done, steps * all);
      };
    };
    if (seek) {
      WY_CHECK(SeekWeights(questions, viewer, progress(0)));
    }
    std::vector<QuestionChance> chances;
    if (seek || request_.threshold) {
      WY_TRY(chances, JudgeChances(questions, viewer, services_.answerer, request_.asker,
                                   progress(steps - 2)));
      trial_.threshold = Weigh(chances, seek);
    }
    return Judge(viewer, chances, progress(steps - 1));
  }

 private:
  // Without meaning there is nothing to weigh, but a threshold can be found.
  Result<void> SeekWeights(const std::vector<store::Question>& questions, Viewer& viewer,
                           const Progress& progress) {
    auto tuned = TuneWeights(questions, viewer, services_.searcher, request_.asker,
                             trial_.before.weights, progress);
    if (tuned) {
      trial_.tuned = *std::move(tuned);
      trial_.after.weights = trial_.tuned->weights;
      return {};
    }
    if (tuned.error().code != ErrorCode::kUnavailable) return std::move(tuned).error();
    trial_.unweighed = std::move(tuned).error();
    return {};
  }

  TriedThreshold Weigh(const std::vector<QuestionChance>& chances, bool seek) {
    if (seek) trial_.after.threshold = TuneThreshold(chances, trial_.before.threshold).threshold;
    TriedThreshold tried;
    tried.tuned = seek;
    tried.before = ErrorsAt(chances, trial_.before.threshold);
    tried.after = ErrorsAt(chances, trial_.after.threshold);
    tried.enough = std::min(tried.after.false_refusals.questions,
                            tried.after.false_answers.questions) >= answer::kFewestJudged;
    return tried;
  }

  Result<void> Judge(Viewer& viewer, const std::vector<QuestionChance>& chances,
                     const Progress& progress) {
    const bool refuses = trial_.after.threshold != trial_.before.threshold;
    const ReweighedSearcher old_searcher(services_.searcher, trial_.before.weights);
    const ReweighedSearcher new_searcher(services_.searcher, trial_.after.weights);
    const ReweighedAnswerer old_answerer(services_.answerer, trial_.before);
    const ReweighedAnswerer new_answerer(services_.answerer, trial_.after);
    const bool answers = refuses || JudgesAnswers(RulesOf(request_.set));
    WY_TRY(Sides sides,
           TryChange(services_.store, viewer, request_.set, request_.asker,
                     {old_searcher, answers ? &old_answerer : nullptr, services_.clock},
                     {new_searcher, answers ? &new_answerer : nullptr, services_.clock}, progress));
    if (refuses) {
      Append(DecisionsOnHidden(chances, trial_.before.threshold), sides.before);
      Append(DecisionsOnHidden(chances, trial_.after.threshold), sides.after);
    }
    const auto rules = refuses ? RulesOfThreshold(request_.set, sides) : RulesOf(request_.set);
    const bool weighs = trial_.after.weights != trial_.before.weights;
    trial_.comparison =
        Compare(sides.before, sides.after, rules, refuses && !weighs ? "answered" : "ndcg@10");
    return {};
  }

  const RunnerServices& services_;
  const TrialRequest& request_;
  const Progress& on_progress_;
  Trial& trial_;
};

}  // namespace

Result<void> TryTuning(const RunnerServices& services, const TrialRequest& request,
                       const Progress& on_progress, Trial& trial) {
  return TuningTrial(services, request, on_progress, trial).Try();
}

}  // namespace wenyuan::quality
