#pragma once

#include <llama.h>

#include <string>

#include "wenyuan/gguf/model_file.h"
#include "wenyuan/llm_llama/quantise.h"

namespace wenyuan::llm_llama {

// PlanQuantisation() of a model whose headers were read. Requires OpenLibrary().
Result<QuantisationPlan> PlanOf(const gguf::ModelFile& model, const Mix& mix);

// A pattern for exactly this name.
std::string PatternOf(const std::string& name);

// What libllama shall take for the rest where every tensor is named.
llama_ftype FileTypeOf(const QuantisationPlan& plan, const Mix& mix);

}  // namespace wenyuan::llm_llama
