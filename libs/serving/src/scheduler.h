#pragma once

#include <memory>
#include <vector>

#include "fair_order.h"
#include "load_meter.h"
#include "prefix_tree.h"
#include "sequences.h"
#include "step_costs.h"
#include "task.h"
#include "wenyuan/serving/engine.h"
#include "workers.h"

namespace wenyuan::serving {

// What the engine's thread does. A step takes in who may start, and computes, as one batch where it
// can, one token (and drafts) for each answer and one slice of prompts. One thread.
class Scheduler {
 public:
  Scheduler(Decoder& decoder, const EngineOptions& options, SnapshotStore* snapshots);

  // Measures what small steps cost here, so that drafts fit from the first request on.
  Result<void> MeasureCosts();
  // One of the larger steps, which take a large model seconds, so only while nobody waits; false
  // when all are known.
  bool MeasureMore();
  void Enter(std::unique_ptr<Task> task);
  // False when there was nothing to do: no task that can go on.
  bool Step();
  // Saves a prefix that is worth it; false when there was none.
  bool SaveOne();
  // Ends all tasks with this error.
  void EndAll(const Error& why);

  [[nodiscard]] bool empty() const { return waiting_.empty() && running_.empty(); }
  // Counts and places; what the engine counts itself is 0.
  [[nodiscard]] const EngineNumbers& numbers() const { return numbers_; }
  // Of a finished request, averaged; for guesses of how long the next waits.
  [[nodiscard]] double seconds_per_request() const { return seconds_per_request_; }

 private:
  using Tasks = std::vector<std::unique_ptr<Task>>;

  // Requires that no task runs.
  Result<double> Measure(std::uint32_t tokens, bool outputs);
  [[nodiscard]] std::uint32_t MostMeasured() const;
  void DropWhoLeft();
  void Admit();
  bool Start(Task& task);
  void TakeSnapshots(Task& task);
  bool EvictOne();
  bool MakeRoom(std::uint32_t cells);
  void Save(PrefixTree::Node& node);
  [[nodiscard]] bool AwaitsAnother(const Task& task) const;
  [[nodiscard]] std::uint32_t FreeCells() const;

  // What answers bring to a batch: of each its last token and a draft.
  struct AnswerRows {
    std::span<Task* const> tasks;
    std::vector<std::vector<Token>> drafts;
    std::vector<BatchToken> batch;
  };
  // What prompts bring to it: of each the next tokens, as many as there is time for.
  struct PromptRows {
    std::vector<std::pair<Task*, std::uint32_t>> parts;
    std::vector<BatchToken> batch;
  };

  void StepBatches();
  // Those whose turn it is, of one set of adapters.
  std::vector<Task*> AnswersInTurn();
  [[nodiscard]] std::vector<Task*> PromptsInOrder() const;
  // One batch; on failure nothing has changed.
  Result<void> Compute(std::span<Task* const> answers, std::span<Task* const> prompts);
  AnswerRows RowsOf(std::span<Task* const> answers, bool beside_slice);
  PromptRows SliceOf(std::span<Task* const> prompts, std::uint32_t rows_of_answers);
  // Tokens of a prompt until those who wait for what it computes can go on; all that are left when
  // nobody does. What all of them ask for themselves is then one slice: the first of them alone
  // would be answered sooner, and all others behind its answer.
  [[nodiscard]] std::uint32_t SharedWithWaiting(const Task& task) const;
  std::uint32_t SliceTokens(std::uint32_t rows_of_answers, std::uint32_t left);
  // `row`: the first of the batch's logits that is an answer's.
  void TakeAnswers(const AnswerRows& rows, std::size_t row);
  void TakeSlice(const PromptRows& rows);
  bool UseAdapters(const std::vector<AdapterUse>& adapters);
  std::span<const Token> DraftFor(Task& task, OtherAnswers others, std::uint32_t most);
  // What each answer says next, given the rows of logits of its last token and its draft, from row
  // `first` on: tokens as drafted, and one that is not, or that ends the answer.
  std::vector<std::vector<Token>> Choose(std::span<Task* const> answers,
                                         std::span<const std::vector<Token>> drafts,
                                         std::size_t first);
  void Publish(Task& task);
  // Takes a chosen token into the answer; true when the answer ends with it.
  bool TakeToken(Task& task, Token token, std::span<const float> logits);
  [[nodiscard]] bool EndsAnswer(Token token) const;

  // Ends a task and frees what it holds; `task` is gone afterwards.
  void Finish(Task& task, std::optional<Error> why = std::nullopt);
  void Release(Task& task);
  void UpdateNumbers();

  Decoder& decoder_;
  EngineOptions options_;
  SnapshotStore* snapshots_;
  Sequences sequences_;
  PrefixTree tree_;
  FairOrder order_;
  LoadMeter load_;
  Workers samplers_;
  StepCosts answer_costs_;
  StepCosts prompt_costs_;
  std::size_t measured_ = 0;  // of the larger steps
  Tasks waiting_;
  Tasks running_;
  std::vector<AdapterUse> adapters_;  // of the last batch
  std::size_t next_answer_ = 0;       // whose adapters go first in the next step
  std::uint32_t reserved_ = 0;        // cells of all tasks
  double seconds_per_request_ = 0;
  EngineNumbers numbers_;
};

}  // namespace wenyuan::serving
