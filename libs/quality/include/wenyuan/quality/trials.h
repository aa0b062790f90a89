#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "wenyuan/quality/report.h"
#include "wenyuan/quality/runner.h"
#include "wenyuan/quality/threshold.h"
#include "wenyuan/quality/weights.h"

namespace wenyuan::quality {

// What of a library is tuned on its questions.
struct Tuning {
  search::FusionOptions weights;  // of words beside meaning
  double threshold = 0;           // below which a question is refused
  friend bool operator==(const Tuning&, const Tuning&) = default;
};
// The library's own, or else the house's.
Tuning TuningOf(store::Store& store, store::LibraryNumber library, const Tuning& house);

// What thresholds do to the questions of a set (JudgeChances), before and after.
struct TriedThreshold {
  bool tuned = false;    // it was looked for; else it was given
  bool enough = false;   // 30 questions with an answer and 30 without: fewer say nothing
  RefusalErrors before;  // on the questions by which it was found
  RefusalErrors after;
};

// A change of a library's tuning on trial: what is proposed, and what it does to a question set.
struct Trial {
  enum class State : std::uint8_t { kRunning, kDone, kFailed, kCancelled };
  State state = State::kRunning;
  std::size_t done = 0;  // steps
  std::size_t total = 0;
  std::string reason;  // kFailed: why and what to do, English …
  std::string reason_zh;
  store::UserNumber asker = 0;  // through whose eyes
  bool as_operator = false;
  Tuning before;
  Tuning after;                             // once it is known
  std::optional<TunedWeights> tuned;        // when they were looked for
  std::optional<Error> unweighed;           // why they were not, though they should be
  std::optional<TriedThreshold> threshold;  // when it was looked for, or given
  Comparison comparison;                    // of kDone: after against before, with the set's gate
  bool applied = false;
};
std::string_view Name(Trial::State state);  // "running", "done", "failed", "cancelled"
// That a trial may be applied: done, a change, and through the gate; else why not, kConflict.
Result<void> MayApply(const Trial& trial);

struct TrialRequest {
  store::QuestionSet set;
  access::Asker asker;  // the caller has checked that they may
  // To be tried, the other stays; neither: the best of both are looked for (TuneWeights,
  // TuneThreshold).
  std::optional<search::FusionOptions> weights = std::nullopt;
  std::optional<double> threshold = std::nullopt;
};

// Tries settings in the background, one trial at a time, at low priority; the last one of each set
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
  // Makes what was tried, and changes anything, the library's own. kConflict as MayApply, and when
  // anything that answers depend on has changed since: then it has to be tried anew.
  virtual Result<Trial> Apply(const store::QuestionSet& set, store::UserNumber by) = 0;
};

// `house` is that of libraries without their own.
std::unique_ptr<Trials> MakeTrials(RunnerServices services, const Tuning& house);

}  // namespace wenyuan::quality
