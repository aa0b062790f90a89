#include "scheduler.h"

#include <algorithm>
#include <utility>

#include "prefix_ids.h"
#include "wenyuan/base/log.h"

namespace wenyuan::serving {
namespace {

using std::chrono::steady_clock;

// A shorter prefix is computed faster than it is read from a file.
constexpr std::uint32_t kShortestSnapshotTokens = 64;
// Asked for twice: the request that made it, and another.
constexpr double kFrequencyToSave = 2;

}  // namespace

Scheduler::Scheduler(Decoder& decoder, const EngineOptions& options, SnapshotStore* snapshots)
    : decoder_(decoder),
      options_(options),
      snapshots_(snapshots),
      sequences_(decoder.info().sequences),
      tree_(decoder, sequences_, options.chunk_tokens),
      load_(options.threads),
      samplers_(options.threads) {
  options_.most_running = std::min<std::size_t>(
      {options_.most_running, decoder.info().batch_outputs, decoder.info().sequences});
  numbers_.cells = decoder.info().cells;
  numbers_.threads = options.threads;
  decoder_.UseThreads(options.threads);
}

Result<double> Scheduler::Measure(std::uint32_t tokens, bool outputs) {
  const auto sequence = sequences_.Take();
  if (!sequence) return Error{ErrorCode::kResourceExhausted, "prefixes hold all sequences"};
  std::vector<BatchToken> batch;
  for (std::uint32_t at = 0; at < tokens; ++at) batch.push_back({0, at, *sequence, outputs});
  const auto begin = steady_clock::now();
  const Result<void> decoded = decoder_.Decode(batch);
  const double seconds = SecondsSince(begin);
  decoder_.Forget(*sequence, 0, tokens);
  sequences_.Give(*sequence);
  if (!decoded) return decoded.error();
  return seconds;
}

Result<void> Scheduler::MeasureCosts() {
  WY_CHECK(Measure(1, true));  // warms up
  for (const std::uint32_t tokens : {1U, 2U, 4U, 8U}) {
    if (tokens > MostMeasured()) break;
    WY_TRY(const double seconds, Measure(tokens, true));
    answer_costs_.Add(tokens, seconds);
    prompt_costs_.Add(tokens, seconds);
  }
  // What slices cost is worth knowing from the first on, where it takes no time.
  constexpr double kNoTime = .5;
  if (prompt_costs_.Seconds(MostMeasured()) < kNoTime) {
    MeasureMore();
    MeasureMore();
  }
  return {};
}

bool Scheduler::MeasureMore() {
  // Of a prompt the rows of logits, dear in small models, are not wanted.
  const std::uint32_t most = MostMeasured();
  const std::uint32_t cheap =
      std::min(decoder_.info().cheap_batch_tokens, decoder_.info().batch_tokens);
  const struct {
    std::uint32_t tokens;
    bool outputs;
  } sizes[] = {{most, false}, {std::max(most, cheap), false}, {16, true}, {32, true}};
  if (measured_ == std::size(sizes)) return false;
  const auto [tokens, outputs] = sizes[measured_++];
  if (outputs && tokens > most) return true;
  if (const Result<double> seconds = Measure(tokens, outputs)) {
    (outputs ? answer_costs_ : prompt_costs_).Add(tokens, *seconds);
  }
  return true;
}

std::uint32_t Scheduler::MostMeasured() const {
  return std::min({decoder_.info().batch_tokens, decoder_.info().batch_outputs, 32U});
}

void Scheduler::Enter(std::unique_ptr<Task> task) {
  task->root = RootId(decoder_.info().state_id, options_.chunk_tokens, task->request.scope,
                      task->request.adapters);
  task->path = PrefixIds(task->root, task->request.prompt, options_.chunk_tokens);
  const std::uint32_t room = std::min(decoder_.info().context_tokens, decoder_.info().cells) -
                             static_cast<std::uint32_t>(task->request.prompt.size());
  task->most_tokens = std::min(task->request.most_tokens, room);
  task->report.prompt_tokens = static_cast<std::uint32_t>(task->request.prompt.size());
  order_.Enter(task->request.user);
  waiting_.push_back(std::move(task));
}

bool Scheduler::Step() {
  DropWhoLeft();
  Admit();
  const bool worked = !running_.empty();
  if (!worked) load_.Rest();
  if (options_.follow_load && worked) {
    numbers_.threads = load_.Threads();
    decoder_.UseThreads(numbers_.threads);
  }
  StepBatches();
  UpdateNumbers();
  return worked;
}

void Scheduler::DropWhoLeft() {
  const auto drop = [this](Tasks& tasks) {
    for (std::size_t at = tasks.size(); at > 0; --at) {
      Task& task = *tasks[at - 1];
      if (task.channel->left()) {
        ++numbers_.cancelled;
        Finish(task, Error{ErrorCode::kCancelled, "nobody waits for this answer any more"});
      } else if (!task.answering && task.request.deadline.Passed()) {
        Finish(task, Error{ErrorCode::kTimeout,
                           "the model had no time for this question before its deadline",
                           "模型未能在期限内开始回答这个问题"});
      }
    }
  };
  drop(waiting_);
  drop(running_);
}

std::uint32_t Scheduler::FreeCells() const {
  const std::uint32_t used = tree_.tokens() + reserved_;
  return used >= decoder_.info().cells ? 0 : decoder_.info().cells - used;
}

bool Scheduler::EvictOne() {
  PrefixTree::Node* node = tree_.Least();
  if (node == nullptr) return false;
  if (!node->saved && node->frequency >= kFrequencyToSave) Save(*node);
  numbers_.evicted_tokens += tree_.Evict(*node);
  return true;
}

bool Scheduler::MakeRoom(std::uint32_t cells) {
  while (FreeCells() < cells) {
    if (!EvictOne()) return false;
  }
  return true;
}

// What another is computing now is better awaited than computed twice.
bool Scheduler::AwaitsAnother(const Task& task) const {
  if (!options_.await_prefixes || !options_.share_prefixes) return false;
  const std::uint32_t here = tree_.Find(task.path);
  return std::any_of(running_.begin(), running_.end(), [&](const auto& other) {
    if (other->answering || other->path.size() <= here || task.path.size() <= here) return false;
    return other->path[here] == task.path[here] && other->place.chunks >= here;
  });
}

void Scheduler::Admit() {
  std::sort(waiting_.begin(), waiting_.end(),
            [this](const auto& left, const auto& right) { return order_.Before(*left, *right); });
  for (std::size_t at = 0; at < waiting_.size() && running_.size() < options_.most_running;) {
    if (AwaitsAnother(*waiting_[at])) {
      ++at;
      continue;
    }
    if (!Start(*waiting_[at])) return;  // the next ones wait behind it, so that it gets its room
    running_.push_back(std::move(waiting_[at]));
    waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

void Scheduler::TakeSnapshots(Task& task) {
  while (task.place.chunks < task.path.size()) {
    const PrefixId before = task.place.chunks == 0 ? PrefixId{} : task.path[task.place.chunks - 1];
    const auto span = snapshots_->Longest(before, std::span(task.path).subspan(task.place.chunks));
    if (!span || span->end - span->begin < kShortestSnapshotTokens) return;
    if (!MakeRoom(span->end - span->begin)) return;
    const Result<std::string> state = snapshots_->Get(span->whole);
    if (!state) return;  // it can be computed
    const std::uint32_t end = span->end / options_.chunk_tokens;
    if (const auto restored = tree_.Restore(task.path, task.place, end, *state); !restored) {
      Log(LogLevel::kWarning, "a saved prefix is not used", {{"reason", restored.error().message}});
      return;
    }
    tree_.Follow(task.path, task.place, task.sequence);
    task.report.restored_tokens += span->end - span->begin;
  }
}

bool Scheduler::Start(Task& task) {
  const std::uint32_t here = tree_.Find(task.path) * options_.chunk_tokens;
  const auto prompt = static_cast<std::uint32_t>(task.request.prompt.size());
  if (reserved_ + prompt - here + task.most_tokens > decoder_.info().cells) return false;
  while (sequences_.free() < 2) {  // one for the task, one for what it publishes
    if (!EvictOne()) break;
  }
  if (sequences_.free() == 0) return false;
  task.sequence = *sequences_.Take();
  if (options_.share_prefixes) {
    tree_.Follow(task.path, task.place, task.sequence);
    if (snapshots_ != nullptr) TakeSnapshots(task);
  }
  const std::uint32_t known = task.place.chunks * options_.chunk_tokens;
  const std::uint32_t needed = prompt - known + task.most_tokens;
  if (!MakeRoom(needed)) {
    Release(task);
    task.report.restored_tokens = 0;
    return false;
  }
  tree_.Touch(task.place);
  task.computed = known;
  task.reserved = needed;
  reserved_ += needed;
  task.report.cached_tokens = known;
  task.report.queue_seconds = SecondsSince(task.came);
  numbers_.prompt_tokens += prompt;
  numbers_.cached_tokens += known;
  numbers_.restored_tokens += task.report.restored_tokens;
  return true;
}

void Scheduler::Save(PrefixTree::Node& node) {
  if (snapshots_ == nullptr) return;
  node.saved = true;  // also when it fails: it would fail again
  const SnapshotSpan span = tree_.SpanOf(node);
  if (snapshots_->Has(span.whole)) return;
  Result<std::string> state = decoder_.Save(node.sequence);
  if (!state) {
    Log(LogLevel::kWarning, "a prefix is not saved", {{"reason", state.error().message}});
    return;
  }
  snapshots_->Put(span, *std::move(state));
  ++numbers_.saved_snapshots;
}

bool Scheduler::SaveOne() {
  PrefixTree::Node* node = snapshots_ == nullptr ? nullptr : tree_.NextToSave(kFrequencyToSave);
  if (node == nullptr) return false;
  Save(*node);
  return true;
}

void Scheduler::Release(Task& task) {
  tree_.Leave(task.place);
  if (task.sequence >= 0) {
    const auto most = static_cast<std::uint32_t>(task.request.prompt.size()) + task.most_tokens + 1;
    decoder_.Forget(task.sequence, 0, most + decoder_.info().batch_outputs);
    sequences_.Give(task.sequence);
    task.sequence = -1;
  }
  reserved_ -= task.reserved;
  task.reserved = 0;
}

void Scheduler::Finish(Task& task, std::optional<Error> why) {
  if (task.answering) task.report.decode_seconds = SecondsSince(task.first_token);
  Release(task);
  order_.Leave(task.request.user);
  if (!why) {
    const double seconds = SecondsSince(task.came) - task.report.queue_seconds;
    seconds_per_request_ += (seconds_per_request_ == 0 ? 1 : .1) * (seconds - seconds_per_request_);
  }
  task.channel->End(task.report, std::move(why));
  const auto is_it = [&](const auto& held) { return held.get() == &task; };
  std::erase_if(waiting_, is_it);
  std::erase_if(running_, is_it);
}

void Scheduler::EndAll(const Error& why) {
  while (!running_.empty()) Finish(*running_.back(), why);
  while (!waiting_.empty()) Finish(*waiting_.back(), why);
  UpdateNumbers();
}

void Scheduler::UpdateNumbers() {
  numbers_.waiting = waiting_.size();
  numbers_.running = running_.size();
  numbers_.cells_used = tree_.tokens() + reserved_;
}

}  // namespace wenyuan::serving
