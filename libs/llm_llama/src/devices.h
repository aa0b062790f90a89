#pragma once

#include <llama.h>

#include <cstdint>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/llm_llama/text_model.h"

namespace wenyuan::llm_llama {

// Where a model is laid, beside the processor.
struct Devices {
  std::vector<ggml_backend_dev_t> list;  // ends with null, as libllama wants it; null alone: none
  std::string names;                     // "CUDA0, CUDA1"; empty: none
  std::uint64_t free_bytes = 0;          // of all
};

// The GPUs of this machine and of the RPC servers. kUnsupported when RPC is not installed,
// kUnavailable when a server does not answer.
Result<Devices> FindDevices(const TextModelOptions& options);

}  // namespace wenyuan::llm_llama
