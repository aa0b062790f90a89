#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/serving/decoder.h"
#include "wenyuan/serving/snapshot_store.h"

namespace wenyuan::serving {

// A person waits for an answer; nobody waits for a prefix that is made ahead of questions.
enum class Priority : std::uint8_t { kInteractive, kBackground };

struct GenerationRequest {
  std::vector<Token> prompt;  // not empty
  std::unique_ptr<Sampler> sampler;
  std::uint32_t most_tokens = 256;  // 0: only make the prefix ready
  std::uint32_t top_logprobs = 0;   // beside the chosen token's; only with `logprobs`
  bool logprobs = false;
  bool speculate = true;
  // What the answer may quote, for prompt lookup; empty: the prompt.
  std::vector<Token> quotable;
  // Work is shared, and so felt in time, only between requests of one scope: whoever may read the
  // same restricted passages.
  std::string scope;
  std::string user;  // turns are fair between users
  Priority priority = Priority::kInteractive;
  Deadline deadline = Deadline::Never();  // for the first token
  std::vector<AdapterUse> adapters;
};

struct ProducedToken {
  Token token = 0;
  float logprob = 0;  // natural logarithm, of the model's own distribution
  std::vector<std::pair<Token, float>> top;
};

enum class FinishReason : std::uint8_t { kEnd, kLength };

struct GenerationReport {
  FinishReason finish = FinishReason::kEnd;
  std::uint32_t prompt_tokens = 0;
  std::uint32_t cached_tokens = 0;    // of the prompt, not computed for this request
  std::uint32_t restored_tokens = 0;  // of those, from a snapshot
  std::uint32_t produced_tokens = 0;
  std::uint32_t drafted_tokens = 0;
  std::uint32_t accepted_tokens = 0;  // of the drafted
  double queue_seconds = 0;
  double first_token_seconds = 0;  // since Submit()
  double decode_seconds = 0;       // from the first token to the last
};

// An answer that is being made. One thread. Its end, also when its owner goes, frees its place
// within one step.
class Generation {
 public:
  virtual ~Generation() = default;
  // What came since the last call, at least one token; empty at the end. kTimeout when nothing
  // came until `deadline` (ask again), or when the request's own deadline passed before its first
  // token; kUnavailable when the engine stopped; else what the decoder said. The end token is not
  // given.
  virtual Result<std::vector<ProducedToken>> Next(Deadline deadline) = 0;
  // So far, or, after the end, of all.
  [[nodiscard]] virtual GenerationReport report() const = 0;
};

struct EngineOptions {
  // Prefixes are shared and saved in multiples of it, and prompts are computed in them.
  std::uint32_t chunk_tokens = 32;
  std::size_t most_waiting = 256;  // requests; the next is refused
  std::size_t most_running = 64;
  // How long answers that are being read may stand still while a prompt is computed; 1.4 times as
  // long where tokens are cheaper then (DecoderInfo::cheap_batch_tokens).
  std::chrono::milliseconds longest_stall{450};
  // How long a step may take when no answer is being read: cancelling waits for it.
  std::chrono::milliseconds longest_step{3'000};
  std::uint32_t threads = 1;  // at most; fewer while others use the processor
  bool share_prefixes = true;
  bool await_prefixes = true;  // of requests that are being computed
  bool speculate = true;
  bool follow_load = true;
};

// Counts since the start, and what is now.
struct EngineNumbers {
  std::uint64_t requests = 0;
  std::uint64_t refused = 0;
  std::uint64_t cancelled = 0;
  std::uint64_t prompt_tokens = 0;
  std::uint64_t cached_tokens = 0;
  std::uint64_t restored_tokens = 0;
  std::uint64_t computed_tokens = 0;  // of prompts
  std::uint64_t produced_tokens = 0;
  std::uint64_t drafted_tokens = 0;
  std::uint64_t accepted_tokens = 0;
  std::uint64_t steps = 0;
  std::uint64_t evicted_tokens = 0;
  std::uint64_t saved_snapshots = 0;
  double prefill_seconds = 0;
  double decode_seconds = 0;
  std::size_t waiting = 0;
  std::size_t running = 0;
  std::uint32_t cells_used = 0;  // by answers and by prefixes that are kept
  std::uint32_t cells = 0;
  std::uint32_t threads = 0;
};

// Serves one decoder to many: a scheduler over a tree of prefixes. Shared prefixes are computed
// once (SGLang's RadixAttention, arXiv 2312.07104, on whole cells), also when their requests come
// at the same time; the tree gives way by frequency, cost and age (RAGCache's PGDSF, arXiv
// 2404.12457); prompts are computed in slices, each in one batch with the next tokens of running
// answers (Sarathi-Serve, arXiv 2403.02310); answers that quote are drafted by prompt lookup and
// verified (Saxena 2023), which changes no token. Any thread.
class Engine {
 public:
  virtual ~Engine() = default;  // stops; what is running ends with kUnavailable
  // kResourceExhausted when too many wait (how long to wait is in RetryAfter()), kTooLarge when the
  // prompt and one token do not fit (an answer ends where the room does), kInvalidArgument for an
  // empty prompt or a token that the vocabulary has not.
  virtual Result<std::unique_ptr<Generation>> Submit(GenerationRequest request) = 0;
  // Until a place is likely to be free, by what answers took so far.
  [[nodiscard]] virtual std::chrono::seconds RetryAfter() const = 0;
  [[nodiscard]] virtual const DecoderInfo& info() const = 0;
  [[nodiscard]] virtual EngineNumbers numbers() const = 0;
};

// `snapshots` may be null; it must outlive the engine.
std::unique_ptr<Engine> StartEngine(std::unique_ptr<Decoder> decoder, const EngineOptions& options,
                                    SnapshotStore* snapshots);

}  // namespace wenyuan::serving
