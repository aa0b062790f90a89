#include "file_type.h"

#include <array>
#include <utility>

namespace wenyuan::llm_llama {
namespace {

constexpr std::array<std::pair<std::string_view, llama_ftype>, 8> kFileTypes = {{
    {"F32", LLAMA_FTYPE_ALL_F32},
    {"F16", LLAMA_FTYPE_MOSTLY_F16},
    {"BF16", LLAMA_FTYPE_MOSTLY_BF16},
    {"Q8_0", LLAMA_FTYPE_MOSTLY_Q8_0},
    {"Q6_K", LLAMA_FTYPE_MOSTLY_Q6_K},
    {"Q5_K_M", LLAMA_FTYPE_MOSTLY_Q5_K_M},
    {"Q4_K_M", LLAMA_FTYPE_MOSTLY_Q4_K_M},
    {"Q4_0", LLAMA_FTYPE_MOSTLY_Q4_0},
}};

}  // namespace

std::optional<llama_ftype> FindFileType(std::string_view name) {
  for (const auto& [known, type] : kFileTypes) {
    if (known == name) return type;
  }
  return std::nullopt;
}

std::string FileTypeNames() {
  std::string names;
  for (const auto& [name, type] : kFileTypes) {
    names += (names.empty() ? "" : ", ") + std::string(name);
  }
  return names;
}

}  // namespace wenyuan::llm_llama
