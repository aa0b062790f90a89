#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <map>
#include <thread>

#include "wenyuan/serving/engine.h"
#include "wenyuan/serving/testing/fake_decoder.h"

namespace wenyuan::serving {

using testing::FakeAnswer;
using testing::FakeDecoder;
using testing::MakeGreedySampler;
using testing::SmallDecoder;

const Deadline kSoon = Deadline::After(std::chrono::seconds(60));

inline EngineOptions Small() {
  EngineOptions options;
  options.chunk_tokens = 8;
  options.follow_load = false;
  return options;
}

inline GenerationRequest Ask(std::vector<Token> prompt, std::uint32_t most_tokens = 20) {
  GenerationRequest request;
  request.prompt = std::move(prompt);
  request.sampler = MakeGreedySampler();
  request.most_tokens = most_tokens;
  return request;
}

inline std::vector<Token> Counting(int from, std::size_t count) {
  std::vector<Token> tokens(count);
  for (std::size_t at = 0; at < count; ++at) {
    tokens[at] = static_cast<Token>((static_cast<std::size_t>(from) + at * 7) % 62);
  }
  return tokens;
}

inline Result<std::vector<Token>> ReadAll(Generation& generation) {
  std::vector<Token> answer;
  while (true) {
    WY_TRY(const auto tokens, generation.Next(kSoon));
    if (tokens.empty()) return answer;
    for (const ProducedToken& token : tokens) answer.push_back(token.token);
  }
}

class EngineTest : public ::testing::Test {
 protected:
  void Start(const EngineOptions& options = Small(), DecoderInfo info = SmallDecoder(),
             SnapshotStore* snapshots = nullptr) {
    auto decoder = std::make_unique<FakeDecoder>(std::move(info));
    decoder_ = decoder.get();
    decoder_->on_decode = [this](std::span<const BatchToken> batch) { return OnDecode(batch); };
    engine_ = StartEngine(std::move(decoder), options, snapshots);
  }

  // Holds the engine before each step while `held`.
  Result<void> OnDecode(std::span<const BatchToken> batch) {
    std::unique_lock lock(mutex_);
    gate_.wait(lock, [this] { return !held_; });
    std::map<Sequence, std::size_t> rows;
    for (const BatchToken& one : batch) ++rows[one.sequence];
    if (each_token_) std::this_thread::sleep_for(each_token_(batch.size()) * batch.size());
    batches_.emplace_back();
    for (const auto& [sequence, count] : rows) batches_.back().push_back(count);
    const bool has_slice =
        std::any_of(rows.begin(), rows.end(), [](const auto& of) { return of.second > 1; });
    const bool fails = failing_ || (slices_fail_ && has_slice);
    return fails ? Result<void>(Error{ErrorCode::kInternal, "the model broke"}) : Result<void>();
  }
  void Hold(bool held) {
    {
      const std::lock_guard lock(mutex_);
      held_ = held;
    }
    gate_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable gate_;
  bool held_ = false;
  std::vector<std::vector<std::size_t>> batches_;                     // rows of each sequence
  std::function<std::chrono::microseconds(std::size_t)> each_token_;  // of a batch of so many
  std::atomic<bool> failing_ = false;
  std::atomic<bool> slices_fail_ = false;
  FakeDecoder* decoder_ = nullptr;
  std::unique_ptr<SnapshotStore> snapshots_ = MakeMemorySnapshots({});
  std::unique_ptr<Engine> engine_;
};

}  // namespace wenyuan::serving
