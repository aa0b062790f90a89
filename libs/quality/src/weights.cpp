#include "wenyuan/quality/weights.h"

#include <array>
#include <string>
#include <utility>

#include "stored_settings.h"

namespace wenyuan::quality {
namespace {

constexpr std::string_view kHan = "words_han";
constexpr std::string_view kOther = "words_other";
constexpr std::array kGrid = {0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0,
                              1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 10.0};
// Deep enough that what either leg holds high is there.
constexpr std::size_t kDepth = 200;

// What is judged of a question: its documents that everybody with the library may read.
Result<eval::Grades> OpenGrades(const store::Question& question, Viewer& viewer) {
  eval::Grades grades;
  for (const store::ExpectedDocument& one : question.expected) {
    WY_TRY(const auto document, viewer.Document(one.document));
    if (!document || document->restricted) continue;
    grades[std::to_string(one.document)] = static_cast<int>(one.grade);
  }
  return grades;
}

Result<std::vector<eval::FusionCandidate>> Candidates(const store::Question& question,
                                                      const search::Searcher& searcher,
                                                      const access::Asker& asker,
                                                      const std::string& library) {
  search::SearchRequest request;
  request.query = question.text;
  request.k = kDepth;
  request.libraries = {library};
  std::vector<eval::FusionCandidate> candidates;
  const auto found = searcher.Search(request, asker);
  if (!found && found.error().code == ErrorCode::kInvalidArgument) return candidates;
  if (!found) return found.error();
  using State = search::Meaning::State;
  if (found->meaning.state != State::kUsed && found->meaning.state != State::kPartly) {
    return Error{
        ErrorCode::kUnavailable,
        "words and meaning cannot be weighed, because meaning takes no part now (" +
            found->meaning.reason + ")",
        "语义检索当前未参与（" + found->meaning.reason_zh + "），无法调整字词与语义的权重"};
  }
  for (const search::Hit& hit : found->hits) {
    if (hit.document.restricted) continue;
    candidates.push_back({std::to_string(hit.document.number), hit.meaning, hit.coverage});
  }
  return candidates;
}

double WeightOf(const eval::TunedWeight& tuned) {
  return tuned.choice == eval::TunedWeight::Choice::kKeywordsOnly ? kWordsAlone : tuned.weight;
}

}  // namespace

StoredSettings StoredWeights(const search::FusionOptions& weights) {
  return {{std::string(kHan), SettingText(weights.words_han)},
          {std::string(kOther), SettingText(weights.words_other)}};
}

std::optional<search::FusionOptions> WeightsOf(store::Store& store, store::LibraryNumber library) {
  const auto settings = store.libraries().Settings(library);
  if (!settings) return std::nullopt;
  std::optional<double> han;
  std::optional<double> other;
  for (const store::Libraries::Setting& setting : *settings) {
    if (setting.name == kHan) han = SettingNumber(setting.value);
    if (setting.name == kOther) other = SettingNumber(setting.value);
  }
  if (!han || !other) return std::nullopt;
  return search::FusionOptions{*han, *other};
}

Result<void> CheckWeights(const search::FusionOptions& weights) {
  for (const double weight : {weights.words_han, weights.words_other}) {
    if (weight >= 0 && weight <= kWordsAlone) continue;
    return Error{ErrorCode::kInvalidArgument, "a weight of words is a number from 0 to 100",
                 "字词权重必须是 0 到 100 之间的数"};
  }
  return {};
}

Result<void> SetWeights(store::Store& store, store::LibraryNumber library,
                        const search::FusionOptions& weights, store::UserNumber by) {
  WY_CHECK(CheckWeights(weights));
  return store.libraries().SetSettings(library, StoredWeights(weights), by);
}

Result<TunedWeights> TuneWeights(const std::vector<store::Question>& questions, Viewer& viewer,
                                 const search::Searcher& searcher, const access::Asker& asker,
                                 const search::FusionOptions& now,
                                 const std::function<bool(std::size_t, std::size_t)>& on_progress) {
  std::vector<eval::TuningQuestion> han;
  std::vector<eval::TuningQuestion> other;
  std::size_t done = 0;
  for (const store::Question& question : questions) {
    WY_TRY(eval::Grades grades, OpenGrades(question, viewer));
    if (!grades.empty()) {
      WY_TRY(auto candidates, Candidates(question, searcher, asker, viewer.rights().library.id));
      auto& list = search::IsInHan(question.text) ? han : other;
      list.push_back({std::move(candidates), std::move(grades)});
    }
    if (!on_progress(++done, questions.size())) {
      return Error{ErrorCode::kCancelled, "the weights were not tuned to the end",
                   "未完成权重的调整"};
    }
  }
  TunedWeights tuned;
  eval::TuningOptions options;
  options.default_weight = now.words_han;
  tuned.han = eval::TuneOneWeight(han, kGrid, options);
  options.default_weight = now.words_other;
  tuned.other = eval::TuneOneWeight(other, kGrid, options);
  tuned.weights = {WeightOf(tuned.han), WeightOf(tuned.other)};
  return tuned;
}

}  // namespace wenyuan::quality
