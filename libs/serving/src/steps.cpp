// A step: one token and its draft for each answer, and a slice of prompts.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "scheduler.h"
#include "wenyuan/base/log.h"

namespace wenyuan::serving {
namespace {

using std::chrono::steady_clock;

// A batch with a slice is a multiple of it unless it ends all prompts: matrix kernels work on so
// many rows, and one row more costs as much as eight.
constexpr std::uint32_t kRows = 8;
// Smaller slices cost so much more a token that everybody would wait longer, also on a machine that
// others keep busy: 24 tokens at a time took half as much again as 512.
constexpr std::uint32_t kLeastBesideAnswers = 16;
constexpr std::uint32_t kLeastAlone = 64;
// While others take cores: the sooner a step ends, the sooner one that they left is used.
constexpr std::chrono::milliseconds kLongestStepBesideOthers{1'000};
// Of the time that a step has: on slower machines a reader waits this much longer, and whoever came
// with the prompt half as long.
constexpr double kCheapMayTake = 1.4;
constexpr std::uint32_t kLongestDraft = 15;
// There a drafted token takes the place of one of the prompt, whose reader waits longer for it.
constexpr std::uint32_t kDraftBesideSlice = 3;

float LogOfSum(std::span<const float> logits) {
  const float largest = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (const float logit : logits) sum += std::exp(logit - largest);
  return largest + static_cast<float>(std::log(sum));
}

ProducedToken WithLogprobs(Token token, std::span<const float> logits, std::uint32_t top) {
  ProducedToken produced{token, 0, {}};
  const float whole = LogOfSum(logits);
  produced.logprob = logits[static_cast<std::size_t>(token)] - whole;
  std::vector<Token> order(logits.size());
  std::iota(order.begin(), order.end(), 0);
  const auto count = static_cast<std::ptrdiff_t>(std::min<std::size_t>(top, logits.size()));
  std::partial_sort(
      order.begin(), order.begin() + count, order.end(), [&](Token left, Token right) {
        return logits[static_cast<std::size_t>(left)] > logits[static_cast<std::size_t>(right)];
      });
  for (const Token one : std::span(order).first(static_cast<std::size_t>(count))) {
    produced.top.emplace_back(one, logits[static_cast<std::size_t>(one)] - whole);
  }
  return produced;
}

}  // namespace

bool Scheduler::UseAdapters(const std::vector<AdapterUse>& adapters) {
  if (adapters == adapters_) return true;
  if (const Result<void> used = decoder_.UseAdapters(adapters); !used) return false;
  adapters_ = adapters;
  return true;
}

std::span<const Token> Scheduler::DraftFor(Task& task, OtherAnswers others, std::uint32_t most) {
  task.guess.reset();
  if (!options_.speculate || !task.request.speculate) return {};
  // The last token of an answer needs no draft behind it.
  const std::uint32_t left = task.most_tokens - task.report.produced_tokens;
  if (left <= 1 || most == 0) return {};
  if (!task.lookup) {
    const bool has_quotable = !task.request.quotable.empty();
    task.lookup.emplace(has_quotable ? std::move(task.request.quotable) : task.request.prompt);
    task.lookup->Append(task.last);
  }
  const std::uint32_t length =
      task.draft_length.Choose(answer_costs_, others, std::min(most, left - 1));
  const auto draft = task.lookup->Draft(std::max(length, 1U));
  if (length > 0) return draft;
  if (!draft.empty()) task.guess = draft.front();
  return {};
}

bool Scheduler::EndsAnswer(Token token) const {
  const auto& ends = decoder_.info().end_tokens;
  return std::find(ends.begin(), ends.end(), token) != ends.end();
}

std::vector<std::vector<Token>> Scheduler::Choose(std::span<Task* const> answers,
                                                  std::span<const std::vector<Token>> drafts,
                                                  std::size_t first) {
  std::vector<std::size_t> first_row;
  std::size_t row_count = 0;
  for (const std::vector<Token>& draft : drafts) {
    first_row.push_back(row_count);
    row_count += 1 + draft.size();
  }
  std::vector<std::span<const float>> rows;
  for (std::size_t row = 0; row < row_count; ++row) rows.push_back(decoder_.Logits(first + row));
  std::vector<std::vector<Token>> chosen(answers.size());
  const auto choose = [&](std::size_t at) {
    const std::vector<Token>& draft = drafts[at];
    Sampler& sampler = *answers[at]->request.sampler;
    for (std::size_t token = 0; token <= draft.size(); ++token) {
      chosen[at].push_back(sampler.Sample(rows[first_row[at] + token]));
      const bool as_drafted = token < draft.size() && chosen[at].back() == draft[token];
      if (!as_drafted || EndsAnswer(chosen[at].back())) break;
    }
  };
  // Waking threads costs about as much as one row of a large vocabulary.
  constexpr std::size_t kWorthSharing = 4 * 32'000;
  if (answers.size() > 1 && row_count * decoder_.info().vocabulary >= kWorthSharing) {
    samplers_.ForEach(answers.size(), choose);
  } else {
    for (std::size_t at = 0; at < answers.size(); ++at) choose(at);
  }
  return chosen;
}

bool Scheduler::TakeToken(Task& task, Token token, std::span<const float> logits) {
  if (task.report.produced_tokens == 0) {
    task.report.first_token_seconds = SecondsSince(task.came);
    task.first_token = steady_clock::now();
    task.answering = true;
  }
  if (EndsAnswer(token)) {
    task.report.finish = FinishReason::kEnd;
    return true;
  }
  ++task.report.produced_tokens;
  ++numbers_.produced_tokens;
  task.last = token;
  if (task.lookup) task.lookup->Append(token);
  task.report.decode_seconds = SecondsSince(task.first_token);
  task.channel->Put(task.request.logprobs ? WithLogprobs(token, logits, task.request.top_logprobs)
                                          : ProducedToken{token, 0, {}},
                    task.report);
  task.report.finish = FinishReason::kLength;
  return task.report.produced_tokens >= task.most_tokens;
}

void Scheduler::Publish(Task& task) {
  if (!options_.share_prefixes) return;
  const std::uint32_t whole =
      std::min(task.computed / options_.chunk_tokens, static_cast<std::uint32_t>(task.path.size()));
  const std::uint32_t before = task.place.chunks;
  if (whole <= before) return;
  if (!tree_.Publish(task.path, task.place, task.sequence, whole) && EvictOne()) {
    tree_.Publish(task.path, task.place, task.sequence, whole);
  }
  // These cells are the tree's now.
  const std::uint32_t given = (task.place.chunks - before) * options_.chunk_tokens;
  task.reserved -= given;
  reserved_ -= given;
}

std::vector<Task*> Scheduler::AnswersInTurn() {
  // One set of adapters a batch; sets take turns.
  std::vector<Task*> answers;
  for (std::size_t at = 0; at < running_.size(); ++at) {
    Task& task = *running_[(next_answer_ + at) % running_.size()];
    if (!task.answering) continue;
    if (answers.empty() || task.request.adapters == answers.front()->request.adapters) {
      answers.push_back(&task);
    }
  }
  ++next_answer_;
  return answers;
}

std::vector<Task*> Scheduler::PromptsInOrder() const {
  std::vector<Task*> prompts;
  for (const auto& task : running_) {
    if (!task->answering) prompts.push_back(task.get());
  }
  std::sort(prompts.begin(), prompts.end(),
            [this](const Task* left, const Task* right) { return order_.Before(*left, *right); });
  std::erase_if(prompts, [first = prompts.empty() ? nullptr : prompts.front()](const Task* task) {
    return task->request.adapters != first->request.adapters;
  });
  return prompts;
}

void Scheduler::StepBatches() {
  const std::vector<Task*> answers = AnswersInTurn();
  const std::vector<Task*> prompts = PromptsInOrder();
  // Rows of answers beside those of prompts cost little: the weights are read once for both
  // (Sarathi-Serve, arXiv 2403.02310). Apart where they need different adapters, where answers need
  // every row of logits, or where together they fail: one's error is not the other's.
  if (!answers.empty() && !prompts.empty() &&
      answers.front()->request.adapters == prompts.front()->request.adapters &&
      answers.size() < std::min(decoder_.info().batch_outputs, decoder_.info().batch_tokens) &&
      Compute(answers, prompts)) {
    return;
  }
  for (const std::vector<Task*>& tasks : {answers, prompts}) {
    if (tasks.empty()) continue;
    const bool answering = tasks.front()->answering;
    const Result<void> computed = answering ? Compute(tasks, {}) : Compute({}, tasks);
    if (computed) continue;
    for (Task* task : tasks) Finish(*task, computed.error());
  }
}

Result<void> Scheduler::Compute(std::span<Task* const> answers, std::span<Task* const> prompts) {
  if (!UseAdapters((answers.empty() ? prompts : answers).front()->request.adapters)) {
    return Error{ErrorCode::kNotFound, "an adapter of this request is not loaded any more",
                 "这个请求所用的适配器已不在内存中"};
  }
  const AnswerRows answer_rows = RowsOf(answers, !prompts.empty());
  const PromptRows slice = SliceOf(prompts, static_cast<std::uint32_t>(answer_rows.batch.size()));
  std::vector<BatchToken> batch = slice.batch;
  batch.insert(batch.end(), answer_rows.batch.begin(), answer_rows.batch.end());

  const auto begin = steady_clock::now();
  if (const Result<void> decoded = decoder_.Decode(batch); !decoded) return decoded;
  const double seconds = SecondsSince(begin);
  ++numbers_.steps;
  const double of_answers =
      static_cast<double>(answer_rows.batch.size()) / static_cast<double>(batch.size());
  numbers_.decode_seconds += seconds * of_answers;
  numbers_.prefill_seconds += seconds * (1 - of_answers);
  numbers_.computed_tokens += slice.batch.size();
  (prompts.empty() ? answer_costs_ : prompt_costs_)
      .Add(static_cast<std::uint32_t>(batch.size()), seconds);

  const auto rows_of_slice = std::count_if(slice.batch.begin(), slice.batch.end(),
                                           [](const BatchToken& token) { return token.output; });
  TakeAnswers(answer_rows, static_cast<std::size_t>(rows_of_slice));
  TakeSlice(slice);
  return {};
}

Scheduler::AnswerRows Scheduler::RowsOf(std::span<Task* const> answers, bool beside_slice) {
  AnswerRows rows;
  rows.tasks = answers;
  const std::uint32_t most = std::min(decoder_.info().batch_outputs, decoder_.info().batch_tokens) -
                             (beside_slice ? 1 : 0);
  const std::uint32_t longest_draft = beside_slice ? kDraftBesideSlice : kLongestDraft;
  double tokens = 0;
  for (std::size_t at = 0; at < answers.size(); ++at) {
    Task& task = *answers[at];
    const auto not_yet = static_cast<std::uint32_t>(answers.size() - at - 1);
    const auto others = static_cast<std::uint32_t>(rows.batch.size()) + not_yet;
    const auto draft =
        DraftFor(task, {others, tokens + not_yet}, std::min(most - others - 1, longest_draft));
    tokens += task.draft_length.Expected(static_cast<std::uint32_t>(draft.size()));
    rows.batch.push_back({task.last, task.computed, task.sequence, true});
    for (std::size_t token = 0; token < draft.size(); ++token) {
      rows.batch.push_back({draft[token], task.computed + 1 + static_cast<std::uint32_t>(token),
                            task.sequence, true});
    }
    rows.drafts.emplace_back(draft.begin(), draft.end());
  }
  return rows;
}

std::uint32_t Scheduler::SharedWithWaiting(const Task& task) const {
  if (!options_.await_prefixes || !options_.share_prefixes) return task.prompt_left();
  std::size_t chunks = 0;
  for (const auto& waiting : waiting_) {
    const auto [ours, theirs] = std::mismatch(task.path.begin(), task.path.end(),
                                              waiting->path.begin(), waiting->path.end());
    chunks = std::max(chunks, static_cast<std::size_t>(ours - task.path.begin()));
  }
  const auto until = static_cast<std::uint32_t>(chunks) * options_.chunk_tokens;
  return until > task.computed ? until - task.computed : task.prompt_left();
}

Scheduler::PromptRows Scheduler::SliceOf(std::span<Task* const> prompts,
                                         std::uint32_t rows_of_answers) {
  PromptRows rows;
  std::uint32_t all_left = 0;
  for (const Task* task : prompts) all_left += task->prompt_left();
  std::uint32_t room = SliceTokens(rows_of_answers, all_left);
  std::uint32_t outputs = decoder_.info().batch_outputs - rows_of_answers;
  for (Task* task : prompts) {
    if (room == 0 || outputs == 0) break;
    const std::uint32_t tokens = std::min({task->prompt_left(), room, SharedWithWaiting(*task)});
    const bool ends = tokens == task->prompt_left() && task->most_tokens > 0;
    for (std::uint32_t at = task->computed; at < task->computed + tokens; ++at) {
      const bool last = ends && at + 1 == task->computed + tokens;
      rows.batch.push_back({task->request.prompt[at], at, task->sequence, last});
    }
    room -= tokens;
    if (ends) --outputs;
    rows.parts.emplace_back(task, tokens);
  }
  return rows;
}

void Scheduler::TakeAnswers(const AnswerRows& rows, std::size_t row) {
  const std::vector<std::vector<Token>> chosen = Choose(rows.tasks, rows.drafts, row);
  for (std::size_t at = 0; at < rows.tasks.size(); ++at) {
    Task& task = *rows.tasks[at];
    const auto drafted = static_cast<std::uint32_t>(rows.drafts[at].size());
    std::uint32_t accepted = 0;  // the last that is taken is not of the draft
    bool ends = false;
    while (true) {
      ends = TakeToken(task, chosen[at][accepted], decoder_.Logits(row + accepted));
      if (ends || accepted + 1 == chosen[at].size()) break;
      ++accepted;
    }
    row += 1 + drafted;
    task.computed += 1 + accepted;
    if (accepted < drafted) {
      decoder_.Forget(task.sequence, task.computed, task.computed + drafted - accepted);
    }
    task.draft_length.Learn(drafted, accepted);
    // What was not worth a row then may be later, and costs nothing to look at.
    if (task.guess) task.draft_length.Learn(1, chosen[at].front() == *task.guess ? 1 : 0);
    task.report.drafted_tokens += drafted;
    task.report.accepted_tokens += accepted;
    numbers_.drafted_tokens += drafted;
    numbers_.accepted_tokens += accepted;
    order_.Served(task.request.user, 1 + accepted);
    if (ends) Finish(task);
  }
}

void Scheduler::TakeSlice(const PromptRows& rows) {
  std::size_t row = 0;
  for (const auto& [task, tokens] : rows.parts) {
    task->computed += tokens;
    order_.Served(task->request.user, tokens);
    Publish(*task);
    if (task->prompt_left() > 0) continue;
    if (task->most_tokens == 0) {
      tree_.Want(task->place);
      task->report.finish = FinishReason::kLength;
      Finish(*task);
      continue;
    }
    const auto logits = decoder_.Logits(row++);
    if (TakeToken(*task, task->request.sampler->Sample(logits), logits)) Finish(*task);
  }
}

std::uint32_t Scheduler::SliceTokens(std::uint32_t rows_of_answers, std::uint32_t left) {
  const bool answers_wait = std::any_of(running_.begin(), running_.end(),
                                        [](const auto& task) { return task->answering; });
  auto budget = answers_wait ? options_.longest_stall : options_.longest_step;
  if (numbers_.threads < options_.threads) budget = std::min(budget, kLongestStepBesideOthers);
  const double seconds = std::chrono::duration<double>(budget).count();
  const std::uint32_t most = std::min(rows_of_answers + left, decoder_.info().batch_tokens);
  const std::uint32_t with_least =
      rows_of_answers + (answers_wait ? kLeastBesideAnswers : kLeastAlone);
  std::uint32_t least = std::min(most, (with_least + kRows - 1) / kRows * kRows);
  const std::uint32_t cheap = decoder_.info().cheap_batch_tokens;
  if (least < cheap && cheap <= most) {
    if (prompt_costs_.Seconds(cheap) <= kCheapMayTake * seconds) {
      least = cheap;
    } else {
      prompt_costs_.Doubt(cheap);
    }
  }
  return prompt_costs_.TokensWithin(seconds, least, most, kRows) - rows_of_answers;
}

}  // namespace wenyuan::serving
