#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "wenyuan/quality/report.h"
#include "wenyuan/quality/runner.h"
#include "wenyuan/quality/weights.h"

namespace wenyuan::quality {

// A change of a library's weights on trial: what is proposed, and what it does to a question set.
struct Trial {
  enum class State : std::uint8_t { kRunning, kDone, kFailed, kCancelled };
  State state = State::kRunning;
  std::size_t done = 0;  // steps
  std::size_t total = 0;
  std::string reason;  // kFailed: why and what to do, English …
  std::string reason_zh;
  store::UserNumber asker = 0;  // through whose eyes
  bool as_operator = false;
  search::FusionOptions before;
  search::FusionOptions after;        // once it is known
  std::optional<TunedWeights> tuned;  // when it was looked for
  Comparison comparison;              // of kDone: after against before, with the set's gate
  bool applied = false;
};
std::string_view Name(Trial::State state);  // "running", "done", "failed", "cancelled"
// That a trial may be applied: done, a change, and through the gate; else why not, kConflict.
Result<void> MayApply(const Trial& trial);

struct TrialRequest {
  store::QuestionSet set;
  access::Asker asker;  // the caller has checked that they may
  // To be tried; nothing: the best are looked for (TuneWeights).
  std::optional<search::FusionOptions> weights = std::nullopt;
};

// Tries weights in the background, one trial at a time, at low priority; the last one of each set
// is kept until the process ends. Any thread.
class Trials {
 public:
  // Ends the one that runs.
  virtual ~Trials() = default;
  // kConflict while one runs for this set, kResourceExhausted while another does.
  virtual Result<Trial> Start(const TrialRequest& request) = 0;
  [[nodiscard]] virtual std::optional<Trial> Find(store::QuestionSetNumber set) const = 0;
  // After the question in hand. kConflict when none runs.
  virtual Result<void> Cancel(store::QuestionSetNumber set) = 0;
  // Makes what was tried the library's own weights. kConflict as MayApply, and when the weights or
  // anything else that answers depend on has changed since: then it has to be tried anew.
  virtual Result<Trial> Apply(const store::QuestionSet& set, store::UserNumber by) = 0;
};

// `house` has the weights of libraries without their own.
std::unique_ptr<Trials> MakeTrials(RunnerServices services, search::FusionOptions house);

}  // namespace wenyuan::quality
