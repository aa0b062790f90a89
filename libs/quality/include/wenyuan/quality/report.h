#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/eval/gate.h"
#include "wenyuan/quality/evaluator.h"
#include "wenyuan/quality/viewer.h"

namespace wenyuan::quality {

struct MeasureSummary {
  std::string measure;
  eval::Estimate estimate;
};

// A run as one asker may see it.
struct RunSummary {
  std::size_t questions = 0;
  std::vector<MeasureSummary> measures;  // those some question has, in the order of MeasureNames
  // What is shown and never judged, likewise: "false_refusal" (1 - answered), "calibration_error",
  // "compression".
  std::vector<MeasureSummary> values;
  double search_p50_ms = 0;
  double search_p99_ms = 0;
  double answer_p50_ms = 0;  // 0: none was answered
  double answer_p99_ms = 0;
  double first_p50_ms = 0;  // until something could be read; 0: not known
  double first_p99_ms = 0;
  double first_sentence_p50_ms = 0;
  double first_sentence_p99_ms = 0;
};
// `intervals` false: values alone, for lists of many runs.
RunSummary Summarise(const std::vector<store::QuestionResult>& results, bool intervals = true);

// By question and its version, so that a question changed between two runs is compared with
// nothing.
eval::Results AsResults(const std::vector<store::QuestionResult>& results);

// Results of the questions in `shown` (Viewer::Show), in its order; other results are left out.
std::vector<store::QuestionResult> Visible(std::vector<store::QuestionResult> results,
                                           const std::vector<store::Question>& shown);

struct ChangedQuestion {
  store::QuestionNumber question = 0;
  double before = 0;
  double after = 0;
};

struct Comparison {
  struct Line {
    std::string measure;
    eval::Difference difference;
  };
  std::vector<Line> lines;            // measures that both runs have
  eval::GateReport gate;              // `after` against `before`
  std::string measure;                // by which the questions changed
  std::vector<ChangedQuestion> lost;  // the greatest change first
  std::vector<ChangedQuestion> won;
  std::size_t not_compared = 0;  // in one run only, or changed in between
};
Comparison Compare(const std::vector<store::QuestionResult>& before,
                   const std::vector<store::QuestionResult>& after,
                   const std::vector<eval::GateRule>& rules, std::string_view measure);

// The stored form of rules and back; limits are kept in thousandths. Empty: DefaultRules().
std::vector<eval::GateRule> RulesOf(const store::QuestionSet& set);
// Those by which these results are judged: a set without rules of its own asks of answers, too,
// what enough questions can be judged by: that they hold, cite and refuse not worse than before by
// more than two points.
std::vector<eval::GateRule> RulesFor(const store::QuestionSet& set,
                                     const std::vector<store::QuestionResult>& results);
std::vector<store::QualityRule> StoredRules(const std::vector<eval::GateRule>& rules);

// What both sides of a change found.
struct Sides {
  std::vector<store::QuestionResult> before;
  std::vector<store::QuestionResult> after;
};
// Asks every visible question of the set of both engines; judged by Compare() before a change takes
// effect. Nothing is stored. `on_progress(done, all)` returning false stops it: kCancelled.
Result<Sides> TryChange(store::Store& store, Viewer& viewer, const store::QuestionSet& set,
                        const access::Asker& asker, const Engines& before, const Engines& after,
                        const std::function<bool(std::size_t, std::size_t)>& on_progress);

}  // namespace wenyuan::quality
