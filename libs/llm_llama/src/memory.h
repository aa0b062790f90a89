#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "wenyuan/base/result.h"
#include "wenyuan/llm_llama/text_model.h"

namespace wenyuan::llm_llama {

// What this process may still take, by the machine and by its control group.
std::uint64_t FreeMemoryBytes();

// kResourceExhausted, with both numbers, when `need` is not free. `what`: "the weights of 'x'".
Result<void> CheckRoom(const std::string& what, std::uint64_t need_bytes, std::uint64_t free_bytes);
// The same, with what it is needed for.
Result<void> CheckRoom(const std::string& what, const MemoryNeeds& needs, std::uint64_t free_bytes);

// Takes the pages of `file` that are mapped into this process out of its resident memory: of
// weights that were repacked the first reading was the last. What is needed again comes from the
// system's page cache.
void LetGoOfPages(const std::filesystem::path& file);

// The same for memory of our own that is zero throughout: it stays zero, and takes room again where
// something is written. Only whole pages are let go.
void LetGoOfZeros(void* begin, std::size_t bytes);

// What was freed, but is kept to be given out again.
void LetGoOfFreed();

}  // namespace wenyuan::llm_llama
