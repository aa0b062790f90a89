#include "quality_call.h"

#include "wenyuan/base/log.h"

namespace wenyuan::api {
namespace {

Error NoSuchSet(std::string_view id) {
  const std::string shown(id.substr(0, 40));
  return {ErrorCode::kNotFound, "there is no question set '" + shown + "' in this library",
          "该知识库没有问题集“" + shown + "”"};
}

Error NoSuchRun(std::string_view id) {
  const std::string shown(id.substr(0, 40));
  return {ErrorCode::kNotFound, "there is no run '" + shown + "' of this question set",
          "该问题集没有评测“" + shown + "”"};
}

quality::Settings SettingsOf(const Services& services, store::LibraryNumber library) {
  quality::Settings settings = {{"program", services.version}};
  if (services.search_settings) {
    quality::Settings more = services.search_settings(library);
    settings.insert(settings.end(), more.begin(), more.end());
  }
  if (const index::LibraryIndex* index = services.ingest.IndexOf(library)) {
    settings.emplace_back(quality::kIndexGeneration, std::to_string(index->generation()));
  }
  return settings;
}

bool MayMeasure(const Services& services) {
  return services.store.question_sets() != nullptr && services.store.quality_runs() != nullptr;
}

quality::RunnerServices RunnerServicesOf(const Services& services) {
  return {services.store,
          services.access,
          services.searcher,
          services.answerer,
          services.clock,
          [&services](store::LibraryNumber library) { return SettingsOf(services, library); }};
}

}  // namespace

std::unique_ptr<quality::Trials> MakeTrials(const Services& services) {
  if (!MayMeasure(services)) return nullptr;
  return quality::MakeTrials(RunnerServicesOf(services), services.tuning);
}

std::unique_ptr<quality::Runner> MakeRunner(const Services& services) {
  if (!MayMeasure(services)) return nullptr;
  auto runner = quality::StartRunner(RunnerServicesOf(services));
  if (runner) return *std::move(runner);
  Log(LogLevel::kError, "quality runs cannot be taken up", {{"why", runner.error().message}});
  return nullptr;
}

Result<QualityCall> QualityCall::Of(const Call& call) {
  const Services& services = call.services();
  WY_TRY(auto rights,
         services.access.Library(call.who.asker, call.Path("id"), store::Role::kEditor));
  if (call.state.runner == nullptr || call.state.trials == nullptr) {
    return Error{ErrorCode::kUnavailable, "this server keeps no question sets",
                 "此服务未启用问题集"};
  }
  return QualityCall{std::move(rights), *services.store.question_sets(),
                     *services.store.quality_runs(), *call.state.runner, *call.state.trials};
}

Result<store::QuestionSet> QualityCall::Set(const Call& call) const {
  return Set(call.Path("set"));
}

Result<store::QuestionSet> QualityCall::Set(std::string_view id) const {
  auto set = sets.Find(id);
  if (!set && set.error().code != ErrorCode::kNotFound) return set.error();
  if (!set || set->library != rights.library.number) return NoSuchSet(id);
  return set;
}

Result<std::vector<store::Question>> QualityCall::Questions(quality::Viewer& viewer,
                                                            const store::QuestionSet& set) const {
  WY_TRY(auto questions, sets.Questions(set.number));
  return viewer.Show(std::move(questions));
}

bool QualityCall::MaySee(const Call& call, const store::QualityRun& run) const {
  return rights.all_restricted || (!run.as_operator && run.asker == call.who.asker.user);
}

Result<store::QualityRun> QualityCall::Run(const Call& call, const store::QuestionSet& set,
                                           std::string_view id) const {
  auto run = runs.Find(set.number, id);
  if (!run && run.error().code != ErrorCode::kNotFound) return run.error();
  if (!run || !MaySee(call, *run)) return NoSuchRun(id);
  return run;
}

}  // namespace wenyuan::api
