#pragma once

#include <string>

#include "wenyuan/base/result.h"
#include "wenyuan/gguf/model_file.h"

namespace wenyuan::llm_llama {

// Tells models apart: a digest (hexadecimal) of sizes, of all that stands before the weights, and
// of some bytes of every weight. Milliseconds, where a digest of all would read gigabytes.
Result<std::string> FingerprintOf(const gguf::ModelFile& model);

}  // namespace wenyuan::llm_llama
