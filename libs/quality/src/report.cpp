#include "wenyuan/quality/report.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "wenyuan/eval/answers.h"
#include "wenyuan/eval/percentile.h"

namespace wenyuan::quality {
namespace {

using store::QuestionResult;

constexpr double kPermille = 1000;

std::string KeyOf(const QuestionResult& result) {
  return std::to_string(result.question) + ":" + std::to_string(result.version);
}

std::optional<double> Limit(const std::optional<std::int32_t>& permille) {
  return permille ? std::optional(*permille / kPermille) : std::nullopt;
}

std::optional<std::int32_t> Permille(const std::optional<double>& limit) {
  return limit ? std::optional(static_cast<std::int32_t>(std::lround(*limit * kPermille)))
               : std::nullopt;
}

// The values of one name, of the questions that have it.
std::vector<double> ValuesOf(const std::vector<QuestionResult>& results, std::string_view name) {
  std::vector<double> values;
  for (const QuestionResult& result : results) {
    const auto found = result.measures.find(name);
    if (found != result.measures.end()) values.push_back(found->second);
  }
  return values;
}

eval::Estimate FalseRefusal(const eval::Estimate& answered) {
  return {answered.questions,
          1 - answered.value,
          {1 - answered.interval.high, 1 - answered.interval.low}};
}

void AddValues(const std::vector<QuestionResult>& results, bool intervals, RunSummary& summary) {
  const eval::BootstrapOptions options{.resamples = intervals ? 1000U : 1U};
  for (const MeasureSummary& one : summary.measures) {
    if (one.measure != "answered") continue;
    summary.values.push_back({"false_refusal", FalseRefusal(one.estimate)});
    break;
  }
  std::vector<eval::Forecast> forecasts;
  for (const QuestionResult& result : results) {
    const auto probability = result.measures.find("probability");
    const auto holds = result.measures.find("holds");
    if (probability == result.measures.end() || holds == result.measures.end()) continue;
    forecasts.push_back({probability->second, holds->second});
  }
  if (!forecasts.empty()) {
    summary.values.push_back({"calibration_error", eval::CalibrationError(forecasts, options)});
  }
  const std::vector<double> compression = ValuesOf(results, "compression");
  if (compression.empty()) return;
  std::vector<eval::Part> parts;
  for (const double one : compression) parts.push_back({one, 1});
  summary.values.push_back(
      {"compression",
       {compression.size(), eval::Ratio(parts), eval::BootstrapMean(compression, options)}});
}

}  // namespace

RunSummary Summarise(const std::vector<QuestionResult>& results, bool intervals) {
  RunSummary summary;
  summary.questions = results.size();
  for (const std::string& measure : eval::MeasureNames()) {
    std::vector<eval::Part> parts;
    for (const QuestionResult& result : results) {
      const auto found = result.measures.find(measure);
      if (found != result.measures.end()) parts.push_back({found->second, 1});
    }
    if (parts.empty()) continue;
    summary.measures.push_back(
        {measure, intervals ? eval::Estimated(parts)
                            : eval::Estimate{parts.size(), eval::Ratio(parts), {}}});
  }
  std::vector<double> search;
  std::vector<double> answer;
  for (const QuestionResult& result : results) {
    search.push_back(static_cast<double>(result.search_micros) / 1000);
    if (result.answer_micros > 0) {
      answer.push_back(static_cast<double>(result.answer_micros) / 1000);
    }
  }
  summary.search_p50_ms = eval::Percentile(search, 50);
  summary.search_p99_ms = eval::Percentile(search, 99);
  summary.answer_p50_ms = eval::Percentile(answer, 50);
  summary.answer_p99_ms = eval::Percentile(answer, 99);
  const std::vector<double> first = ValuesOf(results, "first_ms");
  const std::vector<double> first_sentence = ValuesOf(results, "first_sentence_ms");
  summary.first_p50_ms = eval::Percentile(first, 50);
  summary.first_p99_ms = eval::Percentile(first, 99);
  summary.first_sentence_p50_ms = eval::Percentile(first_sentence, 50);
  summary.first_sentence_p99_ms = eval::Percentile(first_sentence, 99);
  AddValues(results, intervals, summary);
  return summary;
}

eval::Results AsResults(const std::vector<QuestionResult>& results) {
  eval::Results keyed;
  for (const QuestionResult& result : results) keyed[KeyOf(result)] = result.measures;
  return keyed;
}

std::vector<QuestionResult> Visible(std::vector<QuestionResult> results,
                                    const std::vector<store::Question>& shown) {
  std::set<store::QuestionNumber> numbers;
  for (const store::Question& question : shown) numbers.insert(question.number);
  std::erase_if(results, [&](const auto& result) { return !numbers.contains(result.question); });
  return results;
}

Comparison Compare(const std::vector<QuestionResult>& before,
                   const std::vector<QuestionResult>& after,
                   const std::vector<eval::GateRule>& rules, std::string_view measure) {
  Comparison comparison;
  comparison.measure = measure;
  const eval::Results old_results = AsResults(before);
  const eval::Results new_results = AsResults(after);
  for (const std::string& name : eval::MeasureNames()) {
    const eval::Difference difference = eval::CompareOn(name, old_results, new_results);
    if (difference.pairs > 0) comparison.lines.push_back({name, difference});
  }
  comparison.gate = eval::Gate(rules, new_results, &old_results);
  std::size_t pairs = 0;
  for (const QuestionResult& result : after) {
    const auto old_result = old_results.find(KeyOf(result));
    if (old_result == old_results.end()) continue;
    ++pairs;
    const auto was = old_result->second.find(measure);
    const auto is = result.measures.find(measure);
    if (was == old_result->second.end() || is == result.measures.end()) continue;
    if (std::abs(is->second - was->second) < 1e-9) continue;
    auto& list = is->second > was->second ? comparison.won : comparison.lost;
    list.push_back({result.question, was->second, is->second});
  }
  comparison.not_compared = before.size() + after.size() - 2 * pairs;
  for (auto* const list : {&comparison.won, &comparison.lost}) {
    std::stable_sort(list->begin(), list->end(), [](const auto& a, const auto& b) {
      return std::abs(a.after - a.before) > std::abs(b.after - b.before);
    });
  }
  return comparison;
}

std::vector<eval::GateRule> RulesOf(const store::QuestionSet& set) {
  if (set.rules.empty()) return eval::DefaultRules();
  std::vector<eval::GateRule> rules;
  for (const store::QualityRule& rule : set.rules) {
    rules.push_back({rule.measure, Limit(rule.at_least_permille), Limit(rule.most_worse_permille)});
  }
  return rules;
}

std::vector<eval::GateRule> RulesFor(const store::QuestionSet& set,
                                     const std::vector<QuestionResult>& results) {
  constexpr double kMostWorse = 0.02;
  std::vector<eval::GateRule> rules = RulesOf(set);
  if (!set.rules.empty()) return rules;
  for (const char* const measure :
       {"answer_contains", "citation_precision", "answered", "refusal"}) {
    if (ValuesOf(results, measure).size() < eval::GateOptions().fewest_questions) continue;
    rules.push_back({measure, std::nullopt, kMostWorse});
  }
  return rules;
}

std::vector<store::QualityRule> StoredRules(const std::vector<eval::GateRule>& rules) {
  std::vector<store::QualityRule> stored;
  for (const eval::GateRule& rule : rules) {
    stored.push_back({rule.measure, Permille(rule.at_least), Permille(rule.most_worse)});
  }
  return stored;
}

Result<Sides> TryChange(store::Store& store, Viewer& viewer, const store::QuestionSet& set,
                        const access::Asker& asker, const Engines& before, const Engines& after,
                        const std::function<bool(std::size_t, std::size_t)>& on_progress) {
  WY_TRY(auto stored, store.question_sets()->Questions(set.number));
  WY_TRY(const auto questions, viewer.Show(std::move(stored)));
  Sides sides;
  for (const store::Question& question : questions) {
    const std::string& library = viewer.rights().library.id;
    WY_TRY(auto was, Evaluate(question, before, asker, library));
    WY_TRY(auto is, Evaluate(question, after, asker, library));
    sides.before.push_back(std::move(was.result));
    sides.after.push_back(std::move(is.result));
    if (!on_progress(sides.after.size(), questions.size())) {
      return Error{ErrorCode::kCancelled, "the change was not tried to the end",
                   "未完成对该改动的评测"};
    }
  }
  return sides;
}

}  // namespace wenyuan::quality
