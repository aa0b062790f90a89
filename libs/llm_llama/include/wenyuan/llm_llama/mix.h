#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/gguf/facts.h"
#include "wenyuan/gguf/tensor_type.h"

namespace wenyuan::llm_llama {

// In how many bits which weights shall be. Norms, biases and other small things stay as they are.
struct Mix {
  struct Rule {
    std::string pattern;  // a regular expression, searched for in the names of tensors
    const gguf::TensorTypeInfo* type = nullptr;
  };

  std::string name;  // "Q4_K_M", "4bit", "attention8-ffn4": for file names
  // One of the library's own: "F32", "F16", "BF16", "Q8_0", "Q6_K", "Q5_K_M", "Q4_K_M", "Q4_0".
  std::string base;
  std::array<const gguf::TensorTypeInfo*, gguf::kTensorClasses> classes{};  // null: as the base
  std::vector<Rule> rules;  // they come before classes, the first before the others
};

// What a person asks for: `to` is a base, or `mix` is "bf16", "int8", "4bit", or classes and their
// bits or types: "attention=8,ffn=4,output=Q6_K" (others: 8 bits); not both. `rules` are
// "REGEX=TYPE". kInvalidArgument, naming what there is.
Result<Mix> ReadMix(std::string_view to, std::string_view mix, std::span<const std::string> rules);

}  // namespace wenyuan::llm_llama
