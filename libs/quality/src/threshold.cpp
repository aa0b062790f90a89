#include "wenyuan/quality/threshold.h"

#include <algorithm>
#include <string>
#include <utility>

#include "judged_answer.h"
#include "stored_settings.h"

namespace wenyuan::quality {
namespace {

constexpr std::string_view kThreshold = "refusal_threshold";

// Asks the questions of one library.
class Judgement {
 public:
  Judgement(Viewer& viewer, const answer::Answerer& answerer, const access::Asker& asker)
      : viewer_(viewer), answerer_(answerer), asker_(asker) {
    if (viewer.rights().restricted) restricted_ = *viewer.rights().restricted;
  }

  Result<void> Add(const store::Question& question, std::vector<QuestionChance>& chances) {
    index::DocumentSet expected;
    for (const store::ExpectedDocument& one : question.expected) {
      WY_TRY(const auto document, viewer_.Document(one.document));
      if (one.grade > 0 && document && !document->restricted) expected.add(one.document);
    }
    if (!question.expected.empty() && expected.isEmpty()) return {};
    WY_CHECK(Ask(question, restricted_, false, chances));
    if (expected.isEmpty()) return {};
    return Ask(question, restricted_ | expected, true, chances);
  }

 private:
  Result<void> Ask(const store::Question& question, const index::DocumentSet& without, bool hidden,
                   std::vector<QuestionChance>& chances) {
    answer::Question asked;
    asked.text = question.text;
    asked.extractive = true;
    asked.scope.libraries = {viewer_.rights().library.id};
    asked.scope.without = without;
    const auto answer = answerer_.Ask(asked, asker_, {});
    if (!answer && answer.error().code == ErrorCode::kInvalidArgument) return {};
    if (!answer) return answer.error();
    const eval::JudgedAnswer judged = Judge(question, *answer);
    if (!judged.holds) return {};
    // Another document says it, too: then it has not been taken away.
    if (hidden && *judged.holds) return {};
    chances.push_back(
        {question.number, question.version, hidden, {answer->answerability, *judged.holds}});
    return {};
  }

  Viewer& viewer_;
  const answer::Answerer& answerer_;
  const access::Asker& asker_;
  index::DocumentSet restricted_;
};

}  // namespace

StoredSettings StoredThreshold(double threshold) {
  return {{std::string(kThreshold), SettingText(threshold)}};
}

std::optional<double> ThresholdOf(store::Store& store, store::LibraryNumber library) {
  const auto settings = store.libraries().Settings(library);
  if (!settings) return std::nullopt;
  for (const store::Libraries::Setting& setting : *settings) {
    if (setting.name == kThreshold) return SettingNumber(setting.value);
  }
  return std::nullopt;
}

Result<void> CheckThreshold(double threshold) {
  if (threshold >= 0 && threshold <= 1) return {};
  return Error{ErrorCode::kInvalidArgument, "a threshold of refusal is a number from 0 to 1",
               "拒答阈值必须是 0 到 1 之间的数"};
}

Result<void> SetThreshold(store::Store& store, store::LibraryNumber library, double threshold,
                          store::UserNumber by) {
  WY_CHECK(CheckThreshold(threshold));
  return store.libraries().SetSettings(library, StoredThreshold(threshold), by);
}

Result<std::vector<QuestionChance>> JudgeChances(
    const std::vector<store::Question>& questions, Viewer& viewer, const answer::Answerer& answerer,
    const access::Asker& asker, const std::function<bool(std::size_t, std::size_t)>& on_progress) {
  std::vector<QuestionChance> chances;
  Judgement judgement(viewer, answerer, asker);
  std::size_t done = 0;
  for (const store::Question& question : questions) {
    WY_CHECK(judgement.Add(question, chances));
    if (!on_progress(++done, questions.size())) {
      return Error{ErrorCode::kCancelled, "the threshold was not tuned to the end",
                   "未完成拒答阈值的调整"};
    }
  }
  return chances;
}

RefusalErrors ErrorsAt(const std::vector<QuestionChance>& chances, double threshold) {
  std::vector<eval::Part> refusals;
  std::vector<eval::Part> answers;
  for (const QuestionChance& one : chances) {
    const bool refused = one.chance.answerability < threshold;
    auto& parts = one.chance.answerable ? refusals : answers;
    parts.push_back({refused == one.chance.answerable ? 1.0 : 0.0, 1});
  }
  return {eval::Estimated(refusals), eval::Estimated(answers)};
}

answer::TunedThreshold TuneThreshold(const std::vector<QuestionChance>& chances, double now) {
  std::vector<answer::JudgedChance> judged;
  judged.reserve(chances.size());
  for (const QuestionChance& one : chances) judged.push_back(one.chance);
  return answer::TuneThreshold(judged, now);
}

}  // namespace wenyuan::quality
