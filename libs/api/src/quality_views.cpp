#include "quality_views.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "shown_answer_view.h"
#include "views.h"

namespace wenyuan::api {
namespace {

Json OptionalNumber(const std::optional<double>& number) {
  return number ? Json(*number) : Json(nullptr);
}

Json OptionalTime(UnixMillis time) { return time == 0 ? Json(nullptr) : Json(IsoTime(time)); }

Json MeasuresView(const eval::Measures& measures) {
  Json::Object members;
  for (const std::string& name : eval::MeasureNames()) {
    const auto found = measures.find(name);
    if (found != measures.end()) members.emplace_back(name, found->second);
  }
  return members;
}

Json DifferenceView(const eval::Difference& difference) {
  return {{"pairs", difference.pairs},      {"before", difference.before},
          {"after", difference.after},      {"difference", difference.difference},
          {"low", difference.interval.low}, {"high", difference.interval.high},
          {"p_value", difference.p_value},  {"won", difference.won},
          {"lost", difference.lost}};
}

Json AnswerOf(const std::map<store::QuestionNumber, Json>& answers,
              store::QuestionNumber question) {
  const auto found = answers.find(question);
  return found == answers.end() ? Json(nullptr) : found->second;
}

Json ChangedView(const std::vector<quality::ChangedQuestion>& changed,
                 const std::map<store::QuestionNumber, const store::Question*>& questions,
                 const ChangedAnswers& answers) {
  Json::Array views;
  for (const quality::ChangedQuestion& one : changed) {
    const auto question = questions.find(one.question);
    if (question == questions.end()) continue;
    if (views.size() == kMostChanged) break;
    const store::Question& asked = *question->second;
    views.push_back({{"question_id", asked.id},
                     {"text", asked.text},
                     {"before", one.before},
                     {"after", one.after},
                     {"right", Json::Array(asked.answers.begin(), asked.answers.end())},
                     {"refuse", asked.must_refuse},
                     {"answer_before", AnswerOf(answers.before, one.question)},
                     {"answer_after", AnswerOf(answers.after, one.question)}});
  }
  return views;
}

}  // namespace

Json EstimateView(const eval::Estimate& estimate) {
  return {{"value", estimate.value},
          {"low", estimate.interval.low},
          {"high", estimate.interval.high},
          {"questions", estimate.questions}};
}

Json RulesView(const std::vector<eval::GateRule>& rules) {
  Json::Array views;
  for (const eval::GateRule& rule : rules) {
    views.push_back({{"measure", rule.measure},
                     {"at_least", OptionalNumber(rule.at_least)},
                     {"most_worse", OptionalNumber(rule.most_worse)}});
  }
  return views;
}

Json QuestionSetView(const Call& call, const QualityCall& quality, const store::QuestionSet& set,
                     std::size_t questions) {
  Json baseline = nullptr;
  if (set.baseline != 0) {
    const auto run = quality.runs.Get(set.baseline);
    if (run && quality.MaySee(call, *run)) baseline = run->id;
  }
  return {{"id", set.id},
          {"name", set.name},
          {"library_id", quality.rights.library.id},
          {"questions", questions},
          {"baseline", std::move(baseline)},
          {"rules", RulesView(quality::RulesOf(set))},
          {"created", IsoTime(set.created)},
          {"created_by", UserReference(call, set.created_by)}};
}

Result<Json> QuestionView(const Call& call, quality::Viewer& viewer,
                          const store::Question& question) {
  Json::Array documents;
  for (const store::ExpectedDocument& one : question.expected) {
    WY_TRY(const auto document, viewer.Document(one.document));
    if (!document) continue;
    documents.push_back({{"document_id", document->id},
                         {"title", TitleOf(*document)},
                         {"grade", one.grade},
                         {"page", one.page},
                         {"chunk_id", one.chunk_id.empty() ? Json(nullptr) : Json(one.chunk_id)}});
  }
  const bool judged = !documents.empty() || !question.answers.empty() || question.must_refuse;
  return Json{{"id", question.id},
              {"key", question.key},
              {"text", question.text},
              {"language", question.language},
              {"origin", store::Name(question.origin)},
              {"refuse", question.must_refuse},
              {"answers", Json::Array(question.answers.begin(), question.answers.end())},
              {"documents", std::move(documents)},
              {"judged", judged},
              {"version", question.version},
              {"created", IsoTime(question.created)},
              {"created_by", UserReference(call, question.created_by)},
              {"changed", IsoTime(question.changed)}};
}

Json SummaryView(const quality::RunSummary& summary) {
  Json::Object measures;
  for (const quality::MeasureSummary& one : summary.measures) {
    measures.emplace_back(one.measure, EstimateView(one.estimate));
  }
  Json::Object values;
  for (const quality::MeasureSummary& one : summary.values) {
    values.emplace_back(one.measure, EstimateView(one.estimate));
  }
  return {{"questions", summary.questions},
          {"measures", std::move(measures)},
          {"values", std::move(values)},
          {"search_p50_ms", summary.search_p50_ms},
          {"search_p99_ms", summary.search_p99_ms},
          {"answer_p50_ms", summary.answer_p50_ms},
          {"answer_p99_ms", summary.answer_p99_ms},
          {"first_p50_ms", summary.first_p50_ms},
          {"first_p99_ms", summary.first_p99_ms},
          {"first_sentence_p50_ms", summary.first_sentence_p50_ms},
          {"first_sentence_p99_ms", summary.first_sentence_p99_ms}};
}

Json RunView(const Call& call, const store::QualityRun& run, const quality::RunSummary& summary) {
  const bool chinese = call.language == Language::kChinese && !run.reason_zh.empty();
  Json::Object settings;
  for (const auto& [name, value] : run.settings) settings.emplace_back(name, value);
  return {{"id", run.id},
          {"label", run.label},
          {"state", store::Name(run.state)},
          {"reason", chinese ? run.reason_zh : run.reason},
          {"with_answers", run.with_answers},
          {"asker", run.as_operator ? Json(nullptr) : UserReference(call, run.asker)},
          {"operator", run.as_operator},
          {"settings", std::move(settings)},
          {"changed_meanwhile", run.changed_meanwhile},
          {"total", run.total},
          {"done", run.done},
          {"created", IsoTime(run.created)},
          {"started", OptionalTime(run.started)},
          {"finished", OptionalTime(run.finished)},
          {"summary", SummaryView(summary)}};
}

Result<Json> ResultView(quality::Viewer& viewer, const store::Question& question,
                        const store::QuestionResult& result) {
  Json::Array documents;
  for (const store::DocumentNumber number : result.documents) {
    WY_TRY(const auto document, viewer.Document(number));
    if (!document) continue;
    const bool expected =
        std::any_of(question.expected.begin(), question.expected.end(),
                    [&](const auto& one) { return one.document == number && one.grade > 0; });
    documents.push_back(
        {{"document_id", document->id}, {"title", TitleOf(*document)}, {"expected", expected}});
  }
  Json answer = nullptr;
  if (result.answer) {
    WY_TRY(answer, ShownAnswerView(viewer, *result.answer));
  }
  return Json{{"question_id", question.id},
              {"text", question.text},
              {"current", question.version == result.version},
              {"measures", MeasuresView(result.measures)},
              {"search_ms", static_cast<double>(result.search_micros) / 1000},
              {"answer_ms", static_cast<double>(result.answer_micros) / 1000},
              {"refused", result.refused},
              {"documents", std::move(documents)},
              {"answer", std::move(answer)}};
}

Json GateView(const eval::GateReport& report, Language language) {
  Json::Array findings;
  for (const eval::GateFinding& finding : report.findings) {
    findings.push_back(
        {{"measure", finding.rule.measure},
         {"at_least", OptionalNumber(finding.rule.at_least)},
         {"most_worse", OptionalNumber(finding.rule.most_worse)},
         {"verdict", eval::Name(finding.verdict)},
         {"reason", language == Language::kChinese ? finding.reason_zh : finding.reason},
         {"value", EstimateView(finding.candidate)},
         {"difference", finding.difference ? DifferenceView(*finding.difference) : Json(nullptr)}});
  }
  return {{"verdict", eval::Name(report.verdict)}, {"findings", std::move(findings)}};
}

Json ComparisonView(const quality::Comparison& comparison,
                    const std::vector<store::Question>& questions, Language language,
                    const ChangedAnswers& answers) {
  std::map<store::QuestionNumber, const store::Question*> by_number;
  for (const store::Question& question : questions) by_number[question.number] = &question;
  Json::Object measures;
  for (const quality::Comparison::Line& line : comparison.lines) {
    measures.emplace_back(line.measure, DifferenceView(line.difference));
  }
  return {{"gate", GateView(comparison.gate, language)},
          {"measures", std::move(measures)},
          {"changed_by", comparison.measure},
          {"lost", ChangedView(comparison.lost, by_number, answers)},
          {"won", ChangedView(comparison.won, by_number, answers)},
          {"not_compared", comparison.not_compared}};
}

Json ImportView(const quality::ImportReport& report) {
  return {{"added", report.added}, {"replaced", report.replaced}, {"unchanged", report.unchanged}};
}

}  // namespace wenyuan::api
