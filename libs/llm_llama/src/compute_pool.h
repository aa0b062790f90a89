#pragma once

#include <llama.h>

#include <cstdint>
#include <memory>

namespace wenyuan::llm_llama {

// Threads that compute the graphs of a context on the processor, kept from one graph to the next:
// without a pool of its own libllama makes and ends threads for every graph, which costs a token of
// a small model more than a tenth. Between graphs they wait awake for some milliseconds, then
// asleep. Must outlive the context that it was given to. One thread.
class ComputePool {
 public:
  ComputePool() = default;
  ComputePool(const ComputePool&) = delete;
  ComputePool& operator=(const ComputePool&) = delete;
  ~ComputePool() = default;

  // From the next graph of `context` on. A pool fits one number of threads only, so another number
  // makes a new one; where none can be made, the library makes its threads itself.
  void Use(llama_context* context, std::uint32_t threads);
  // After a graph of the context was computed: now nothing refers to the pool before this one.
  void Computed() { former_.reset(); }

 private:
  struct Free {
    void operator()(ggml_threadpool* pool) const;
  };
  using Handle = std::unique_ptr<ggml_threadpool, Free>;

  std::uint32_t threads_ = 0;
  Handle former_;
  Handle pool_;
};

}  // namespace wenyuan::llm_llama
