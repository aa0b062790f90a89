#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "wenyuan/quality/evaluator.h"
#include "wenyuan/quality/viewer.h"

namespace wenyuan::quality {

// What the answers of a library depend on, by name: the program's version, weights, embedder, …
// Values without line breaks. "index generation" may change while documents come in; when another
// changes, results before and after it do not belong together.
using Settings = std::vector<std::pair<std::string, std::string>>;
inline constexpr std::string_view kIndexGeneration = "index generation";

// All of it outlives the runner.
struct RunnerServices {
  store::Store& store;
  const access::Access& access;
  const search::Searcher& searcher;
  const answer::Answerer& answerer;
  const Clock& clock;
  std::function<Settings(store::LibraryNumber)> settings;
};

struct RunRequest {
  store::QuestionSet set;
  std::string label;
  bool with_answers = false;
  access::Asker asker;  // through whose eyes; the caller has checked that they may
};

// Measures question sets in the background, one run at a time, at low priority. What it found is
// stored every few questions: a run that a stopped process left goes on with the next one, unless
// the settings are others by then; then it fails and says so. Any thread.
class Runner {
 public:
  static constexpr std::size_t kMostWaiting = 20;

  // Ends the question in hand, and leaves the rest to the next process.
  virtual ~Runner() = default;
  // kInvalidArgument when the asker sees no question in it, kResourceExhausted when too many wait.
  virtual Result<store::QualityRun> Start(const RunRequest& request) = 0;
  // Stops it after the question in hand; what it found stays. kConflict when it has ended.
  virtual Result<void> Cancel(store::RunNumber run) = 0;
};

// Takes up what was left unfinished.
Result<std::unique_ptr<Runner>> StartRunner(RunnerServices services);

}  // namespace wenyuan::quality
