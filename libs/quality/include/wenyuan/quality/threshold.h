#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "wenyuan/answer/answerer.h"
#include "wenyuan/eval/interval.h"
#include "wenyuan/quality/viewer.h"
#include "wenyuan/store/store.h"

namespace wenyuan::quality {

// A library's own threshold of refusal (answer::ThresholdOf); nothing: the one that is shipped.
// What the store cannot tell now is nothing, too.
std::optional<double> ThresholdOf(store::Store& store, store::LibraryNumber library);

// Takes effect with the next question. The change is kept with its time and author.
// kInvalidArgument for a threshold outside 0-1.
Result<void> SetThreshold(store::Store& store, store::LibraryNumber library, double threshold,
                          store::UserNumber by);
Result<void> CheckThreshold(double threshold);

// How likely an answer to a question of a set was held to be.
struct QuestionChance {
  store::QuestionNumber question = 0;
  std::uint32_t version = 0;
  bool hidden = false;  // asked with the documents it expects hidden
  answer::JudgedChance chance;
};

// Asks the questions as one asker sees them, without a model and of open documents alone, so that
// nobody's refusals depend on what they may not read: each that expects open documents as it is and
// with those hidden, each that must be refused, and each that has right answers only, as it is.
// Whether there is an answer, the passages say (Judge). kCancelled when `on_progress(done, all)`
// says false.
Result<std::vector<QuestionChance>> JudgeChances(
    const std::vector<store::Question>& questions, Viewer& viewer, const answer::Answerer& answerer,
    const access::Asker& asker, const std::function<bool(std::size_t, std::size_t)>& on_progress);

// What a threshold comes to on these questions.
struct RefusalErrors {
  eval::Estimate false_refusals;  // of those with an answer
  eval::Estimate false_answers;   // of the others
};
RefusalErrors ErrorsAt(const std::vector<QuestionChance>& chances, double threshold);

// answer::TuneThreshold on them.
answer::TunedThreshold TuneThreshold(const std::vector<QuestionChance>& chances, double now);

}  // namespace wenyuan::quality
