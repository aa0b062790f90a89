#pragma once

#include <memory>

#include "wenyuan/llm_llama/encoder.h"

namespace wenyuan::llm_llama {

// Runs a model by our own code where that is faster than libllama: one thread, a processor that has
// HasBertKernels(), an embedder that BertModel::Read() knows. nullptr for all others. Requires a
// file that gguf::CheckModel() passed, and OpenLibrary().
Result<std::unique_ptr<Encoder>> LoadBertEncoder(const EncoderOptions& options);

}  // namespace wenyuan::llm_llama
