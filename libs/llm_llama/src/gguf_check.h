#pragma once

#include <filesystem>

#include "wenyuan/base/result.h"

namespace wenyuan::llm_llama {

// Whether a file is a whole GGUF file: its counts, names, types and places fit the file. libllama
// believes many of them and ends the process when they are wrong. kNotFound, kCorruption.
Result<void> CheckGguf(const std::filesystem::path& file);

}  // namespace wenyuan::llm_llama
