#pragma once

#include <llama.h>

#include "wenyuan/llm_llama/text_model.h"

namespace wenyuan::llm_llama {

// What every TextModel of this module is, for its own parts.
class LlamaTextModel : public TextModel {
 public:
  [[nodiscard]] virtual const llama_model& handle() const = 0;
};

}  // namespace wenyuan::llm_llama
