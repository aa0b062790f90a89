#include "compute_pool.h"

#include <ggml-cpu.h>

#include <utility>

namespace wenyuan::llm_llama {
namespace {

// In steps of 131,072 looks: some milliseconds, so longer than it takes to choose a token and no
// longer. The library's own 50 keep a core busy for a tenth of a second.
constexpr std::uint32_t kLooksAwake = 1;

// Back ends are loaded while running, so their functions are asked for by name.
template <typename Function>
Function* OfProcessor(const char* name) {
  ggml_backend_dev_t processor = ::ggml_backend_dev_by_type(GGML_BACKEND_DEVICE_TYPE_CPU);
  if (processor == nullptr) return nullptr;
  return reinterpret_cast<Function*>(
      ::ggml_backend_reg_get_proc_address(::ggml_backend_dev_backend_reg(processor), name));
}

}  // namespace

void ComputePool::Free::operator()(ggml_threadpool* pool) const {
  if (auto* free = OfProcessor<decltype(::ggml_threadpool_free)>("ggml_threadpool_free")) {
    free(pool);
  }
}

void ComputePool::Use(llama_context* context, std::uint32_t threads) {
  if (threads == threads_) return;
  ::llama_set_n_threads(context, static_cast<std::int32_t>(threads),
                        static_cast<std::int32_t>(threads));
  threads_ = threads;
  Handle pool;
  if (auto* make = OfProcessor<decltype(::ggml_threadpool_new)>("ggml_threadpool_new")) {
    ggml_threadpool_params parameters = ::ggml_threadpool_params_default(static_cast<int>(threads));
    parameters.poll = kLooksAwake;
    pool.reset(make(&parameters));
  }
  // The library still refers to the pool that it computed with last, and pauses it when it meets
  // another.
  if (former_ == nullptr) former_ = std::move(pool_);
  pool_ = std::move(pool);
  if (pool_ == nullptr) {
    ::llama_detach_threadpool(context);
  } else {
    ::llama_attach_threadpool(context, pool_.get(), nullptr);
  }
}

}  // namespace wenyuan::llm_llama
