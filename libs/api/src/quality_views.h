#pragma once

#include <map>
#include <vector>

#include "quality_call.h"
#include "wenyuan/quality/editing.h"
#include "wenyuan/quality/report.h"

namespace wenyuan::api {

// The quality schemas of docs/openapi.yaml, one function each.

Json EstimateView(const eval::Estimate& estimate);
Json RulesView(const std::vector<eval::GateRule>& rules);
// `questions`: as many as the asker sees. A baseline that they may not see is null.
Json QuestionSetView(const Call& call, const QualityCall& quality, const store::QuestionSet& set,
                     std::size_t questions);
Result<Json> QuestionView(const Call& call, quality::Viewer& viewer,
                          const store::Question& question);
Json RunView(const Call& call, const store::QualityRun& run, const quality::RunSummary& summary);
Json SummaryView(const quality::RunSummary& summary);
Result<Json> ResultView(quality::Viewer& viewer, const store::Question& question,
                        const store::QuestionResult& result);
Json GateView(const eval::GateReport& report, Language language);
// What both runs answered to questions that changed, as ShownAnswerView has it.
struct ChangedAnswers {
  std::map<store::QuestionNumber, Json> before = {};
  std::map<store::QuestionNumber, Json> after = {};
};
inline constexpr std::size_t kMostChanged = 200;  // that are shown of each kind
Json ComparisonView(const quality::Comparison& comparison,
                    const std::vector<store::Question>& questions, Language language,
                    const ChangedAnswers& answers = {});
Json ImportView(const quality::ImportReport& report);

}  // namespace wenyuan::api
