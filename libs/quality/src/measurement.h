#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include "wenyuan/quality/runner.h"

namespace wenyuan::quality {

// What a run is told between two questions.
enum class Order { kGoOn, kCancel, kStop };

// How many questions of the set the asker sees.
Result<std::size_t> CountQuestions(const RunnerServices& services, const RunRequest& request);

// One run, from where it stands to its end. One thread.
class Measurement {
 public:
  Measurement(const RunnerServices& services, std::function<Order()> order)
      : services_(services), order_(std::move(order)) {}

  // The run's own failures are stored in it; an error is one of the store.
  Result<void> Run(store::RunNumber number);

 private:
  Result<void> Measure(store::QualityRun& run);
  Result<void> Prepare(store::QualityRun& run);
  Result<void> Flush(const store::QualityRun& run);
  void NoteMeaning(search::Meaning::State meaning);

  const RunnerServices& services_;
  const std::function<Order()> order_;
  access::Asker asker_;
  store::Library library_;
  std::vector<store::Question> questions_;  // still to be asked
  std::vector<store::QuestionResult> found_;
  std::chrono::steady_clock::time_point saved_;  // when results were stored last
  std::optional<search::Meaning::State> meaning_;
  bool meaning_changed_ = false;
};

}  // namespace wenyuan::quality
