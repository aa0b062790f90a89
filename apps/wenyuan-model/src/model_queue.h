#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/llm_llama/encoder.h"

namespace wenyuan::model {

// A person waits for a query; nobody waits for background work.
enum class Priority : std::uint8_t { kQuery, kBackground };

struct QueueLimits {
  std::size_t query_requests = 64;  // waiting or running
  std::size_t background_requests = 16;
  // Background work that gave way begins anew; once a batch has lost this much it is not
  // interrupted again, so that both get on.
  std::chrono::milliseconds most_lost{1'000};
  int background_nice = 10;  // how much other programs go before background work; see nice(1)
};

struct QueueNumbers {
  std::uint64_t texts = 0;   // done, since the start
  std::uint64_t tokens = 0;  // of them
  std::uint64_t batches = 0;
  std::uint64_t interrupted = 0;  // background batches that gave way to a query
  double busy_seconds = 0;        // of the model
  std::size_t query_waiting = 0;  // requests
  std::size_t background_waiting = 0;
};

// Who reads next. Texts of several requests share a batch. Queries overtake background work between
// batches and interrupt a running batch of it, so that a query waits for one batch at most, and
// mostly for none. Any thread.
class ModelQueue {
 public:
  using Tokens = std::vector<std::int32_t>;
  // Whether the answer is still wanted.
  using Wanted = std::function<bool()>;

  virtual ~ModelQueue() = default;
  // Blocks; a row for each text. kResourceExhausted at once when too many wait, kCancelled soon
  // after `wanted` said no (it is asked now and then), and what Encode() says. Requires texts of at
  // most max_tokens.
  virtual Result<std::vector<float>> Run(Priority priority, std::vector<Tokens> texts,
                                         const Wanted& wanted) = 0;
  // The same for what Encoder::Attend() says of each text.
  virtual Result<std::vector<llm_llama::Attended>> Attend(Priority priority,
                                                          std::vector<Tokens> texts,
                                                          const Wanted& wanted) = 0;
  [[nodiscard]] virtual QueueNumbers Numbers() const = 0;
};

// The encoder must outlive it and be used by nobody else.
std::unique_ptr<ModelQueue> MakeModelQueue(llm_llama::Encoder& encoder, const QueueLimits& limits);

}  // namespace wenyuan::model
