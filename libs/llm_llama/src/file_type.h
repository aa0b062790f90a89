#pragma once

#include <llama.h>

#include <optional>
#include <string>
#include <string_view>

namespace wenyuan::llm_llama {

// The library's own mixes by our names, which are llama.cpp's: "Q4_K_M".
std::optional<llama_ftype> FindFileType(std::string_view name);
std::string FileTypeNames();  // "F32, F16, …"

}  // namespace wenyuan::llm_llama
