#include "wenyuan/eval/gate.h"

#include <algorithm>
#include <cstdio>
#include <set>

#include "wenyuan/eval/answers.h"

namespace wenyuan::eval {
namespace {

constexpr double kRounding = 1e-9;
constexpr std::size_t kMostRules = 20;  // as many as there are measures, and some
constexpr double kDefaultMostWorse = 0.01;

std::string Share(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", value);
  return text;
}

void Decide(GateFinding& finding, Verdict verdict, std::string reason, std::string reason_zh) {
  finding.verdict = verdict;
  finding.reason = std::move(reason);
  finding.reason_zh = std::move(reason_zh);
}

void TooFew(GateFinding& finding, std::size_t questions, const GateOptions& options) {
  const std::string there = std::to_string(questions);
  const std::string wanted = std::to_string(options.fewest_questions);
  Decide(finding, Verdict::kCannotTell,
         "only " + there + " questions can be judged by " + finding.rule.measure + "; at least " +
             wanted + " are needed",
         "只有 " + there + " 个问题可按 " + finding.rule.measure + " 评判，至少需要 " + wanted +
             " 个");
}

// The rest of a rule counts only when this part passes.
bool ReachesFloor(GateFinding& finding) {
  if (!finding.rule.at_least) return true;
  const std::string found = Share(finding.candidate.value);
  const std::string wanted = Share(*finding.rule.at_least);
  if (finding.candidate.value + kRounding >= *finding.rule.at_least) {
    Decide(finding, Verdict::kPass, found + " reaches " + wanted, found + " 达到 " + wanted);
    return true;
  }
  Decide(finding, Verdict::kFail, found + " is below " + wanted, found + " 低于 " + wanted);
  return false;
}

void JudgeDifference(GateFinding& finding, const GateOptions& options) {
  const Difference& found = *finding.difference;
  if (found.pairs < options.fewest_questions) return TooFew(finding, found.pairs, options);
  const double worse = -found.difference;
  const std::string allowed = Share(*finding.rule.most_worse);
  const std::string loss = Share(std::max(worse, 0.0));
  if (worse <= *finding.rule.most_worse + kRounding) {
    return Decide(finding, Verdict::kPass,
                  worse > kRounding ? "worse by " + loss + ", at most " + allowed + " is allowed"
                                    : "not worse than the baseline",
                  worse > kRounding ? "下降 " + loss + "，允许 " + allowed : "不低于基准");
  }
  const std::string p = Share(found.p_value);
  if (found.p_value > options.significance) {
    return Decide(finding, Verdict::kPass,
                  "worse by " + loss + ", which may be chance (p = " + p + ")",
                  "下降 " + loss + "，可能出于偶然（p = " + p + "）");
  }
  Decide(finding, Verdict::kFail,
         "worse by " + loss + ", at most " + allowed + " is allowed (p = " + p + ")",
         "下降 " + loss + "，只允许 " + allowed + "（p = " + p + "）");
}

GateFinding Judge(const GateRule& rule, const Results& candidate, const Results* baseline,
                  const GateOptions& options) {
  GateFinding finding;
  finding.rule = rule;
  finding.candidate = EstimateOf(candidate, rule.measure, options.bootstrap);
  if (rule.most_worse && baseline != nullptr) {
    finding.difference = CompareOn(rule.measure, *baseline, candidate, options.bootstrap);
  }
  if (finding.candidate.questions < options.fewest_questions) {
    TooFew(finding, finding.candidate.questions, options);
    return finding;
  }
  if (!ReachesFloor(finding) || !rule.most_worse) return finding;
  if (finding.difference) {
    JudgeDifference(finding, options);
  } else {
    Decide(finding, Verdict::kCannotTell,
           "there is no baseline to compare with; choose a run as the baseline",
           "没有可比较的基准；请先选定一次运行作为基准");
  }
  return finding;
}

Error WrongRule(const std::string& measure, const std::string& what, const std::string& what_zh) {
  return {ErrorCode::kInvalidArgument, "the rule for '" + measure + "' " + what,
          "规则“" + measure + "”" + what_zh};
}

bool IsShare(const std::optional<double>& limit) { return !limit || (*limit >= 0 && *limit <= 1); }

}  // namespace

GateReport Gate(const std::vector<GateRule>& rules, const Results& candidate,
                const Results* baseline, const GateOptions& options) {
  GateReport report;
  for (const GateRule& rule : rules) {
    report.findings.push_back(Judge(rule, candidate, baseline, options));
  }
  const auto any = [&](Verdict verdict) {
    return std::any_of(report.findings.begin(), report.findings.end(),
                       [&](const GateFinding& finding) { return finding.verdict == verdict; });
  };
  if (any(Verdict::kFail)) {
    report.verdict = Verdict::kFail;
  } else if (!rules.empty() && !any(Verdict::kCannotTell)) {
    report.verdict = Verdict::kPass;
  }
  return report;
}

std::vector<GateRule> DefaultRules() {
  return {{"hit@1", std::nullopt, kDefaultMostWorse}, {"ndcg@10", std::nullopt, kDefaultMostWorse}};
}

Result<void> CheckRules(const std::vector<GateRule>& rules) {
  if (rules.size() > kMostRules) {
    return Error{ErrorCode::kInvalidArgument, "a gate has at most 20 rules",
                 "质量门槛最多有 20 条规则"};
  }
  std::set<std::string_view> seen;
  const auto& names = MeasureNames();
  for (const GateRule& rule : rules) {
    if (std::find(names.begin(), names.end(), rule.measure) == names.end()) {
      std::string all;
      for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
      return WrongRule(rule.measure, "names no measure; there are " + all,
                       "不是指标名称，可用：" + all);
    }
    if (!seen.insert(rule.measure).second) {
      return WrongRule(rule.measure, "comes twice", "重复");
    }
    if (!rule.at_least && !rule.most_worse) {
      return WrongRule(rule.measure, "has no limit; give at_least or most_worse",
                       "没有界限，请给出 at_least 或 most_worse");
    }
    if (!IsShare(rule.at_least) || !IsShare(rule.most_worse)) {
      return WrongRule(rule.measure, "has a limit that is not between 0 and 1",
                       "的界限不在 0 到 1 之间");
    }
  }
  return {};
}

const std::vector<std::string>& MeasureNames() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all = {"hit@1",   "hit@5",      "mrr@10",
                                    "ndcg@10", "recall@100", "passage_hit@5"};
    const auto& of_answers = AnswerMeasureNames();
    all.insert(all.end(), of_answers.begin(), of_answers.end());
    return all;
  }();
  return names;
}

std::string_view Name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPass:
      return "pass";
    case Verdict::kFail:
      return "fail";
    case Verdict::kCannotTell:
      return "cannot_tell";
  }
  return "cannot_tell";
}

}  // namespace wenyuan::eval
