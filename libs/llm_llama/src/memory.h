#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "wenyuan/base/result.h"

namespace wenyuan::llm_llama {

// What this process may still take, by the machine and by its control group.
std::uint64_t FreeMemoryBytes();

// kResourceExhausted, with both numbers, when `need` is not free. `what`: "the weights of 'x'".
Result<void> CheckRoom(const std::string& what, std::uint64_t need_bytes, std::uint64_t free_bytes);

// Takes the pages of `file` that are mapped into this process out of its resident memory: of
// weights that were repacked the first reading was the last. What is needed again comes from the
// system's page cache.
void LetGoOfPages(const std::filesystem::path& file);

}  // namespace wenyuan::llm_llama
