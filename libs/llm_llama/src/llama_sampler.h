#pragma once

#include <memory>

#include "handles.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm_llama/text_model.h"
#include "wenyuan/serving/decoder.h"

namespace wenyuan::llm_llama {

// See TextModel::MakeSampler(). The vocabulary must outlive it.
Result<std::unique_ptr<serving::Sampler>> MakeLlamaSampler(const llama_vocab* vocabulary,
                                                           const SamplingOptions& options);

}  // namespace wenyuan::llm_llama
