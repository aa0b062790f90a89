#include <array>

#include "quality_views.h"
#include "routes.h"
#include "views.h"

namespace wenyuan::api {
namespace {

// A request about the trial of a set.
struct TrialCall {
  QualityCall quality;
  store::QuestionSet set;

  static Result<TrialCall> Of(const Call& call) {
    WY_TRY(auto quality, QualityCall::Of(call));
    WY_TRY(auto set, quality.Set(call));
    return TrialCall{std::move(quality), std::move(set)};
  }

  // As of runs: who started it sees it, and who may see every document of the library.
  Result<quality::Trial> Trial(const Call& call) const {
    auto trial = quality.trials.Find(set.number);
    const bool mine = trial && !trial->as_operator && trial->asker == call.who.asker.user;
    if (trial && (mine || quality.rights.all_restricted)) return *std::move(trial);
    return Error{ErrorCode::kNotFound, "nothing was tried on this question set since the start",
                 "启动以来尚未在该问题集上试验"};
  }
};

Json WeightsView(const search::FusionOptions& weights) {
  return {{"words_han", weights.words_han}, {"words_other", weights.words_other}};
}

// What is tried, as it was asked for.
Json TuningView(const quality::Tuning& tuning) {
  return {{"words_han", tuning.weights.words_han},
          {"words_other", tuning.weights.words_other},
          {"threshold", tuning.threshold}};
}

Json ErrorsView(const quality::RefusalErrors& errors) {
  return {{"false_refusals", EstimateView(errors.false_refusals)},
          {"false_answers", EstimateView(errors.false_answers)}};
}

Json ThresholdView(const std::optional<quality::TriedThreshold>& tried) {
  if (!tried) return nullptr;
  return {{"tuned", tried->tuned},
          {"enough", tried->enough},
          {"before", ErrorsView(tried->before)},
          {"after", ErrorsView(tried->after)}};
}

Json TunedView(const eval::TunedWeight& tuned) {
  using Choice = eval::TunedWeight::Choice;
  static constexpr std::array<std::string_view, 4> kNames = {"as_it_is", "weight", "meaning",
                                                             "words"};
  static_assert(static_cast<int>(Choice::kKeywordsOnly) == 3);
  return {{"choice", kNames.at(static_cast<std::size_t>(tuned.choice))},
          {"questions", tuned.questions},
          {"hit_at_1", tuned.hit_at_1},
          {"hit_at_1_now", tuned.default_hit_at_1},
          {"hit_at_1_meaning", tuned.dense_hit_at_1},
          {"hit_at_1_words", tuned.keywords_hit_at_1}};
}

Result<Json> TrialView(const Call& call, const TrialCall& on, const quality::Trial& trial) {
  const bool chinese = call.language == Language::kChinese && !trial.reason_zh.empty();
  Json tuned = nullptr;
  if (trial.tuned) {
    tuned = Json{{"han", TunedView(trial.tuned->han)}, {"other", TunedView(trial.tuned->other)}};
  }
  Json unweighed = nullptr;
  if (trial.unweighed) unweighed = trial.unweighed->In(call.language);
  Json comparison = nullptr;
  Json hindrance = nullptr;
  if (trial.state == quality::Trial::State::kDone) {
    quality::Viewer viewer(call.services().store, on.quality.rights);
    WY_TRY(const auto questions, on.quality.Questions(viewer, on.set));
    comparison = ComparisonView(trial.comparison, questions, call.language);
    const auto may = quality::MayApply(trial);
    if (!may) hindrance = may.error().In(call.language);
  }
  return Json{{"state", quality::Name(trial.state)},
              {"done", trial.done},
              {"total", trial.total},
              {"reason", chinese ? trial.reason_zh : trial.reason},
              {"before", TuningView(trial.before)},
              {"after", TuningView(trial.after)},
              {"tuned", std::move(tuned)},
              {"unweighed", std::move(unweighed)},
              {"threshold", ThresholdView(trial.threshold)},
              {"comparison", std::move(comparison)},
              {"hindrance", std::move(hindrance)},
              {"applied", trial.applied}};
}

Result<Json> LibraryWeightsView(const Call& call, store::LibraryNumber library) {
  const Services& services = call.services();
  const auto own = quality::WeightsOf(services.store, library);
  const auto threshold = quality::ThresholdOf(services.store, library);
  WY_TRY(const auto changes, services.store.libraries().SettingChanges(library));
  Json::Array views;
  for (const store::Libraries::Setting& change : changes) {
    views.push_back({{"name", change.name},
                     {"value", change.value},
                     {"changed", IsoTime(change.changed)},
                     {"changed_by", UserReference(call, change.changed_by)}});
  }
  return Json{{"weights", WeightsView(own.value_or(services.tuning.weights))},
              {"own", own.has_value()},
              {"house", TuningView(services.tuning)},
              {"threshold", threshold.value_or(services.tuning.threshold)},
              {"own_threshold", threshold.has_value()},
              {"changes", std::move(views)}};
}

Result<Reply> ShowWeights(Call& call) {
  WY_TRY(const auto rights,
         call.services().access.Library(call.who.asker, call.Path("id"), store::Role::kEditor));
  WY_TRY(const Json view, LibraryWeightsView(call, rights.library.number));
  return JsonReply(200, view);
}

Result<Reply> StartTrial(Call& call) {
  WY_TRY(const TrialCall on, TrialCall::Of(call));
  WY_TRY(const Members body, call.Body({"words_han", "words_other", "threshold"}));
  WY_TRY(const auto han, body.Number("words_han"));
  WY_TRY(const auto other, body.Number("words_other"));
  quality::TrialRequest request{on.set, call.who.asker};
  if (han || other) {
    const auto now = quality::WeightsOf(call.services().store, on.set.library)
                         .value_or(call.services().tuning.weights);
    request.weights =
        search::FusionOptions{han.value_or(now.words_han), other.value_or(now.words_other)};
  }
  WY_TRY(request.threshold, body.Number("threshold"));
  WY_TRY(const auto trial, on.quality.trials.Start(request));
  WY_TRY(const Json view, TrialView(call, on, trial));
  return JsonReply(202, view);
}

Result<Reply> ShowTrial(Call& call) {
  WY_TRY(const TrialCall on, TrialCall::Of(call));
  WY_TRY(const auto trial, on.Trial(call));
  WY_TRY(const Json view, TrialView(call, on, trial));
  return JsonReply(200, view);
}

Result<Reply> CancelTrial(Call& call) {
  WY_TRY(const TrialCall on, TrialCall::Of(call));
  WY_TRY(const auto trial, on.Trial(call));
  WY_CHECK(on.quality.trials.Cancel(on.set.number));
  return NoContent();
}

// Changes what every reader of the library finds first, so that it is for its owners.
Result<Reply> ApplyTrial(Call& call) {
  WY_CHECK(call.services().access.Library(call.who.asker, call.Path("id"), store::Role::kOwner));
  WY_TRY(const TrialCall on, TrialCall::Of(call));
  WY_TRY(const auto trial, on.Trial(call));
  WY_CHECK(on.quality.trials.Apply(on.set, call.who.asker.user));
  WY_TRY(const Json view, LibraryWeightsView(call, on.set.library));
  return JsonReply(200, view);
}

}  // namespace

std::vector<Route> WeightRoutes() {
  return {
      {"GET", "/api/v1/libraries/{id}/weights", For::kSignedIn, ShowWeights},
      {"POST", "/api/v1/libraries/{id}/question-sets/{set}/trial", For::kSignedIn, StartTrial},
      {"GET", "/api/v1/libraries/{id}/question-sets/{set}/trial", For::kSignedIn, ShowTrial},
      {"DELETE", "/api/v1/libraries/{id}/question-sets/{set}/trial", For::kSignedIn, CancelTrial},
      {"POST", "/api/v1/libraries/{id}/question-sets/{set}/trial/apply", For::kSignedIn,
       ApplyTrial}};
}

}  // namespace wenyuan::api
