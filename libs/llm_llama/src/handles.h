#pragma once

#include <llama.h>

#include <memory>

namespace wenyuan::llm_llama {

// Gives a thing of libllama back by its own function.
template <auto Free>
struct Freer {
  template <typename Thing>
  void operator()(Thing* thing) const {
    Free(thing);
  }
};

using ModelHandle = std::unique_ptr<llama_model, Freer<&::llama_model_free>>;
using ContextHandle = std::unique_ptr<llama_context, Freer<&::llama_free>>;
using SamplerHandle = std::unique_ptr<llama_sampler, Freer<&::llama_sampler_free>>;
using AdapterHandle = std::unique_ptr<llama_adapter_lora, Freer<&::llama_adapter_lora_free>>;
using GgufHandle = std::unique_ptr<gguf_context, Freer<&::gguf_free>>;

}  // namespace wenyuan::llm_llama
