// The two halves of a step: answers, then a slice of prompts.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "scheduler.h"
#include "wenyuan/base/log.h"

namespace wenyuan::serving {
namespace {

using std::chrono::steady_clock;

// A slice is a multiple of it unless it ends a prompt: matrix kernels work on so many rows.
constexpr std::uint32_t kRows = 8;
// Smaller slices cost so much more a token that everybody would wait longer, also on a machine that
// others keep busy: 24 tokens at a time took half as much again as 512.
constexpr std::uint32_t kLeastBesideAnswers = 16;
constexpr std::uint32_t kLeastAlone = 64;

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

std::span<const Token> Scheduler::DraftFor(Task& task, std::uint32_t others, std::uint32_t most) {
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
  return task.lookup->Draft(length);
}

bool Scheduler::EndsAnswer(Token token) const {
  const auto& ends = decoder_.info().end_tokens;
  return std::find(ends.begin(), ends.end(), token) != ends.end();
}

std::vector<std::vector<Token>> Scheduler::Choose(std::span<Task* const> answers,
                                                  std::span<const std::vector<Token>> drafts) {
  std::vector<std::size_t> first_row;
  std::size_t row_count = 0;
  for (const std::vector<Token>& draft : drafts) {
    first_row.push_back(row_count);
    row_count += 1 + draft.size();
  }
  std::vector<std::span<const float>> rows;
  for (std::size_t row = 0; row < row_count; ++row) rows.push_back(decoder_.Logits(row));
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

void Scheduler::StepAnswers() {
  // One set of adapters a batch; sets take turns.
  std::vector<Task*> answers;
  const std::vector<AdapterUse>* adapters = nullptr;
  for (std::size_t at = 0; at < running_.size(); ++at) {
    Task& task = *running_[(next_answer_ + at) % running_.size()];
    if (!task.answering) continue;
    if (adapters == nullptr) adapters = &task.request.adapters;
    if (task.request.adapters == *adapters) answers.push_back(&task);
  }
  ++next_answer_;
  if (answers.empty()) return;
  const std::vector<AdapterUse> used = *adapters;
  if (!UseAdapters(used)) {
    for (Task* task : answers) {
      Finish(*task,
             Error{ErrorCode::kNotFound, "an adapter of this request is not loaded any more"});
    }
    return;
  }

  std::vector<BatchToken> batch;
  std::vector<std::vector<Token>> drafts;
  const std::uint32_t most = std::min(decoder_.info().batch_outputs, decoder_.info().batch_tokens);
  for (std::size_t at = 0; at < answers.size(); ++at) {
    Task& task = *answers[at];
    const auto spoken_for = static_cast<std::uint32_t>(batch.size() + answers.size() - at);
    const auto draft = DraftFor(task, spoken_for - 1, std::min(most - spoken_for, 15U));
    batch.push_back({task.last, task.computed, task.sequence, true});
    for (std::size_t token = 0; token < draft.size(); ++token) {
      batch.push_back({draft[token], task.computed + 1 + static_cast<std::uint32_t>(token),
                       task.sequence, true});
    }
    drafts.emplace_back(draft.begin(), draft.end());
  }
  const auto begin = steady_clock::now();
  const Result<void> decoded = decoder_.Decode(batch);
  const double seconds = SecondsSince(begin);
  ++numbers_.steps;
  numbers_.decode_seconds += seconds;
  if (!decoded) {
    for (Task* task : answers) Finish(*task, decoded.error());
    return;
  }
  answer_costs_.Add(static_cast<std::uint32_t>(batch.size()), seconds);

  const std::vector<std::vector<Token>> chosen = Choose(answers, drafts);
  std::size_t row = 0;
  for (std::size_t at = 0; at < answers.size(); ++at) {
    Task& task = *answers[at];
    const auto drafted = static_cast<std::uint32_t>(drafts[at].size());
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
    task.report.drafted_tokens += drafted;
    task.report.accepted_tokens += accepted;
    numbers_.drafted_tokens += drafted;
    numbers_.accepted_tokens += accepted;
    order_.Served(task.request.user, 1 + accepted);
    if (ends) Finish(task);
  }
}

std::uint32_t Scheduler::SliceTokens(bool answers_wait, std::uint32_t left) const {
  const auto budget = answers_wait ? options_.longest_stall : options_.longest_step;
  const std::uint32_t most = std::min(left, decoder_.info().batch_tokens);
  const double seconds = std::chrono::duration<double>(budget).count();
  const std::uint32_t least = std::min(most, answers_wait ? kLeastBesideAnswers : kLeastAlone);
  return prompt_costs_.TokensWithin(seconds, least, most, kRows);
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

void Scheduler::StepPrompts() {
  std::vector<Task*> prompts;
  bool answers_wait = false;
  for (const auto& task : running_) {
    if (task->answering) {
      answers_wait = true;
    } else {
      prompts.push_back(task.get());
    }
  }
  if (prompts.empty()) return;
  std::sort(prompts.begin(), prompts.end(),
            [this](const Task* left, const Task* right) { return order_.Before(*left, *right); });
  const std::vector<AdapterUse> adapters = prompts.front()->request.adapters;
  if (!UseAdapters(adapters)) {
    Finish(*prompts.front(),
           Error{ErrorCode::kNotFound, "this request wants an adapter that is not loaded"});
    return;
  }

  std::uint32_t all_left = 0;
  for (const Task* task : prompts) all_left += task->prompt_left();
  std::uint32_t room = SliceTokens(answers_wait, all_left);
  std::uint32_t outputs = decoder_.info().batch_outputs;
  std::vector<BatchToken> batch;
  std::vector<std::pair<Task*, std::uint32_t>> parts;
  for (Task* task : prompts) {
    if (room == 0 || outputs == 0) break;
    if (task->request.adapters != adapters) continue;
    std::uint32_t tokens = std::min(task->prompt_left(), room);
    if (tokens < task->prompt_left() && tokens >= kRows) tokens -= tokens % kRows;
    const bool ends = tokens == task->prompt_left() && task->most_tokens > 0;
    for (std::uint32_t at = task->computed; at < task->computed + tokens; ++at) {
      const bool last = ends && at + 1 == task->computed + tokens;
      batch.push_back({task->request.prompt[at], at, task->sequence, last});
    }
    room -= tokens;
    if (ends) --outputs;
    parts.emplace_back(task, tokens);
  }
  const auto begin = steady_clock::now();
  const Result<void> decoded = decoder_.Decode(batch);
  const double seconds = SecondsSince(begin);
  numbers_.prefill_seconds += seconds;
  ++numbers_.steps;
  if (!decoded) {
    for (const auto& [task, tokens] : parts) Finish(*task, decoded.error());
    return;
  }
  prompt_costs_.Add(static_cast<std::uint32_t>(batch.size()), seconds);
  numbers_.computed_tokens += batch.size();

  std::size_t row = 0;
  for (const auto& [task, tokens] : parts) {
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

}  // namespace wenyuan::serving
