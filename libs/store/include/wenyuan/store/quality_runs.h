#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wenyuan/store/question_sets.h"
#include "wenyuan/store/shown_answer.h"

namespace wenyuan::store {

enum class RunState : std::uint8_t { kQueued, kRunning, kDone, kFailed, kCancelled };

// One measurement of a question set.
struct QualityRun {
  RunNumber number = 0;
  std::string id = {};
  QuestionSetNumber set = 0;
  std::string label = {};     // what was being tried; may be empty
  bool with_answers = false;  // questions were answered too, not only searched
  // Whose eyes it looked through: this user's, or the operator's.
  UserNumber asker = 0;
  bool as_operator = false;
  RunState state = RunState::kQueued;
  std::string reason = {};     // kFailed: why and what to do, English …
  std::string reason_zh = {};  // … and Chinese
  // What the answers depend on, by name, at the start; in one order.
  std::vector<std::pair<std::string, std::string>> settings = {};
  bool changed_meanwhile = false;  // the library or the settings did, before it ended
  std::uint32_t total = 0;         // questions
  std::uint32_t done = 0;
  UnixMillis created = 0;
  UnixMillis started = 0;
  UnixMillis finished = 0;
};

// What a run found for one question. A measure that needs a judgment the question lacks is absent.
// Beside measures there are values that are shown and never judged ("compression").
struct QuestionResult {
  QuestionNumber question = 0;
  std::uint32_t version = 0;  // Question::version that was asked
  std::map<std::string, double, std::less<>> measures = {};
  std::int64_t search_micros = 0;
  std::int64_t answer_micros = 0;              // 0: not answered
  std::vector<DocumentNumber> documents = {};  // the first found, best first
  bool refused = false;
  // What was answered; none where nothing was, and in what Results() gives.
  std::optional<ShownAnswer> answer = std::nullopt;
};

// Runs and their results; the same promises as QuestionSets.
class QualityRuns {
 public:
  static constexpr std::size_t kMostRuns = 100;  // kept of a set; the oldest ended ones go

  virtual ~QualityRuns() = default;
  // Queued. Number, id and time are given here. When the set has too many, the oldest that ended
  // and is not the baseline goes.
  virtual Result<QualityRun> Add(const QualityRun& run) = 0;
  [[nodiscard]] virtual Result<QualityRun> Find(QuestionSetNumber set,
                                                std::string_view id) const = 0;
  [[nodiscard]] virtual Result<QualityRun> Get(RunNumber run) const = 0;
  [[nodiscard]] virtual Result<std::vector<QualityRun>> List(
      QuestionSetNumber set) const = 0;  // newest first
  // Queued and running ones of all sets, oldest first: at start, what a process left behind.
  [[nodiscard]] virtual Result<std::vector<QualityRun>> Unfinished() const = 0;
  // State, reason, settings, total, changed_meanwhile. Times of start and end are set as the state
  // first says so. kConflict when the run has ended already.
  virtual Result<void> Update(const QualityRun& run) = 0;
  // Adds results (a question's earlier one is replaced) and counts them as done. kNotFound when the
  // run is gone. A question that is gone is left out.
  virtual Result<void> AddResults(RunNumber run, const std::vector<QuestionResult>& results) = 0;
  [[nodiscard]] virtual Result<std::vector<QuestionResult>> Results(
      RunNumber run) const = 0;  // by question
  // What a run answered to these questions; one that was not answered, or whose answer went with a
  // document, is absent.
  [[nodiscard]] virtual Result<std::map<QuestionNumber, ShownAnswer>> Answers(
      RunNumber run, const std::vector<QuestionNumber>& questions) const = 0;
  virtual Result<void> Remove(
      RunNumber run) = 0;  // a baseline that goes leaves its set without one
};

std::string_view Name(RunState state);  // "queued", "running", "done", "failed", "cancelled"
constexpr bool HasEnded(RunState state) { return state > RunState::kRunning; }

}  // namespace wenyuan::store
