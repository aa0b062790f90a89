#include <algorithm>

#include "quality_views.h"
#include "routes.h"
#include "shown_answer_view.h"

namespace wenyuan::api {
namespace {

constexpr std::size_t kMostResults = 1000;
constexpr std::size_t kMostLabelBytes = 200;

// What a request about one set works with.
struct SetCall {
  QualityCall quality;
  store::QuestionSet set;
  quality::Viewer viewer;

  static Result<SetCall> Of(const Call& call) {
    WY_TRY(auto quality, QualityCall::Of(call));
    WY_TRY(auto set, quality.Set(call));
    quality::Viewer viewer(call.services().store, quality.rights);
    return SetCall{std::move(quality), std::move(set), std::move(viewer)};
  }

  Result<std::vector<store::QuestionResult>> Results(
      const store::QualityRun& run, const std::vector<store::Question>& questions) const {
    WY_TRY(auto results, quality.runs.Results(run.number));
    return quality::Visible(std::move(results), questions);
  }
};

Result<Reply> ListRuns(Call& call) {
  WY_TRY(SetCall on, SetCall::Of(call));
  WY_TRY(const auto questions, on.quality.Questions(on.viewer, on.set));
  WY_TRY(const auto runs, on.quality.runs.List(on.set.number));
  Json::Array views;
  for (const store::QualityRun& run : runs) {
    if (!on.quality.MaySee(call, run)) continue;
    WY_TRY(const auto results, on.Results(run, questions));
    views.push_back(RunView(call, run, quality::Summarise(results, false)));
  }
  return JsonReply(200, {{"runs", std::move(views)}});
}

Result<Reply> StartRun(Call& call) {
  WY_TRY(const SetCall on, SetCall::Of(call));
  WY_TRY(const Members body, call.Body({"label", "with_answers"}));
  WY_TRY(const auto label, body.Text("label"));
  WY_TRY(const auto with_answers, body.Flag("with_answers"));
  if (label && label->size() > kMostLabelBytes) {
    return Error{ErrorCode::kInvalidArgument, "a label has at most 200 bytes", "标签最多 200 字节"};
  }
  WY_TRY(const auto run, on.quality.runner.Start({on.set, label.value_or(""),
                                                  with_answers.value_or(false), call.who.asker}));
  return JsonReply(202, RunView(call, run, {}));
}

Result<Reply> ShowRun(Call& call) {
  WY_TRY(SetCall on, SetCall::Of(call));
  WY_TRY(const auto run, on.quality.Run(call, on.set, call.Path("run")));
  WY_TRY(const auto questions, on.quality.Questions(on.viewer, on.set));
  WY_TRY(const auto results, on.Results(run, questions));
  return JsonReply(200, RunView(call, run, quality::Summarise(results)));
}

Result<Reply> DeleteRun(Call& call) {
  WY_TRY(const SetCall on, SetCall::Of(call));
  WY_TRY(const auto run, on.quality.Run(call, on.set, call.Path("run")));
  if (!store::HasEnded(run.state)) {
    return Error{ErrorCode::kConflict, "the run is not over; cancel it first",
                 "评测尚未结束；请先取消"};
  }
  WY_CHECK(on.quality.runs.Remove(run.number));
  return NoContent();
}

Result<Reply> CancelRun(Call& call) {
  WY_TRY(const SetCall on, SetCall::Of(call));
  WY_TRY(const auto run, on.quality.Run(call, on.set, call.Path("run")));
  WY_CHECK(on.quality.runner.Cancel(run.number));
  return JsonReply(202, {{"id", run.id}});
}

Result<Reply> ListResults(Call& call) {
  WY_TRY(SetCall on, SetCall::Of(call));
  WY_TRY(const auto run, on.quality.Run(call, on.set, call.Path("run")));
  WY_TRY(const std::size_t offset, call.QueryNumber("offset", 0, SIZE_MAX >> 1U, 0));
  WY_TRY(const std::size_t limit, call.QueryNumber("limit", 1, kMostResults, 100));
  WY_TRY(const auto questions, on.quality.Questions(on.viewer, on.set));
  WY_TRY(const auto results, on.Results(run, questions));
  std::map<store::QuestionNumber, const store::Question*> by_number;
  for (const store::Question& question : questions) by_number[question.number] = &question;
  const std::size_t begin = std::min(offset, results.size());
  std::vector<store::QuestionResult> page(
      results.begin() + static_cast<std::ptrdiff_t>(begin),
      results.begin() +
          static_cast<std::ptrdiff_t>(begin + std::min(limit, results.size() - begin)));
  std::vector<store::QuestionNumber> asked;
  for (const store::QuestionResult& result : page) asked.push_back(result.question);
  WY_TRY(auto answers, on.quality.runs.Answers(run.number, asked));
  Json::Array views;
  for (store::QuestionResult& result : page) {
    const auto answer = answers.find(result.question);
    if (answer != answers.end()) result.answer = std::move(answer->second);
    WY_TRY(Json view, ResultView(on.viewer, *by_number.at(result.question), result));
    views.push_back(std::move(view));
  }
  return JsonReply(200,
                   {{"total", results.size()}, {"offset", offset}, {"results", std::move(views)}});
}

Result<void> CheckDone(const store::QualityRun& run) {
  if (run.state == store::RunState::kDone) return {};
  return Error{ErrorCode::kConflict,
               "the run '" + run.id + "' was not done to its end; there is nothing to compare",
               "评测“" + run.id + "”未完成，无法比较"};
}

Result<std::string> Measure(const Call& call) {
  std::string measure = call.Query("measure").value_or("ndcg@10");
  for (const std::string& name : eval::MeasureNames()) {
    if (name == measure) return measure;
  }
  return Error{ErrorCode::kInvalidArgument, "'" + measure.substr(0, 40) + "' is no measure",
               "“" + measure.substr(0, 40) + "”不是指标"};
}

// What a run answered to the questions of a comparison that are shown.
Result<std::map<store::QuestionNumber, Json>> AnswersTo(SetCall& on, const store::QualityRun& run,
                                                        const quality::Comparison& comparison) {
  std::vector<store::QuestionNumber> shown;
  for (const auto* list : {&comparison.lost, &comparison.won}) {
    for (std::size_t i = 0; i < list->size() && i < kMostChanged; ++i) {
      shown.push_back((*list)[i].question);
    }
  }
  WY_TRY(const auto answers, on.quality.runs.Answers(run.number, shown));
  std::map<store::QuestionNumber, Json> views;
  for (const auto& [question, answer] : answers) {
    WY_TRY(views[question], ShownAnswerView(on.viewer, answer));
  }
  return views;
}

// Against ?with=RUN, or the set's baseline. Without either the gate judges what needs none.
Result<Reply> CompareRun(Call& call) {
  WY_TRY(SetCall on, SetCall::Of(call));
  WY_TRY(const auto after, on.quality.Run(call, on.set, call.Path("run")));
  WY_CHECK(CheckDone(after));
  WY_TRY(const std::string measure, Measure(call));
  std::optional<store::QualityRun> before;
  if (const auto with = call.Query("with")) {
    WY_TRY(before, on.quality.Run(call, on.set, *with));
    WY_CHECK(CheckDone(*before));
  } else if (on.set.baseline != 0) {
    WY_TRY(auto baseline, on.quality.runs.Get(on.set.baseline));
    if (on.quality.MaySee(call, baseline)) before = std::move(baseline);
  }
  WY_TRY(const auto questions, on.quality.Questions(on.viewer, on.set));
  WY_TRY(const auto new_results, on.Results(after, questions));
  const auto rules = quality::RulesFor(on.set, new_results);
  quality::Comparison comparison;
  quality::RunSummary before_summary;
  ChangedAnswers answers;
  if (before) {
    WY_TRY(const auto old_results, on.Results(*before, questions));
    comparison = quality::Compare(old_results, new_results, rules, measure);
    before_summary = quality::Summarise(old_results);
    WY_TRY(answers.before, AnswersTo(on, *before, comparison));
    WY_TRY(answers.after, AnswersTo(on, after, comparison));
  } else {
    comparison.measure = measure;
    comparison.gate = eval::Gate(rules, quality::AsResults(new_results), nullptr);
  }
  return JsonReply(200,
                   {{"before", before ? RunView(call, *before, before_summary) : Json(nullptr)},
                    {"after", RunView(call, after, quality::Summarise(new_results))},
                    {"comparison", ComparisonView(comparison, questions, call.language, answers)}});
}

}  // namespace

std::vector<Route> QualityRunRoutes() {
  return {{"GET", "/api/v1/libraries/{id}/question-sets/{set}/runs", For::kSignedIn, ListRuns},
          {"POST", "/api/v1/libraries/{id}/question-sets/{set}/runs", For::kSignedIn, StartRun},
          {"GET", "/api/v1/libraries/{id}/question-sets/{set}/runs/{run}", For::kSignedIn, ShowRun},
          {"DELETE", "/api/v1/libraries/{id}/question-sets/{set}/runs/{run}", For::kSignedIn,
           DeleteRun},
          {"POST", "/api/v1/libraries/{id}/question-sets/{set}/runs/{run}/cancel", For::kSignedIn,
           CancelRun},
          {"GET",
           "/api/v1/libraries/{id}/question-sets/{set}/runs/{run}/results",
           For::kSignedIn,
           ListResults,
           {"offset", "limit"}},
          {"GET",
           "/api/v1/libraries/{id}/question-sets/{set}/runs/{run}/comparison",
           For::kSignedIn,
           CompareRun,
           {"with", "measure"}}};
}

}  // namespace wenyuan::api
