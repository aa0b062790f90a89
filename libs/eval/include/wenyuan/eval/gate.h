#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/eval/compare.h"

namespace wenyuan::eval {

// What one measure must do. With neither limit it asks for nothing.
struct GateRule {
  std::string measure;
  std::optional<double> at_least = std::nullopt;
  // Not worse than the baseline by more than this, unless the loss may be chance (p > .05).
  std::optional<double> most_worse = std::nullopt;
  friend bool operator==(const GateRule&, const GateRule&) = default;
};

struct GateOptions {
  std::size_t fewest_questions = 20;  // with fewer, nothing can be told
  double significance = 0.05;
  BootstrapOptions bootstrap = {};
};

enum class Verdict { kPass, kFail, kCannotTell };

struct GateFinding {
  GateRule rule;
  Verdict verdict = Verdict::kCannotTell;
  Estimate candidate;
  std::optional<Difference> difference;  // when the rule compares and there is a baseline
  std::string reason;                    // one sentence, English …
  std::string reason_zh;                 // … and Chinese
};

struct GateReport {
  Verdict verdict = Verdict::kCannotTell;
  std::vector<GateFinding> findings;  // one a rule, in their order
};

// Fails when a rule fails, passes when all pass; otherwise, and without rules, it cannot tell.
// `baseline` may be null. Pure: the same lists give the same report.
GateReport Gate(const std::vector<GateRule>& rules, const Results& candidate,
                const Results* baseline, const GateOptions& options = {});

// hit@1 and nDCG@10, neither worse than the baseline by more than one point.
std::vector<GateRule> DefaultRules();

// kInvalidArgument for a measure that there is not, limits outside 0-1, a rule without a limit, a
// measure twice and more than 20 rules.
Result<void> CheckRules(const std::vector<GateRule>& rules);

// The measures that runs have, in the order people read them.
const std::vector<std::string>& MeasureNames();

std::string_view Name(Verdict verdict);  // "pass", "fail", "cannot_tell"

}  // namespace wenyuan::eval
